#include "app/api/answerparser.h"

#include "app/values/json.h"

#include <array>

namespace {

constexpr QStringView markAtHead = u"[Searching for ";
constexpr QStringView markInText = u"\n\n[Searching for ";
constexpr QStringView markEnd = u"...]";
constexpr QStringView separator = u"||";
constexpr QStringView emptyBlock = u"[]||";
constexpr QStringView errorOpening = u", \"error\": \"";

enum class Match { No, Partial, Full };

/// Whether text begins with token, or may do so when more of it has come.
Match match(QStringView text, QStringView token)
{
    if (text.startsWith(token))
        return Match::Full;
    return text.size() < token.size() && token.startsWith(text) ? Match::Partial : Match::No;
}

template <size_t count>
Match matchAny(QStringView text, const std::array<QStringView, count> &tokens)
{
    Match best = Match::No;
    for (const QStringView token : tokens)
        best = std::max(best, match(text, token));
    return best;
}

/// "[{" or "[]", with a little white space in between.
Match matchArrayOfObjects(QStringView text)
{
    constexpr qsizetype farthest = 64;
    if (!text.startsWith(u'['))
        return Match::No;
    qsizetype inner = 1;
    while (inner < text.size() && inner < farthest && text[inner].isSpace())
        ++inner;
    if (inner == text.size())
        return inner < farthest ? Match::Partial : Match::No;
    return text[inner] == u'{' || text[inner] == u']' ? Match::Full : Match::No;
}

/// The array's items in their places, nothing where it holds something else than chunks.
std::optional<QList<SearchHit>> hitsIn(QStringView array)
{
    const Result<Json> json = Json::parse(array.toUtf8());
    if (!json || !json->isArray())
        return {};
    QList<SearchHit> hits;
    bool anyRead = json->items().isEmpty();
    for (const Json &item : json->items()) {
        Result<SearchHit> hit = SearchHit::fromJson(item);
        anyRead = anyRead || hit;
        hits.append(hit ? *std::move(hit) : SearchHit());
    }
    if (!anyRead)
        return {};
    return hits;
}

}

void AnswerParser::feed(QStringView piece)
{
    if (m_finished)
        return;
    if (!m_mayBeLiteral) {
        if (const QStringView begun = piece.trimmed(); !begun.isEmpty())
            m_mayBeLiteral = begun.startsWith(u'"');
    }
    if (m_mayBeLiteral.value_or(false))
        m_literal += piece;
    m_pending += piece;
    advance(false);
}

void AnswerParser::finish()
{
    if (m_finished)
        return;
    advance(true);
    m_finished = true;
    takeReportedError();
    if (m_mayBeLiteral.value_or(false))
        readLiteral();
}

void AnswerParser::advance(bool atEnd)
{
    const auto step = [this, atEnd] {
        switch (m_mode) {
        case Mode::Head: return readHead(atEnd);
        case Mode::Text: return readText(atEnd);
        case Mode::Mark: return readMark(atEnd);
        case Mode::Array: return readArray(atEnd);
        }
        Q_UNREACHABLE();
    };
    while (step() == Step::Continue) { }

    m_pending.remove(0, m_released);
    m_at -= m_released;
    m_start -= m_released;
    m_inner -= m_released;
    m_released = 0;
}

/// At the beginning, and after a mark: white space means nothing, and an array or a mark may follow.
AnswerParser::Step AnswerParser::readHead(bool atEnd)
{
    while (m_at < m_pending.size() && m_pending[m_at].isSpace())
        ++m_at;
    m_released = m_at;
    if (m_at == m_pending.size())
        return Step::Wait;
    const Match array = matchArrayOfObjects(from(m_at));
    const Match mark = match(from(m_at), markAtHead);
    if (array == Match::Full)
        beginArray(Place::Head, m_at, m_at);
    else if (mark == Match::Full)
        beginMark(m_at, m_at + markAtHead.size());
    else if (!atEnd && (array == Match::Partial || mark == Match::Partial))
        return Step::Wait;
    else
        m_mode = Mode::Text;
    return Step::Continue;
}

AnswerParser::Step AnswerParser::readText(bool atEnd)
{
    for (; m_at < m_pending.size(); ++m_at) {
        const QChar c = m_pending[m_at];
        if (c != u'\n' && c != u'[' && c != u'|')
            continue;
        if (const std::optional<Step> step = openAt(m_at, atEnd))
            return *step;
    }
    release(m_at);
    return Step::Wait;
}

/// What begins at a position in the text: a mark, an array, or (nothing) just text. Waits while more has to come to know.
std::optional<AnswerParser::Step> AnswerParser::openAt(qsizetype position, bool atEnd)
{
    const QStringView rest = from(position);
    const Match mark = match(rest, markInText);
    const Match tail = m_blockSeen ? Match::No : matchAny<2>(rest, {u"||[{", u"||[]"});
    const Match block = m_blockSeen ? match(rest, u"[{\"") : Match::No;
    const Match none = m_blockSeen && m_hits.isEmpty() ? match(rest, emptyBlock) : Match::No;
    if (mark == Match::Full) {
        beginMark(position, position + markInText.size());
    } else if (tail == Match::Full) {
        beginArray(Place::Tail, position, position + separator.size());
    } else if (block == Match::Full) {
        beginArray(Place::Middle, position, position);
    } else if (none == Match::Full) {
        release(position);
        adopt({}, position + emptyBlock.size());
    } else if (std::max({mark, tail, block, none}) == Match::Partial && !atEnd) {
        release(position);
        return Step::Wait;
    } else {
        return {};
    }
    return Step::Continue;
}

/// "[Searching for what...]", an empty line after it; the query is one line.
AnswerParser::Step AnswerParser::readMark(bool atEnd)
{
    const qsizetype lineEnd = m_pending.indexOf(u'\n', m_at);
    m_at = lineEnd < 0 ? m_pending.size() : lineEnd;
    if (lineEnd < 0 && !atEnd)
        return Step::Wait;
    const QStringView line = QStringView(m_pending).mid(m_inner, m_at - m_inner);
    const Match after = match(from(m_at), u"\n\n");
    if (!line.endsWith(markEnd) || after == Match::No) {
        continueAsText(m_start + 1);
        return Step::Continue;
    }
    if (after == Match::Partial && !atEnd)
        return Step::Wait;
    m_searches.append(line.chopped(markEnd.size()).toString());
    m_released = m_at = std::min(m_at + 2, m_pending.size());
    m_newParagraph = true;
    m_mode = Mode::Head;
    return Step::Continue;
}

AnswerParser::Step AnswerParser::readArray(bool atEnd)
{
    while (m_scanner.state() == ArrayScanner::State::Open && m_at < m_pending.size())
        m_scanner.feed(m_pending[m_at++]);
    switch (m_scanner.state()) {
    case ArrayScanner::State::Open:
        if (!atEnd)
            return Step::Wait;
        [[fallthrough]];
    case ArrayScanner::State::Invalid:
        continueAsText(m_inner + 1);
        return Step::Continue;
    case ArrayScanner::State::Complete: return m_place == Place::Tail ? closeTail(atEnd) : closeArray(atEnd);
    }
    Q_UNREACHABLE();
}

/// Before the text, the separator follows.
AnswerParser::Step AnswerParser::closeArray(bool atEnd)
{
    const Match follows = match(from(m_at), separator);
    if (follows == Match::Partial && !atEnd)
        return Step::Wait;
    auto hits = follows == Match::Full ? hitsIn(QStringView(m_pending).mid(m_inner, m_at - m_inner)) : std::nullopt;
    if (hits)
        adopt(*std::move(hits), m_at + separator.size());
    else
        continueAsText(m_at);
    return Step::Continue;
}

/// After the text, nothing follows; old rows that begin with the separator have their text after it.
AnswerParser::Step AnswerParser::closeTail(bool atEnd)
{
    qsizetype next = m_at;
    while (next < m_pending.size() && m_pending[next].isSpace())
        ++next;
    const bool isLast = next == m_pending.size();
    if (isLast && !atEnd)
        return Step::Wait;
    auto hits = isLast || m_text.isEmpty() ? hitsIn(QStringView(m_pending).mid(m_inner, m_at - m_inner)) : std::nullopt;
    if (hits)
        adopt(*std::move(hits), isLast ? next : m_at);
    else
        continueAsText(m_at);
    return Step::Continue;
}

void AnswerParser::beginMark(qsizetype start, qsizetype query)
{
    release(start);
    m_mode = Mode::Mark;
    m_start = start;
    m_inner = m_at = query;
}

void AnswerParser::beginArray(Place place, qsizetype start, qsizetype array)
{
    release(start);
    m_mode = Mode::Array;
    m_place = place;
    m_start = start;
    m_inner = m_at = array;
    m_scanner = ArrayScanner(place == Place::Head ? ArrayScanner::Layout::Free : ArrayScanner::Layout::OneLine);
}

void AnswerParser::adopt(QList<SearchHit> hits, qsizetype next)
{
    m_hits = std::move(hits);
    m_blockSeen = true;
    m_newParagraph = true;
    m_released = m_at = next;
    m_mode = Mode::Text;
}

void AnswerParser::continueAsText(qsizetype next)
{
    m_at = next;
    m_mode = Mode::Text;
}

void AnswerParser::release(qsizetype end)
{
    const QStringView piece = QStringView(m_pending).mid(m_released, end - m_released);
    m_released = end;
    if (piece.isEmpty())
        return;
    // What one turn of an agentic answer says must not run into what the turn before said.
    if (std::exchange(m_newParagraph, false) && !m_text.isEmpty() && !m_text.endsWith(u'\n') && !piece.startsWith(u'\n'))
        m_text += u"\n\n";
    m_text += piece;
}

/// Agentic answers end in , "error": "what went wrong" where they fail.
void AnswerParser::takeReportedError()
{
    const qsizetype line = m_text.lastIndexOf(u'\n') + 1;
    const qsizetype opening = m_text.indexOf(errorOpening, line);
    if (opening < 0 || !m_text.endsWith(u'"') || m_text.size() <= opening + errorOpening.size())
        return;
    m_reportedError = m_text.mid(opening + errorOpening.size()).chopped(1);
    m_text.truncate(opening);
}

/// An answer that was not streamed is one JSON string; a quoted sentence is none unless an array is in it, too.
void AnswerParser::readLiteral()
{
    const Result<Json> json = Json::parse(m_literal.toUtf8());
    if (!json || !json->isString())
        return;
    AnswerParser inner;
    inner.feed(json->toString());
    inner.finish();
    if (inner.m_blockSeen)
        *this = std::move(inner);
}
