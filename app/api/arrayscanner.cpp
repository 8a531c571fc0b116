#include "app/api/arrayscanner.h"

namespace {

// Json refuses deeper nesting, too.
constexpr qsizetype deepest = 64;

bool isWordCharacter(char16_t c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || c == u'E' || c == u'+' || c == u'-' || c == u'.';
}

}

ArrayScanner::State ArrayScanner::feed(QChar character)
{
    if (m_state != State::Open)
        return m_state;
    ++m_fed;
    const char16_t c = character.unicode();
    bool good = true;
    if (m_inString) {
        good = takeInString(character);
    } else if (m_inWord && isWordCharacter(c)) {
        // The rest of a number, true, false or null.
    } else {
        m_inWord = false;
        if (c == u' ' || c == u'\t')
            good = true;
        else if (c == u'\n' || c == u'\r')
            good = m_layout == Layout::Free;
        else
            good = takeStructure(c);
    }
    if (!good)
        m_state = State::Invalid;
    return m_state;
}

bool ArrayScanner::takeInString(QChar character)
{
    if (m_escaped) {
        m_escaped = false;
    } else if (character == u'\\') {
        m_escaped = true;
    } else if (character == u'"') {
        m_inString = false;
        m_awaits = m_stringIsKey ? Awaits::Colon : Awaits::CommaOrEnd;
    }
    return character.unicode() >= 0x20;
}

bool ArrayScanner::takeStructure(char16_t c)
{
    switch (m_awaits) {
    case Awaits::Array: return c == u'[' && open(c);
    case Awaits::ItemOrEnd: return c == u']' ? close(c) : takeValue(c);
    case Awaits::Item:
    case Awaits::Value: return takeValue(c);
    case Awaits::KeyOrEnd:
        if (c == u'}')
            return close(c);
        [[fallthrough]];
    case Awaits::Key:
        m_inString = m_stringIsKey = c == u'"';
        return m_inString;
    case Awaits::Colon:
        m_awaits = Awaits::Value;
        return c == u':';
    case Awaits::CommaOrEnd:
        if (c != u',')
            return close(c);
        m_awaits = m_nesting.last() == u'{' ? Awaits::Key : Awaits::Item;
        return true;
    }
    Q_UNREACHABLE();
}

bool ArrayScanner::takeValue(char16_t c)
{
    if (c == u'{' || c == u'[')
        return open(c);
    // The array itself holds objects only.
    if (m_nesting.size() == 1)
        return false;
    if (c == u'"') {
        m_inString = true;
        m_stringIsKey = false;
        return true;
    }
    m_inWord = true;
    m_awaits = Awaits::CommaOrEnd;
    return isWordCharacter(c);
}

bool ArrayScanner::open(char16_t bracket)
{
    if (m_nesting.size() == deepest || (bracket == u'[' && m_nesting.size() == 1))
        return false;
    m_nesting.append(bracket);
    m_awaits = bracket == u'{' ? Awaits::KeyOrEnd : Awaits::ItemOrEnd;
    return true;
}

bool ArrayScanner::close(char16_t bracket)
{
    const char16_t opening = bracket == u'}' ? u'{' : u'[';
    if ((bracket != u'}' && bracket != u']') || m_nesting.last() != opening)
        return false;
    m_nesting.removeLast();
    m_awaits = Awaits::CommaOrEnd;
    if (m_nesting.size() == 1)
        m_itemsEnd = m_fed;
    if (m_nesting.isEmpty())
        m_state = State::Complete;
    return true;
}
