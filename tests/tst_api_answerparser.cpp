#include "app/api/answerparser.h"
#include "app/values/json.h"

#include <QDir>
#include <QElapsedTimer>
#include <QStringDecoder>
#include <QTest>

using namespace Qt::StringLiterals;

class AnswerParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryLayout_data();
    void readsEveryLayout();
    void readsTheSameHoweverTheTextIsCut_data() { readsEveryLayout_data(); }
    void readsTheSameHoweverTheTextIsCut();
    void readsTheSameHoweverTheBytesAreCut_data() { readsEveryLayout_data(); }
    void readsTheSameHoweverTheBytesAreCut();
    void showsTextWhileItComes();
    void neverShowsWhatMayBeChunks();
    void ignoresWhatComesAfterTheEnd();
    void readsScoresTagsAndHighlightsOfFlatChunks();
    void costsNextToNothingForALongAnswer();
    void staysFastOnWhatLooksLikeArraysForEver_data();
    void staysFastOnWhatLooksLikeArraysForEver();

private:
    static QByteArray file(const QString &name);
    static Json stateOf(const AnswerParser &parser);
    static AnswerParser parsed(const QStringList &pieces);
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
    return Json::object({{u"text", parser.text()},
                         {u"hits", Json::strings(ids)},
                         {u"searches", Json::strings(parser.searches())},
                         {u"reportedError", parser.reportedError()}});
}

AnswerParser AnswerParserTest::parsed(const QStringList &pieces)
{
    AnswerParser parser;
    for (const QString &piece : pieces)
        parser.feed(piece);
    parser.finish();
    return parser;
}

void AnswerParserTest::readsEveryLayout_data()
{
    QTest::addColumn<QString>("stream");
    QTest::addColumn<QByteArray>("expected");
    const QStringList names = QDir(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/streams")).entryList({u"*.txt"_s});
    QVERIFY(names.size() > 30);
    for (const QString &name : names) {
        const QString title = name.chopped(4);
        QTest::newRow(qPrintable(title)) << QString::fromUtf8(file(name)) << file(title + ".json"_L1);
    }
}

void AnswerParserTest::readsEveryLayout()
{
    QFETCH(QString, stream);
    QFETCH(QByteArray, expected);
    const Result<Json> state = Json::parse(expected);
    QVERIFY2(state, "the golden state is not JSON");
    QCOMPARE(stateOf(parsed({stream})).toIndentedBytes(), state->toIndentedBytes());
}

void AnswerParserTest::readsTheSameHoweverTheTextIsCut()
{
    QFETCH(QString, stream);
    const Json whole = stateOf(parsed({stream}));
    for (qsizetype cut = 1; cut < stream.size(); ++cut) {
        const Json split = stateOf(parsed({stream.left(cut), stream.mid(cut)}));
        QVERIFY2(split == whole, qPrintable(u"cut at %1: %2"_s.arg(cut).arg(QString::fromUtf8(split.toBytes()))));
    }
    QStringList characters;
    for (const QChar c : stream)
        characters.append(c);
    QCOMPARE(stateOf(parsed(characters)).toIndentedBytes(), whole.toIndentedBytes());
}

void AnswerParserTest::readsTheSameHoweverTheBytesAreCut()
{
    QFETCH(QString, stream);
    const Json whole = stateOf(parsed({stream}));
    const QByteArray bytes = stream.toUtf8();
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString first = decoder.decode(bytes.left(cut));
        const QString second = decoder.decode(bytes.mid(cut));
        QVERIFY2(stateOf(parsed({first, second})) == whole, qPrintable(u"cut at byte %1"_s.arg(cut)));
    }
}

void AnswerParserTest::showsTextWhileItComes()
{
    AnswerParser parser;
    parser.feed(u"[]|");
    QCOMPARE(parser.text(), QString());
    parser.feed(u"|Roses");
    QCOMPARE(parser.text(), u"Roses"_s);
    parser.feed(u" need [");
    QCOMPARE(parser.text(), u"Roses need "_s);
    parser.feed(u"1] light");
    QCOMPARE(parser.text(), u"Roses need [1] light"_s);
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

void AnswerParserTest::costsNextToNothingForALongAnswer()
{
    QElapsedTimer timer;
    timer.start();
    AnswerParser parser;
    parser.feed(QString::fromUtf8(file(u"chunks-first.txt"_s)));
    for (int i = 0; i < 250'000; ++i)
        parser.feed(u"abc|");
    parser.finish();
    QVERIFY(parser.text().size() > 1'000'000);
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

void AnswerParserTest::staysFastOnWhatLooksLikeArraysForEver_data()
{
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("unit");
    QTest::newRow("open arrays") << u"[]||"_s << u"[{\""_s;
    QTest::newRow("nested arrays") << u"[]||"_s << u"[{\"a\":"_s;
    QTest::newRow("tails") << u"x"_s << u"||[{\"a\":"_s;
    QTest::newRow("closed tails") << u"x"_s << u"||[{\"a\":1}]"_s;
    QTest::newRow("one endless string") << u"[{\"a\":\""_s << u"[{||["_s;
    QTest::newRow("marks") << u"x"_s << u"\n\n[Searching for "_s;
    QTest::newRow("line breaks") << u"x"_s << u"\n"_s;
    QTest::newRow("a literal") << u"\""_s << u"[{"_s;
}

void AnswerParserTest::staysFastOnWhatLooksLikeArraysForEver()
{
    QFETCH(QString, head);
    QFETCH(QString, unit);
    QElapsedTimer timer;
    timer.start();
    AnswerParser parser;
    parser.feed(head);
    for (int i = 0; i < 20'000; ++i)
        parser.feed(unit);
    parser.finish();
    QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(AnswerParserTest)
#include "tst_api_answerparser.moc"
