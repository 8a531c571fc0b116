#include "app/models/excerpt.h"

#include <array>

using namespace Qt::StringLiterals;

namespace {

struct Entity {
    QLatin1String name;
    char16_t character;
};
constexpr std::array<Entity, 8> entities{{{"amp"_L1, u'&'},
                                          {"lt"_L1, u'<'},
                                          {"gt"_L1, u'>'},
                                          {"quot"_L1, u'"'},
                                          {"apos"_L1, u'\''},
                                          {"nbsp"_L1, u' '},
                                          {"ndash"_L1, u'\u2013'},
                                          {"hellip"_L1, u'\u2026'}}};

QString decoded(QStringView name)
{
    for (const Entity &entity : entities) {
        if (name == entity.name)
            return QString(QChar(entity.character));
    }
    if (!name.startsWith(u'#'))
        return {};
    bool ok = false;
    const bool isHex = name.size() > 1 && name.at(1).toLower() == u'x';
    const uint code = isHex ? name.mid(2).toUInt(&ok, 16) : name.mid(1).toUInt(&ok, 10);
    const char32_t character = code;
    return ok && code > 0 && code <= 0x10ffff && !QChar::isSurrogate(code) ? QString::fromUcs4(&character, 1) : QString();
}

bool endsHeading(QStringView html, qsizetype at)
{
    const QStringView tag = html.mid(at, 4);
    return tag.size() == 4 && tag.startsWith(u"</") && tag.at(2).toLower() == u'h' && tag.at(3).isDigit();
}

/// Where reading goes on after the tag at `at`: behind its end, or behind all of a script or style. 0 where it is no tag.
qsizetype endOfTag(QStringView html, qsizetype at)
{
    if (html.mid(at).startsWith(u"<!--")) {
        const qsizetype end = html.indexOf(u"-->", at);
        return end < 0 ? html.size() : end + 3;
    }
    const QStringView rest = html.mid(at + 1);
    if (rest.isEmpty() || !(rest.front().isLetter() || rest.front() == u'/' || rest.front() == u'!'))
        return 0;
    for (const QStringView skipped : {u"script", u"style"}) {
        if (!rest.startsWith(skipped, Qt::CaseInsensitive))
            continue;
        const qsizetype end = html.indexOf(u"</"_s + skipped.toString(), at, Qt::CaseInsensitive);
        const qsizetype close = end < 0 ? -1 : html.indexOf(u'>', end);
        return close < 0 ? html.size() : close + 1;
    }
    const qsizetype close = html.indexOf(u'>', at);
    return close < 0 ? html.size() : close + 1;
}

}

QString excerpt(const QString &html, int length)
{
    const QStringView all(html);
    QString text;
    const auto addSpace = [&text] {
        if (!text.isEmpty() && !text.endsWith(u' '))
            text.append(u' ');
    };
    for (qsizetype at = 0; at < all.size() && text.size() < length;) {
        const QChar character = all.at(at);
        if (character == u'<') {
            if (const qsizetype next = endOfTag(all, at); next > 0) {
                addSpace();
                if (endsHeading(all, at) && !text.isEmpty() && !text.endsWith(u"\u00b7 "))
                    text.append(u"\u00b7 ");
                at = next;
                continue;
            }
        }
        if (character == u'&') {
            const qsizetype end = all.mid(at, 12).indexOf(u';');
            if (const QString decodedText = end > 1 ? decoded(all.mid(at + 1, end - 1)) : QString(); !decodedText.isEmpty()) {
                text.append(decodedText);
                at += end + 1;
                continue;
            }
        }
        if (character.isSpace())
            addSpace();
        else
            text.append(character);
        ++at;
    }
    // A pair of surrogates is one character: never show half of it.
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    if (text.endsWith(u"\u00b7 "))
        text.chop(2);
    return text.trimmed();
}
