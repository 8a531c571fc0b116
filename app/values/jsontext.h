#pragma once

#include <QByteArray>
#include <QString>

#include <cstring>

/// JSON's strings, byte by byte. Source of what is escaped: RFC 8259, 7.
namespace jsontext {

/// Appends the string in its quotes. What is UTF-8 already must be so.
void write(QByteArray &out, QByteArrayView utf8);
void write(QByteArray &out, const QString &text);

/// The one loop that every byte of every string goes through, both ways, eight at a time: the first byte from there on that is a quote, a backslash or a control character, or the end. Every bit of the bytes passed over is
/// added to bits, whose 0x80s say whether there was anything but ASCII.
inline const char *plainEnd(const char *at, const char *end, quint64 &bits)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 highs = 0x8080808080808080;
    while (end - at >= 8) {
        quint64 word = 0;
        std::memcpy(&word, at, sizeof word);
        const quint64 quotes = word ^ (ones * '"');
        const quint64 backslashes = word ^ (ones * '\\');
        // The well-known test for a byte below a small number (0 for the first two); bytes with the high bit set never pass it.
        if ((((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes) | ((word - ones * 0x20) & ~word)) & highs)
            break;
        bits |= word;
        at += 8;
    }
    for (; at != end && *at != '"' && *at != '\\' && uchar(*at) >= 0x20; ++at)
        bits |= uchar(*at);
    return at;
}

/// Whether those bits are of ASCII alone.
inline bool areAscii(quint64 bits)
{
    return !(bits & 0x8080808080808080);
}

}
