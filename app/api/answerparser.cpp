#include "app/api/answerparser.h"

#include "app/api/reportederror.h"
#include "app/values/json.h"

namespace {

constexpr QStringView markAtHead = u"[Searching for ";
constexpr QStringView markInText = u"\n\n[Searching for ";
constexpr QStringView markEnd = u"...]";
constexpr QStringView separator = u"||";
constexpr QStringView emptyBlock = u"[]||";

}

void AnswerParser::feed(QStringView piece)
{
    if (m_finished)
        return;
    m_work += piece.size();
    if (m_kind == Kind::Plain) {
        append(piece);
        return;
    }
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
    if (std::exchange(m_finished, true) || m_kind == Kind::Plain)
        return;
    advance(true);
    takeReportedError();
    if (m_mayBeLiteral.value_or(false))
        readLiteral();
}

void AnswerParser::advance(bool atEnd)
{
    const auto step = [this, atEnd] {
        switch (m_mode) {
        case Mode::Head: return readHead(atEnd);
        case Mode::AfterBlock: return readAfterBlock(atEnd);
        case Mode::Text: return readText(atEnd);
        case Mode::Mark: return readMark(atEnd);
        case Mode::Array: return readArray(atEnd);
        }
        Q_UNREACHABLE();
    };
    while (step() == Step::Continue) { }

    if (m_released == 0)
        return;
    m_pending.remove(0, m_released);
    m_work += m_pending.size();
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
    m_work += m_at - m_released;
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

/// A turn without text leaves two blocks side by side.
AnswerParser::Step AnswerParser::readAfterBlock(bool atEnd)
{
    const Match block = matchBlock(from(m_at));
    if (block == Match::Partial && !atEnd)
        return Step::Wait;
    if (block == Match::Full)
        openBlock(m_at);
    else
        m_mode = Mode::Text;
    return Step::Continue;
}

AnswerParser::Step AnswerParser::readText(bool atEnd)
{
    for (; m_at < m_pending.size(); ++m_at) {
        ++m_work;
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
    const Match tail = m_blockSeen ? Match::No : std::max(match(rest, u"||[{"), match(rest, u"||[]"));
    const Match block = m_kind == Kind::Stored ? matchBlock(rest) : Match::No;
    if (std::max({mark, tail, block}) == Match::No)
        return {};
    release(position);
    if (mark == Match::Full)
        beginMark(position, position + markInText.size());
    else if (tail == Match::Full)
        beginArray(Place::Tail, position, position + separator.size());
    else if (block == Match::Full && mayEndTurn(rest))
        openBlock(position);
    else if (block != Match::Full && !atEnd)
        return Step::Wait;
    else
        return {};
    return Step::Continue;
}

/// What may be an array of an agentic answer's later turn; it never loses chunks that an earlier one had.
AnswerParser::Match AnswerParser::matchBlock(QStringView text)
{
    if (!m_blockSeen || m_isFlat)
        return Match::No;
    return std::max(match(text, u"[{\""), m_hits.isEmpty() ? match(text, emptyBlock) : Match::No);
}

/// Whether the text so far may be all of a turn. Two brackets and two bars are too common in code to end it after just anything.
bool AnswerParser::mayEndTurn(QStringView block) const
{
    if (m_fence.isOpen() || m_text.endsWith(u'`'))
        return false;
    return block.startsWith(u"[{") || m_text.isEmpty() || QStringView(u"\n.!?:\u2026").contains(m_text.back());
}

void AnswerParser::openBlock(qsizetype position)
{
    release(position);
    if (from(position).startsWith(emptyBlock))
        adopt({}, position + emptyBlock.size());
    else
        beginArray(Place::Middle, position, position);
}

AnswerParser::Match AnswerParser::match(QStringView text, QStringView token)
{
    m_work += std::min(text.size(), token.size());
    if (text.startsWith(token))
        return Match::Full;
    return text.size() < token.size() && token.startsWith(text) ? Match::Partial : Match::No;
}

/// "[{" or "[]", with a little white space in between.
AnswerParser::Match AnswerParser::matchArrayOfObjects(QStringView text)
{
    constexpr qsizetype farthest = 64;
    if (!text.startsWith(u'['))
        return Match::No;
    qsizetype inner = 1;
    while (inner < text.size() && inner < farthest && text[inner].isSpace())
        ++inner;
    m_work += inner;
    if (inner == text.size())
        return inner < farthest ? Match::Partial : Match::No;
    return text[inner] == u'{' || text[inner] == u']' ? Match::Full : Match::No;
}

/// "[Searching for what...]", an empty line after it; the query is one line.
AnswerParser::Step AnswerParser::readMark(bool atEnd)
{
    const qsizetype lineEnd = m_pending.indexOf(u'\n', m_at);
    m_work += (lineEnd < 0 ? m_pending.size() : lineEnd) - m_at;
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
    const qsizetype began = m_at;
    while (m_scanner.state() == ArrayScanner::State::Open && m_at < m_pending.size())
        m_scanner.feed(m_pending[m_at++]);
    m_work += m_at - began;
    switch (m_scanner.state()) {
    case ArrayScanner::State::Open: return atEnd ? dropCutArray() : Step::Wait;
    case ArrayScanner::State::Invalid: continueAsText(m_inner + 1); return Step::Continue;
    case ArrayScanner::State::Complete: return m_place == Place::Tail ? closeTail(atEnd) : closeArray(atEnd);
    }
    Q_UNREACHABLE();
}

/// Before the text, the separator follows.
AnswerParser::Step AnswerParser::closeArray(bool atEnd)
{
    const Match follows = match(from(m_at), separator);
    if (follows == Match::Partial)
        return atEnd ? dropCutArray() : Step::Wait;
    std::optional<AnswerArray> read = follows == Match::Full ? array() : std::nullopt;
    if (read)
        adopt(*std::move(read), m_at + separator.size());
    else
        continueAsText(m_at);
    return Step::Continue;
}

/// After the text, nothing follows; old rows that begin with the separator have their text after it.
AnswerParser::Step AnswerParser::closeTail(bool atEnd)
{
    qsizetype next = m_at + m_gap;
    while (next < m_pending.size() && m_pending[next].isSpace())
        ++next;
    m_work += next - m_at - m_gap;
    m_gap = next - m_at;
    const bool isLast = next == m_pending.size();
    if (isLast && !atEnd)
        return Step::Wait;
    std::optional<AnswerArray> read = isLast || m_text.isEmpty() ? array() : std::nullopt;
    if (read)
        adopt(*std::move(read), isLast ? next : m_at);
    else
        continueAsText(m_at);
    return Step::Continue;
}

/// All there is of the array that was closed. In a block of code it has to be one of chunks beyond doubt.
std::optional<AnswerArray> AnswerParser::array()
{
    const QStringView all = QStringView(m_pending).mid(m_inner, m_at - m_inner);
    m_work += all.size();
    if (!m_fence.isOpen())
        return AnswerArray::read(all, m_shape);
    return m_scanner.itemsEnd() > 0 ? AnswerArray::readCut(all, m_scanner.itemsEnd(), m_shape) : std::nullopt;
}

/// The text ended before the array or its separator did: what is whole of it counts, and the rest is shown to nobody.
AnswerParser::Step AnswerParser::dropCutArray()
{
    const qsizetype whole = m_scanner.itemsEnd();
    m_work += whole;
    auto read = AnswerArray::readCut(QStringView(m_pending).mid(m_inner, m_at - m_inner), whole, m_shape);
    if (!read || (m_fence.isOpen() && whole == 0)) {
        continueAsText(m_scanner.state() == ArrayScanner::State::Complete ? m_at : m_inner + 1);
        return Step::Continue;
    }
    m_arrayCut = true;
    // An array has all chunks of those before it.
    if (read->hits.size() > m_hits.size())
        m_hits = std::move(read->hits);
    m_released = m_at = m_pending.size();
    m_mode = Mode::Text;
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
    const bool isAgentic = m_blockSeen || !m_searches.isEmpty();
    m_shape = isAgentic && place != Place::Tail ? AnswerArray::Shape::Nested : AnswerArray::Shape::Any;
    m_gap = 0;
    m_start = start;
    m_inner = m_at = array;
    m_scanner = ArrayScanner(place == Place::Head ? ArrayScanner::Layout::Free : ArrayScanner::Layout::OneLine);
}

void AnswerParser::adopt(AnswerArray array, qsizetype next)
{
    m_hits = std::move(array.hits);
    m_isFlat = array.isFlat;
    m_blockSeen = true;
    m_newParagraph = true;
    m_released = m_at = next;
    m_mode = m_mode == Mode::Array && m_place == Place::Tail ? Mode::Text : Mode::AfterBlock;
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
        append(u"\n\n");
    append(piece);
}

void AnswerParser::append(QStringView piece)
{
    m_work += piece.size();
    m_text += piece;
    m_fence.feed(piece);
}

bool AnswerParser::endsUnfinished() const
{
    const QStringView text = QStringView(m_text).trimmed();
    return !text.isEmpty() && (m_fence.isOpen() || text.back().isLetterOrNumber() || QStringView(u",;-\u2013([{").contains(text.back()));
}

void AnswerParser::takeReportedError()
{
    // Only agentic answers have it, and their chunks are never flat.
    m_work += m_text.size();
    const auto reported = m_isFlat ? std::nullopt : ReportedError::in(m_text);
    if (!reported)
        return;
    m_reportedError = reported->detail;
    m_text.truncate(reported->start);
}

/// An answer that was not streamed is one JSON string; a quoted sentence is none unless an array is in it, too.
void AnswerParser::readLiteral()
{
    const Result<Json> json = Json::parse(m_literal.toUtf8());
    if (!json || !json->isString())
        return;
    AnswerParser inner(m_kind);
    inner.feed(json->toString());
    inner.finish();
    if (inner.m_blockSeen || inner.m_arrayCut) {
        inner.m_work += m_work;
        *this = std::move(inner);
    }
}
