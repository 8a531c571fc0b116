#include "app/values/jsontext.h"

#include <QStringEncoder>

#include <cstring>

namespace {

// Most texts are short, and an allocation for each costs as much as writing it.
constexpr qsizetype shortest = 4096;
constexpr qsizetype longestEscape = 6;

char *escaped(char *to, char c)
{
    *to++ = '\\';
    switch (c) {
    case '\b': *to++ = 'b'; break;
    case '\f': *to++ = 'f'; break;
    case '\n': *to++ = 'n'; break;
    case '\r': *to++ = 'r'; break;
    case '\t': *to++ = 't'; break;
    case '"':
    case '\\': *to++ = c; break;
    default:
        std::memcpy(to, "u00", 3);
        to[3] = "0123456789abcdef"[uchar(c) >> 4];
        to[4] = "0123456789abcdef"[c & 0xF];
        to += 5;
    }
    return to;
}

// There is room for the worst at to.
char *written(char *to, QByteArrayView utf8)
{
    const char *from = utf8.data();
    const char *const end = from + utf8.size();
    quint64 bits = 0;
    while (true) {
        const char *const at = jsontext::plainEnd(from, end, bits);
        std::memcpy(to, from, std::size_t(at - from));
        to += at - from;
        if (at == end)
            return to;
        to = escaped(to, *at);
        from = at + 1;
    }
}

}

void jsontext::write(QByteArray &out, QByteArrayView utf8)
{
    out += '"';
    for (QByteArrayView rest = utf8; !rest.isEmpty();) {
        const QByteArrayView part = rest.first(qMin(rest.size(), shortest));
        const qsizetype before = out.size();
        out.resize(before + part.size() * longestEscape);
        out.truncate(written(out.data() + before, part) - out.constData());
        rest = rest.sliced(part.size());
    }
    out += '"';
}

void jsontext::write(QByteArray &out, const QString &text)
{
    if (text.size() > shortest)
        return write(out, QByteArrayView(text.toUtf8()));
    char buffer[3 * shortest];
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const char *const end = encoder.appendToBuffer(buffer, text);
    write(out, QByteArrayView(buffer, end));
}
