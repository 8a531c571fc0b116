#include "app/documents/htmlentities.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>

namespace
{

/// What a numeric reference to 0x80..0x9f means: pages say Windows-1252 there. Source: WHATWG HTML, 13.2.5.80.
constexpr std::array<char16_t, 32> windows1252{0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030,
    0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122,
    0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178};

constexpr qsizetype longestReference = 32;

char32_t numbered(QStringView digits)
{
    const bool hex = !digits.isEmpty() && (digits[0] == u'x' || digits[0] == u'X');
    bool ok = false;
    const uint code = (hex ? digits.mid(1) : digits).toUInt(&ok, hex ? 16 : 10);
    if (!ok)
        return 0;
    if (code >= 0x80 && code <= 0x9f)
        return windows1252[code - 0x80];
    if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return QChar::ReplacementCharacter;
    return code;
}

char32_t named(QStringView name)
{
    const QByteArray latin = name.toLatin1();
    const htmlEntityDesc *entity = htmlEntityLookup(reinterpret_cast<const xmlChar *>(latin.constData()));
    return entity ? entity->value : 0;
}

bool isReferenceName(QStringView name)
{
    return !name.isEmpty()
        && std::all_of(name.begin(), name.end(), [](QChar c) { return c == u'#' || (c < QChar(0x80) && c.isLetterOrNumber()); });
}

}

htmlentities::Reference htmlentities::referenceAt(QStringView text)
{
    if (text.isEmpty() || text[0] != u'&')
        return {};
    const qsizetype semicolon = text.left(longestReference).indexOf(u';');
    if (semicolon < 2)
        return {};
    const QStringView name = text.mid(1, semicolon - 1);
    if (!isReferenceName(name))
        return {};
    const char32_t character = name[0] == u'#' ? numbered(name.mid(1)) : named(name);
    return character ? Reference{semicolon + 1, character} : Reference{};
}

QString htmlentities::decoded(QStringView text)
{
    QString result;
    result.reserve(text.size());
    qsizetype copied = 0;
    for (qsizetype at = text.indexOf(u'&'); at >= 0; at = text.indexOf(u'&', at)) {
        const Reference reference = referenceAt(text.mid(at));
        if (reference.length == 0) {
            ++at;
            continue;
        }
        result += text.mid(copied, at - copied);
        result += QStringView(QChar::fromUcs4(reference.character));
        at += reference.length;
        copied = at;
    }
    result += text.mid(copied);
    return result;
}
