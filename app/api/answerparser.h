#pragma once

#include "app/api/answerarray.h"
#include "app/api/arrayscanner.h"
#include "app/api/codefence.h"

#include <QStringList>

#include <optional>

/// Reads the text of an answer as it streams: which chunks it was made from, what it says, what the server was doing.
/// Pure: text in, state out; the same state for every way of cutting the same text. Source of the grammar:
/// the layouts "chunks||text", "text||chunks", "[]||text", agentic runs with several arrays and "[Searching for ...]" marks, and
/// the one JSON string of an answer that was not streamed. An array counts only where its place, its separator and its items
/// agree; anything else that looks like one belongs to the answer.
class AnswerParser
{
public:
    enum class Kind {
        Streamed, ///< A message as it comes.
        Stored, ///< A message as the server keeps it: without its marks, so that later arrays follow the text before them.
        Plain, ///< An answer over given chunks: all of it is text.
    };

    explicit AnswerParser(Kind kind = Kind::Streamed) : m_kind(kind) { }

    /// Linear in the whole: what was decided is never looked at again.
    void feed(QStringView piece);
    /// The stream ended: what was held back as a possible separator or array is decided now.
    void finish();

    /// What the assistant says so far.
    const QString &text() const { return m_text; }
    /// The chunks the answer was made from; citation [n] is the n-th of them. One that cannot be read keeps its place with an empty id.
    const QList<SearchHit> &hits() const { return m_hits; }
    /// What the server said it was searching for (agentic answers).
    const QStringList &searches() const { return m_searches; }
    /// The server's own report of a failure inside the text, empty where there was none. Known after finish().
    const QString &reportedError() const { return m_reportedError; }
    /// The text ended inside an array of chunks: those that were whole are in hits(), the rest is lost. Known after finish().
    bool arrayCut() const { return m_arrayCut; }
    /// Whether the text ends as few whole answers do, in a word or in a block of code: a hint that it was cut off.
    bool endsUnfinished() const;
    /// How many characters were looked at or moved so far, each as often as it was.
    qint64 work() const { return m_work; }

private:
    enum class Mode { Head, AfterBlock, Text, Mark, Array };
    enum class Match { No, Partial, Full };
    /// Where an array stands decides what has to follow it.
    enum class Place { Head, Middle, Tail };
    enum class Step { Continue, Wait };

    void advance(bool atEnd);
    Step readHead(bool atEnd);
    Step readAfterBlock(bool atEnd);
    Step readText(bool atEnd);
    Step readMark(bool atEnd);
    Step readArray(bool atEnd);
    Step closeArray(bool atEnd);
    Step closeTail(bool atEnd);
    Step dropCutArray();
    std::optional<Step> openAt(qsizetype position, bool atEnd);
    Match matchBlock(QStringView text);
    bool mayEndTurn(QStringView block) const;
    void openBlock(qsizetype position);

    /// Whether text begins with token, or may do so when more of it has come.
    Match match(QStringView text, QStringView token);
    Match matchArrayOfObjects(QStringView text);
    std::optional<AnswerArray> array();

    void beginMark(qsizetype start, qsizetype query);
    void beginArray(Place place, qsizetype start, qsizetype array);
    void adopt(AnswerArray array, qsizetype next);
    void continueAsText(qsizetype next);
    void release(qsizetype end);
    void append(QStringView piece);
    void takeReportedError();
    void readLiteral();
    QStringView from(qsizetype position) const { return QStringView(m_pending).mid(position); }

    Kind m_kind;
    // What came and is not decided yet; m_released is how much of it went to the text, m_at is how far it was looked at.
    QString m_pending;
    qsizetype m_released = 0;
    qsizetype m_at = 0;
    Mode m_mode = Mode::Head;
    qsizetype m_start = 0; // of the mark or array that is being read, its separator included
    qsizetype m_inner = 0; // of the mark's query or the array's bracket
    Place m_place = Place::Head;
    AnswerArray::Shape m_shape = AnswerArray::Shape::Any;
    ArrayScanner m_scanner;
    qsizetype m_gap = 0; // white space after a whole array
    bool m_blockSeen = false;
    bool m_isFlat = false; // so that no other array is to come
    bool m_newParagraph = false;
    bool m_finished = false;
    // The whole text, kept where it may be one JSON string: unknown until its first character.
    std::optional<bool> m_mayBeLiteral;
    QString m_literal;

    QString m_text;
    CodeFence m_fence; // of that text
    QList<SearchHit> m_hits;
    QStringList m_searches;
    QString m_reportedError;
    bool m_arrayCut = false;
    qint64 m_work = 0;
};
