#include "app/localserver/passagereader.h"

#include "app/documents/documentcontent.h"
#include "app/documents/htmlelement.h"
#include "app/documents/htmlentities.h"
#include "app/documents/htmltext.h"
#include "app/localserver/sentences.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

/// Longer lists are quoted item by item.
constexpr qsizetype longestList = 30;
constexpr int deepestList = 6;
/// A chunk is a page at most; of a whole book the beginning must do.
constexpr qsizetype longestSource = 200'000;

}

QList<Passage> PassageReader::passages()
{
    if (isHtml(m_source))
        readHtml();
    else
        readPlain();
    endBlock();
    m_lists.clear();
    endList();
    return std::move(m_passages);
}

void PassageReader::readHtml()
{
    const QString source = m_source.left(longestSource);
    for (const HtmlToken &token : contentTokens(source)) {
        if (token.kind == HtmlToken::Kind::Text)
            m_text += htmlentities::decoded(QStringView(source).mid(token.begin, token.end - token.begin));
        else
            takeTag(token, token.kind == HtmlToken::Kind::StartTag);
    }
}

void PassageReader::takeTag(const HtmlToken &token, bool isStart)
{
    const QString &name = token.name;
    if (name == u"code" || name == u"kbd" || name == u"samp") {
        if (!m_isPre)
            m_text += isStart ? sentences::codeBegin : sentences::codeEnd;
    } else if (name == u"br") {
        m_text += m_isPre ? u'\n' : u' ';
    } else if (name == u"ul" || name == u"ol" || name == u"li") {
        takeListTag(token, isStart);
    } else if (name == u"tr" || name == u"td" || name == u"th" || name == u"table") {
        takeCellTag(token, isStart);
    } else if (name == u"pre") {
        takePre(isStart);
    } else if (const int level = htmlelement::headingLevel(name); level > 0) {
        endBlock();
        m_headingLevel = isStart ? level : 0;
    } else if (name == u"dt" && !m_isItem && !m_isCell) {
        endTerm(isStart);
    } else if (htmlelement::isBlock(name) && !m_isPre) {
        // A paragraph within an item or a cell belongs to it.
        if (m_isItem || m_isCell)
            m_text += u' ';
        else
            endBlock();
    }
}

/// A term is read together with what says what it means.
void PassageReader::endTerm(bool isStart)
{
    if (isStart)
        endBlock();
    else
        m_term = std::exchange(m_text, {}).simplified();
}

void PassageReader::takeListTag(const HtmlToken &token, bool isStart)
{
    if (token.name == u"li") {
        endBlock();
        m_isItem = isStart && !m_lists.isEmpty();
        if (m_isItem)
            m_itemNumber = m_lists.last().isNumbered ? m_lists.last().next++ : 0;
        return;
    }
    endBlock();
    m_isItem = false;
    if (isStart && m_lists.size() < deepestList)
        m_lists.append({token.name == u"ol", 1});
    else if (!isStart && !m_lists.isEmpty())
        m_lists.removeLast();
    if (m_lists.isEmpty())
        endList();
}

void PassageReader::takeCellTag(const HtmlToken &token, bool isStart)
{
    if (m_isCell) {
        m_cells.append(m_text.simplified());
        m_text.clear();
        m_isCell = false;
    }
    if (token.name == u"td" || token.name == u"th") {
        if (!isStart)
            return;
        m_text.clear();
        m_isCell = true;
        m_isHeader = token.name == u"th" && (m_cells.isEmpty() || m_isHeader);
    } else {
        endRow();
        endBlock();
        if (token.name == u"table")
            m_header.clear();
    }
}

void PassageReader::takePre(bool isStart)
{
    if (isStart) {
        endBlock();
    } else if (m_isPre) {
        // Code within a step belongs to it.
        const QString code = std::exchange(m_text, {});
        if (m_items.isEmpty())
            addCode(code);
        else
            addToItem(code);
    }
    m_isPre = isStart;
}

void PassageReader::addToItem(const QString &code)
{
    Passage::Item &item = m_items.last();
    const QString indent(item.depth * 3 + 3, u' ');
    item.text += u"\n\n"_s + indent + u"```\n"_s;
    for (const QString &line : code.split(u'\n', Qt::SkipEmptyParts))
        item.text += indent + line + u'\n';
    item.text += indent + u"```"_s;
    m_itemTexts.last() += u'\n' + code;
}

void PassageReader::readPlain()
{
    const QString source = m_source.left(longestSource);
    for (const QString &line : htmlentities::decoded(source).split(u'\n'))
        takeLine(line);
    if (m_isPre)
        takePre(false);
}

void PassageReader::takeLine(const QString &line)
{
    if (line.trimmed().startsWith(u"```")) {
        takePre(!m_isPre);
    } else if (m_isPre) {
        m_text += line + u'\n';
    } else if (line.trimmed().isEmpty()) {
        endBlock();
        m_isItem = false;
    } else if (!takeMarkedLine(line)) {
        if (!m_isItem && m_text.isEmpty())
            endList();
        m_text += line + u' ';
    }
}

/// "# Heading", "- item", "1. item".
bool PassageReader::takeMarkedLine(const QString &line)
{
    static const QRegularExpression heading(u"^(#{1,6})\\s+(.*?)#*$"_s);
    static const QRegularExpression item(u"^(\\s{0,12})(?:[-*•]|(\\d{1,4})[.)])\\s+(.*)$"_s);
    if (const auto match = heading.match(line); match.hasMatch()) {
        endBlock();
        endList();
        addHeading(int(match.capturedLength(1)), match.captured(2));
        return true;
    }
    const auto match = item.match(line);
    if (!match.hasMatch())
        return false;
    endBlock();
    m_isItem = true;
    m_itemNumber = match.captured(2).toInt();
    m_lists.resize(std::clamp<qsizetype>(match.capturedLength(1) / 2 + 1, 1, deepestList));
    m_text = match.captured(3) + u' ';
    return true;
}

void PassageReader::endBlock()
{
    const QString text = std::exchange(m_text, {}).simplified();
    if (text.isEmpty() || m_isCell)
        return;
    if (m_headingLevel > 0) {
        endList();
        addHeading(m_headingLevel, text);
    } else if (m_isItem) {
        m_items.append({std::max(0, int(m_lists.size()) - 1), m_itemNumber, sentences::toMarkdown(text)});
        m_itemTexts.append(sentences::toPlain(text));
        m_isItem = false;
    } else {
        endList();
        addParagraph(text);
    }
}

void PassageReader::endList()
{
    const auto items = std::exchange(m_items, {});
    const auto texts = std::exchange(m_itemTexts, {});
    if (items.isEmpty())
        return;
    ++m_paragraph;
    if (items.size() > longestList) {
        for (qsizetype i = 0; i < items.size(); ++i)
            add({.kind = Passage::Kind::Row, .plain = texts[i], .lead = items[i].text});
        return;
    }
    Passage passage{.kind = Passage::Kind::List, .lead = takenLead(), .items = items};
    passage.plain = passage.lead + u'\n' + texts.join(u'\n');
    add(passage);
}

void PassageReader::endRow()
{
    const QStringList cells = std::exchange(m_cells, {});
    if (cells.isEmpty())
        return;
    if (std::exchange(m_isHeader, false)) {
        m_header = cells;
        return;
    }
    QStringList parts;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i].isEmpty())
            continue;
        const QString name = m_header.size() == cells.size() ? m_header[i] : QString();
        parts.append(name.isEmpty() ? cells[i] : name + u": "_s + cells[i]);
    }
    if (parts.isEmpty())
        return;
    const QString text = parts.join(u"; "_s);
    add({.kind = Passage::Kind::Row, .plain = sentences::toPlain(text), .lead = sentences::toMarkdown(text)});
}

void PassageReader::addParagraph(const QString &text)
{
    ++m_paragraph;
    const QString term = std::exchange(m_term, {});
    QString name = term.isEmpty() ? QString() : u"**"_s + sentences::toMarkdown(term) + u"**: "_s;
    for (const QString &sentence : sentences::split(text)) {
        const QString plain = (name.isEmpty() ? QString() : sentences::toPlain(term) + u": "_s) + sentences::toPlain(sentence);
        add({.kind = Passage::Kind::Sentence, .plain = plain, .lead = std::exchange(name, {}) + sentences::toMarkdown(sentence)});
    }
}

void PassageReader::addHeading(int level, const QString &text)
{
    QString plain = sentences::toPlain(text).simplified();
    while (plain.endsWith(u'¶'))
        plain = plain.chopped(1).trimmed();
    while (!m_headings.isEmpty() && m_headings.last().level >= level)
        m_headings.removeLast();
    m_headings.append({level, plain});
    m_placeUnderHeading = 0;
    ++m_paragraph;
}

void PassageReader::addCode(const QString &code)
{
    QString text = code;
    while (text.startsWith(u'\n'))
        text.remove(0, 1);
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    if (text.isEmpty())
        return;
    ++m_paragraph;
    Passage passage{.kind = Passage::Kind::Code, .lead = takenLead(), .code = text};
    passage.plain = passage.lead + u'\n' + text;
    add(passage);
}

void PassageReader::add(Passage passage)
{
    for (const Heading &heading : std::as_const(m_headings)) {
        if (!heading.text.isEmpty())
            passage.headings.append(heading.text);
    }
    passage.paragraph = m_paragraph;
    const bool goesOn
        = passage.kind == Passage::Kind::Row && !m_passages.isEmpty() && m_passages.last().kind == Passage::Kind::Row;
    passage.placeUnderHeading = goesOn && m_placeUnderHeading > 0 ? m_placeUnderHeading - 1 : m_placeUnderHeading++;
    m_passages.append(std::move(passage));
}

QString PassageReader::takenLead()
{
    if (m_passages.isEmpty() || m_placeUnderHeading == 0)
        return {};
    const Passage &last = m_passages.last();
    if (last.kind != Passage::Kind::Sentence || !last.plain.endsWith(u':'))
        return {};
    const QString lead = last.lead;
    m_passages.removeLast();
    --m_placeUnderHeading;
    return lead;
}
