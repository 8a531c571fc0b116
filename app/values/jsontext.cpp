#include "app/values/jsontext.h"

#include <QStringEncoder>

void jsontext::write(QByteArray &out, QByteArrayView utf8)
{
    out += '"';
    const char *from = utf8.data();
    const char *const end = from + utf8.size();
    quint64 bits = 0;
    while (true) {
        const char *const at = plainEnd(from, end, bits);
        out.append(from, at - from);
        if (at == end)
            break;
        const char c = *at;
        from = at + 1;
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: out += "\\u00" + QByteArray(1, c).toHex();
        }
    }
    out += '"';
}

void jsontext::write(QByteArray &out, const QString &text)
{
    // Most texts are short, and an allocation for each costs as much as writing it.
    constexpr qsizetype shortest = 4096;
    if (text.size() > shortest)
        return write(out, QByteArrayView(text.toUtf8()));
    char buffer[3 * shortest];
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const char *const end = encoder.appendToBuffer(buffer, text);
    write(out, QByteArrayView(buffer, end));
}
