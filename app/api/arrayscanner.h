#pragma once

#include <QChar>
#include <QList>

/// Follows one JSON array of objects character by character and says where it ends, or that it is none. It checks the structure,
/// not the spelling of numbers and words: what it calls Complete is then parsed. No character is looked at twice.
class ArrayScanner
{
public:
    enum class Layout {
        Free, ///< With any white space.
        OneLine, ///< A line break ends it: servers write an array in the middle of a text on one line.
    };
    enum class State { Open, Complete, Invalid };

    explicit ArrayScanner(Layout layout = Layout::Free) : m_layout(layout) { }

    /// The array's characters in turn, its first bracket first.
    State feed(QChar character);
    State state() const { return m_state; }
    /// How many characters the array has up to the end of its last whole item, 0 where it has none.
    qsizetype itemsEnd() const { return m_itemsEnd; }

private:
    enum class Awaits { Array, ItemOrEnd, Item, KeyOrEnd, Key, Colon, Value, CommaOrEnd };

    bool takeInString(QChar character);
    bool takeStructure(char16_t character);
    bool takeValue(char16_t character);
    bool open(char16_t bracket);
    bool close(char16_t bracket);

    Layout m_layout;
    State m_state = State::Open;
    Awaits m_awaits = Awaits::Array;
    QList<char16_t> m_nesting;
    bool m_inString = false;
    bool m_stringIsKey = false;
    bool m_escaped = false;
    bool m_inWord = false;
    qsizetype m_fed = 0;
    qsizetype m_itemsEnd = 0;
};
