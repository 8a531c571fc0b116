#include "app/api/answerparser.h"
#include "app/api/apirequest.h"
#include "app/api/connection.h"
#include "app/api/streamreply.h"
#include "app/values/json.h"

#include <QDir>
#include <QLoggingCategory>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QTest>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// An answer whose bytes come exactly in the pieces that they are given in.
class PiecewiseReply : public QNetworkReply
{
public:
    PiecewiseReply()
    {
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, 200);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    void give(const QByteArray &piece)
    {
        m_bytes += piece;
        Q_EMIT readyRead();
    }
    void end()
    {
        setFinished(true);
        Q_EMIT finished();
    }
    void abort() override { }
    qint64 bytesAvailable() const override { return m_bytes.size() + QNetworkReply::bytesAvailable(); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size());
        std::copy_n(m_bytes.constData(), count, data);
        m_bytes.remove(0, count);
        return count;
    }

private:
    QByteArray m_bytes;
};

}

class AnswerParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"retriever.api.info=false"_s); }
    void readsEveryLayout_data();
    void readsEveryLayout();
    void readsTheSameHoweverTheTextIsCut_data() { readsEveryLayout_data(); }
    void readsTheSameHoweverTheTextIsCut();
    void readsTheSameInThreePiecesCutAnywhere_data() { readsEveryLayout_data(); }
    void readsTheSameInThreePiecesCutAnywhere();
    void readsTheSameHoweverTheBytesAreCut_data() { readsEveryLayout_data(); }
    void readsTheSameHoweverTheBytesAreCut();
    void showsTextWhileItComes();
    void neverShowsWhatMayBeChunks();
    void ignoresWhatComesAfterTheEnd();
    void readsScoresTagsAndHighlightsOfFlatChunks();
    void knowsTextThatEndsUnfinished_data();
    void knowsTextThatEndsUnfinished();
    void looksAtEachCharacterOfWholeAnswersAFewTimes();
    void worksFourTimesAsMuchOnFourTimesTheText_data();
    void worksFourTimesAsMuchOnFourTimesTheText();

private:
    static QByteArray file(const QString &name);
    static Json stateOf(const AnswerParser &parser);
    static AnswerParser parsed(const QStringList &pieces, AnswerParser::Kind kind = AnswerParser::Kind::Streamed);
    static AnswerParser parsedFromBytes(const QByteArrayList &pieces, AnswerParser::Kind kind);
    static qint64 work(const QString &head, const QString &unit, qsizetype times, qsizetype pieceSize);
};

QByteArray AnswerParserTest::file(const QString &name)
{
    QFile file(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/streams/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json AnswerParserTest::stateOf(const AnswerParser &parser)
{
    QStringList ids;
    for (const SearchHit &hit : parser.hits())
        ids.append(hit.chunk.id.text());
    Json state = Json::object({{u"text", parser.text()},
                               {u"hits", Json::strings(ids)},
                               {u"searches", Json::strings(parser.searches())},
                               {u"reportedError", parser.reportedError()}});
    if (parser.arrayCut())
        state.set(u"arrayCut", true);
    return state;
}

AnswerParser AnswerParserTest::parsed(const QStringList &pieces, AnswerParser::Kind kind)
{
    AnswerParser parser(kind);
    for (const QString &piece : pieces)
        parser.feed(piece);
    parser.finish();
    return parser;
}

AnswerParser AnswerParserTest::parsedFromBytes(const QByteArrayList &pieces, AnswerParser::Kind kind)
{
    auto *network = new PiecewiseReply;
    const RequestLog log(ApiRequest::post({u"message"_s}), Connection(), Onlookers());
    StreamReply reply(network, 60s, log);
    AnswerParser parser(kind);
    QObject context;
    reply.then(&context, [&parser](const QString &piece) { parser.feed(piece); }, [&parser](const StreamEnd &) { parser.finish(); });
    for (const QByteArray &piece : pieces)
        network->give(piece);
    network->end();
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    parser.finish();
    return parser;
}

/// The names say which answers a message or an answer over given chunks is.
void AnswerParserTest::readsEveryLayout_data()
{
    using Kind = AnswerParser::Kind;
    QTest::addColumn<AnswerParser::Kind>("kind");
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QByteArray>("expected");
    const QStringList names = QDir(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/streams")).entryList({u"*.txt"_s});
    QVERIFY(names.size() > 100);
    for (const QString &name : names) {
        const QString title = name.chopped(4);
        const bool isStored = title.contains("as-stored"_L1) || title.startsWith("old-row"_L1);
        const Kind kind = title.startsWith("generated"_L1) ? Kind::Plain : isStored ? Kind::Stored : Kind::Streamed;
        QTest::newRow(qPrintable(title)) << kind << QString::fromUtf8(file(name)) << file(title + ".json"_L1);
    }
}

void AnswerParserTest::readsEveryLayout()
{
    QFETCH(AnswerParser::Kind, kind);
    QFETCH(QString, stream);
    QFETCH(QByteArray, expected);
    const Result<Json> state = Json::parse(expected);
    QVERIFY2(state, "the golden state is not JSON");
    QCOMPARE(stateOf(parsed({stream}, kind)).toIndentedBytes(), state->toIndentedBytes());
}

void AnswerParserTest::readsTheSameHoweverTheTextIsCut()
{
    QFETCH(AnswerParser::Kind, kind);
    QFETCH(QString, stream);
    const Json whole = stateOf(parsed({stream}, kind));
    for (qsizetype cut = 1; cut < stream.size(); ++cut) {
        const Json split = stateOf(parsed({stream.left(cut), stream.mid(cut)}, kind));
        QVERIFY2(split == whole, qPrintable(u"cut at %1: %2"_s.arg(cut).arg(QString::fromUtf8(split.toBytes()))));
    }
    QStringList characters;
    for (const QChar c : stream)
        characters.append(c);
    QCOMPARE(stateOf(parsed(characters, kind)).toIndentedBytes(), whole.toIndentedBytes());
}

void AnswerParserTest::readsTheSameInThreePiecesCutAnywhere()
{
    QFETCH(AnswerParser::Kind, kind);
    QFETCH(QString, stream);
    const Json whole = stateOf(parsed({stream}, kind));
    QRandomGenerator random(20240611);
    for (int i = 0; i < 100; ++i) {
        const qsizetype first = random.bounded(int(stream.size()) + 1);
        const qsizetype second = first + random.bounded(int(stream.size() - first) + 1);
        const Json split = stateOf(parsed({stream.left(first), stream.mid(first, second - first), stream.mid(second)}, kind));
        QVERIFY2(split == whole, qPrintable(u"cut at %1 and %2: %3"_s.arg(first).arg(second).arg(QString::fromUtf8(split.toBytes()))));
    }
}

void AnswerParserTest::readsTheSameHoweverTheBytesAreCut()
{
    QFETCH(AnswerParser::Kind, kind);
    QFETCH(QString, stream);
    const Json whole = stateOf(parsed({stream}, kind));
    const QByteArray bytes = stream.toUtf8();
    // Where all characters are single bytes, a cut of the text is the same.
    const qsizetype cuts = bytes.size() > stream.size() ? bytes.size() : 0;
    for (qsizetype cut = 1; cut < cuts; ++cut) {
        const Json split = stateOf(parsedFromBytes({bytes.left(cut), bytes.mid(cut)}, kind));
        QVERIFY2(split == whole, qPrintable(u"cut at byte %1: %2"_s.arg(cut).arg(QString::fromUtf8(split.toBytes()))));
    }
    QByteArrayList single;
    for (const char byte : bytes)
        single.append(QByteArray(1, byte));
    QCOMPARE(stateOf(parsedFromBytes(single, kind)).toIndentedBytes(), whole.toIndentedBytes());
}

void AnswerParserTest::showsTextWhileItComes()
{
    AnswerParser parser;
    parser.feed(u"[]|");
    QCOMPARE(parser.text(), QString());
    parser.feed(u"|Roses");
    QCOMPARE(parser.text(), u"Roses"_s);
    // A bracket is nothing but text here, a line break may begin a mark.
    parser.feed(u" need [");
    QCOMPARE(parser.text(), u"Roses need ["_s);
    parser.feed(u"1] light\n");
    QCOMPARE(parser.text(), u"Roses need [1] light"_s);
    parser.feed(u"\n[Always]");
    QCOMPARE(parser.text(), u"Roses need [1] light\n\n[Always]"_s);
}

void AnswerParserTest::neverShowsWhatMayBeChunks()
{
    AnswerParser parser;
    const QString answer = u"Roses.||[{\"id\":\"c0c0c0c0-0000-4000-8000-000000000001\",\"chunk_html\":\"x\",\"score\":1}]"_s;
    for (const QChar c : answer) {
        parser.feed(QStringView(&c, 1));
        QVERIFY2(u"Roses."_s.startsWith(parser.text()), qPrintable(parser.text()));
    }
    parser.finish();
    QCOMPARE(parser.text(), u"Roses."_s);
    QCOMPARE(parser.hits().size(), 1);
}

void AnswerParserTest::ignoresWhatComesAfterTheEnd()
{
    AnswerParser parser = parsed({u"Yes."_s});
    parser.feed(u" No.");
    parser.finish();
    QCOMPARE(parser.text(), u"Yes."_s);
}

void AnswerParserTest::readsScoresTagsAndHighlightsOfFlatChunks()
{
    const AnswerParser parser = parsed({QString::fromUtf8(file(u"chunks-first.txt"_s))});
    QCOMPARE(parser.hits().size(), 2);
    const SearchHit &hit = parser.hits().first();
    QCOMPARE(hit.score, 0.91);
    QCOMPARE(hit.chunk.tagSet.value_or(QStringList()), QStringList({u"garden"_s, u"rose"_s}));
    QCOMPARE(hit.chunk.trackingId.value_or(QString()), u"t-1"_s);
    QCOMPARE(hit.highlights, QStringList({u"<mark><b>Roses</b></mark>"_s}));
}

void AnswerParserTest::knowsTextThatEndsUnfinished_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("unfinished");
    QTest::newRow("nothing") << u""_s << false;
    QTest::newRow("a sentence") << u"Roses need light.\n"_s << false;
    QTest::newRow("a citation") << u"Roses need light [1]"_s << false;
    QTest::newRow("a word") << u"Roses need"_s << true;
    QTest::newRow("a comma") << u"Roses need light, "_s << true;
    QTest::newRow("an open block of code") << u"Do:\n```sh\nls;\n"_s << true;
    QTest::newRow("a closed block of code") << u"Do:\n```sh\nls -l\n```\n"_s << false;
    QTest::newRow("a longer fence around a shorter one") << u"````\n```\n.\n```\n.\n"_s << true;
    QTest::newRow("a fence within a line") << u"```x``` is code:\n."_s << false;
    QTest::newRow("another fence") << u"~~~\n```\n~~~ \n."_s << false;
    QTest::newRow("an indented fence") << u"x\n    ```\n."_s << false;
}

void AnswerParserTest::knowsTextThatEndsUnfinished()
{
    QFETCH(QString, text);
    QTEST(parsed({text}).endsUnfinished(), "unfinished");
    QTEST(parsed({text}, AnswerParser::Kind::Plain).endsUnfinished(), "unfinished");
}

/// Fed in pieces; the units follow the head that many times.
qint64 AnswerParserTest::work(const QString &head, const QString &unit, qsizetype times, qsizetype pieceSize)
{
    const QString all = head + unit.repeated(times);
    AnswerParser parser;
    for (qsizetype at = 0; at < all.size(); at += pieceSize)
        parser.feed(QStringView(all).mid(at, pieceSize));
    parser.finish();
    return parser.work();
}

void AnswerParserTest::looksAtEachCharacterOfWholeAnswersAFewTimes()
{
    const QString chunk = u"{\"id\":\"c0c0c0c0-0000-4000-8000-000000000001\",\"chunk_html\":\"%1\",\"score\":1}"_s.arg(QString(1000, u'x'));
    const QString array = u'[' + (chunk + u',').repeated(2000) + chunk + u"]||"_s;
    QVERIFY(array.size() > 2'000'000);
    QVERIFY(work(array, u"Roses. "_s, 20'000, 1024) < 6 * (array.size() + 7 * 20'000));
    QVERIFY(work(u"[]||"_s, u"abc|"_s, 250'000, 4) < 20 * 1'000'000);
}

void AnswerParserTest::worksFourTimesAsMuchOnFourTimesTheText_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("unit");
    QTest::newRow("text") << u"[]||"_s << u"abc|"_s;
    QTest::newRow("brackets") << u"x"_s << u"["_s;
    QTest::newRow("bars") << u"x"_s << u"||"_s;
    QTest::newRow("brackets and bars") << u"x"_s << u"||["_s;
    QTest::newRow("empty arrays") << u"[]||"_s << u"[]||"_s;
    QTest::newRow("open arrays") << u"[]||"_s << u"[{\""_s;
    QTest::newRow("nested arrays") << u"[]||"_s << u"[{\"a\":"_s;
    QTest::newRow("nested arrays at the beginning") << u""_s << u"[{\"a\":"_s;
    QTest::newRow("tails") << u"x"_s << u"||[{\"a\":"_s;
    QTest::newRow("tails of many items") << u"x||["_s << u"{\"a\":\"||[{\"},"_s;
    QTest::newRow("closed tails") << u"x"_s << u"||[{\"a\":1}]"_s;
    QTest::newRow("closed tails at the beginning") << u""_s << u"||[{\"a\":1}]"_s;
    QTest::newRow("white space after a tail") << u"x||[{\"id\":\"a\"}]"_s << u" \n"_s;
    QTest::newRow("white space after an array") << u"[{\"id\":\"a\"}]"_s << u" \n"_s;
    QTest::newRow("white space at the beginning") << u""_s << u" "_s;
    QTest::newRow("an endless array") << u"[{\"id\":\"a\"}"_s << u",{\"a\":[1,2]}"_s;
    QTest::newRow("one endless string") << u"[{\"a\":\""_s << u"[{||["_s;
    QTest::newRow("marks") << u"x"_s << u"\n\n[Searching for "_s;
    QTest::newRow("whole marks") << u"x"_s << u"\n\n[Searching for x...]\n\n"_s;
    QTest::newRow("one endless mark") << u"x\n\n[Searching for "_s << u"x...]"_s;
    QTest::newRow("line breaks") << u"x"_s << u"\n"_s;
    QTest::newRow("fences") << u"x"_s << u"\n```\n||[]"_s;
    QTest::newRow("errors") << u"x"_s << u", \"error\": \""_s;
    QTest::newRow("a literal") << u"\""_s << u"[{"_s;
}

void AnswerParserTest::worksFourTimesAsMuchOnFourTimesTheText()
{
    QFETCH(QString, head);
    QFETCH(QString, unit);
    for (const qsizetype pieceSize : {1, 7, 1024}) {
        const qint64 once = work(head, unit, 1'000, pieceSize);
        const qint64 fourTimes = work(head, unit, 4'000, pieceSize);
        QVERIFY2(fourTimes < 5 * once, qPrintable(u"%1 and %2 in pieces of %3"_s.arg(once).arg(fourTimes).arg(pieceSize)));
    }
}

QTEST_GUILESS_MAIN(AnswerParserTest)
#include "tst_api_answerparser.moc"
