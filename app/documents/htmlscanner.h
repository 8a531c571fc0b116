#pragma once

#include <QString>

#include <optional>

/// A stretch of HTML source: markup or the text between.
struct HtmlToken {
    enum class Kind {
        Text,
        StartTag,
        EndTag,
        /// A comment, a doctype or a processing instruction.
        Remark,
        /// What stands within script and style.
        Raw,
    };

    Kind kind = Kind::Text;
    /// The element's name in lower case; empty where the token is no tag.
    QString name;
    /// Where it stands in the source: begin is its first character, end is after its last.
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// Cuts HTML into tokens that keep their place in the source, so that a document can be split or marked without being written
/// anew. Every character belongs to exactly one token. Takes any text and never fails: a `<` that begins no tag is text. Runs in
/// time linear in the text. The text must outlive the scanner.
/// Source of the grammar: WHATWG HTML, 13.2.5 Tokenization, without its states inside of scripts.
class HtmlScanner
{
public:
    explicit HtmlScanner(QStringView source) : m_source(source) { }

    bool atEnd() const { return m_at >= m_source.size(); }
    /// The next token; only to be called while not atEnd().
    HtmlToken next();

private:
    std::optional<HtmlToken> markupAt(qsizetype at);
    std::optional<HtmlToken> tagAt(qsizetype at);
    std::optional<HtmlToken> remarkAt(qsizetype at);
    qsizetype tagEnd(qsizetype at);
    qsizetype closingBracket(qsizetype at);
    HtmlToken raw();

    QStringView m_source;
    qsizetype m_at = 0;
    /// The markup that ended a text; it comes next.
    std::optional<HtmlToken> m_found;
    /// The element whose raw content comes next.
    QString m_rawElement;
    /// What a search once found to be missing from there to the end is not searched for again: that keeps the time linear.
    bool m_quotesAreClosed = true;
    bool m_bracketsAreClosed = true;
};

/// The value of a start tag's attribute with its entities decoded; a null string where the tag has no such attribute.
/// The name is given in lower case.
QString htmlAttribute(QStringView tag, QStringView name);
