#include "app/transfer/textdecoding.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

std::optional<QStringConverter::Encoding> byByteOrderMark(const QByteArray &bytes)
{
    if (bytes.startsWith("\xef\xbb\xbf"))
        return QStringConverter::Utf8;
    if (bytes.startsWith(QByteArrayView("\xff\xfe\0\0", 4)) || bytes.startsWith(QByteArrayView("\0\0\xfe\xff", 4)))
        return QStringConverter::Utf32;
    if (bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff"))
        return QStringConverter::Utf16;
    return {};
}

bool isAscii(const QByteArray &bytes)
{
    return std::ranges::none_of(bytes, [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; });
}

QByteArray declaredEncoding(const QByteArray &bytes)
{
    static const QRegularExpression meta(u"<meta[^>]*?charset\\s*=\\s*[\"']?\\s*([a-z0-9_:.\\-]+)"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression xml(u"^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([a-z0-9_:.\\-]+)"_s, QRegularExpression::CaseInsensitiveOption);
    const QString head = QString::fromLatin1(bytes.left(2048));
    for (const QRegularExpression &declaration : {meta, xml}) {
        if (const QRegularExpressionMatch match = declaration.match(head); match.hasMatch())
            return match.captured(1).toLower().toLatin1();
    }
    return {};
}

QString fromWindows1252(const QByteArray &bytes)
{
    // What 0x80 to 0x9f stand for; the five that stand for nothing stay control characters. Source: WHATWG Encoding, windows-1252.
    static constexpr std::array<char16_t, 32> table{0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
        0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
        0x017e, 0x0178};
    QString text = QString::fromLatin1(bytes);
    for (QChar &character : text) {
        if (character.unicode() >= 0x80 && character.unicode() < 0xa0)
            character = table[character.unicode() - 0x80];
    }
    return text;
}

} // namespace

QString decodedText(const QByteArray &bytes, bool isMarkup)
{
    if (const auto marked = byByteOrderMark(bytes))
        return QStringDecoder(*marked).decode(bytes);
    // Stateless: a character that is cut off at the end is an error, not one to be waited for.
    QStringDecoder utf8(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const QString asUtf8 = utf8.decode(bytes);
    const bool ascii = isAscii(bytes);
    if (!utf8.hasError() && !ascii)
        return asUtf8;
    const QByteArray declared = isMarkup ? declaredEncoding(bytes) : QByteArray();
    const bool isLatin = declared.isEmpty() || declared == "iso-8859-1" || declared == "latin1" || declared == "windows-1252" || declared == "us-ascii";
    if (!isLatin && !declared.startsWith("utf")) {
        QStringDecoder decoder(declared.constData());
        if (decoder.isValid())
            return decoder.decode(bytes);
    }
    return ascii ? asUtf8 : fromWindows1252(bytes);
}

bool isBinary(const QByteArray &bytes)
{
    const auto marked = byByteOrderMark(bytes);
    return (!marked || *marked == QStringConverter::Utf8) && bytes.left(8192).contains('\0');
}
