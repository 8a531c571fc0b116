#include "app/localserver/searchabletext.h"

#include <QList>

namespace {

bool standsAlone(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
        return QChar::isLetter(character);
    default:
        return false;
    }
}

// Everything before the first character that could stand alone; most text ends there.
bool isSimple(QStringView text)
{
    for (const QChar c : text) {
        if (c.unicode() >= 0x1100)
            return false;
    }
    return true;
}

}

QString searchableText(const QString &plain)
{
    if (isSimple(plain))
        return plain;
    QString spaced;
    spaced.reserve(plain.size() * 2);
    const auto characters = plain.toUcs4();
    bool apart = true;
    for (const char32_t character : characters) {
        const bool alone = standsAlone(character);
        if (!apart && alone)
            spaced += u' ';
        spaced += QChar::fromUcs4(character);
        apart = QChar::isSpace(character);
        if (alone) {
            spaced += u' ';
            apart = true;
        }
    }
    return spaced;
}
