#include "app/values/chunkgroup.h"
#include "app/values/chunkpatch.h"
#include "app/values/dataset.h"
#include "app/values/requests.h"
#include "app/values/timestamp.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

Json parsed(const char *text)
{
    return *Json::parse(text);
}

}

class ShapesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChunkGoesThroughWithoutLosingAnything();
    void readsTagsInEveryFormServersHave();
    void readsHitsNestedFlatAndInTheFirstVersion();
    void namesTheFieldThatIsWrong();
    void aPatchSendsOnlyWhatWasTouched();
    void aPatchSaysWhichFieldsAServerCannotClear();
    void aGroupPatchAlwaysCarriesWhatServersWouldErase();
    void readsOneAcceptedChunkAndSeveral();
    void readsDatasetsAloneAndWithTheirUsage();
    void readsMomentsInEveryDialect_data();
    void readsMomentsInEveryDialect();
    void refusesTextThatIsNoMoment();
    void writesMomentsInTheFormServersAccept();
};

void ShapesTest::aChunkGoesThroughWithoutLosingAnything()
{
    const Json json = parsed(R"({"id":"e3e3e3e3-e3e3-e3e3-e3e3-e3e3e3e3e3e3","dataset_id":"d","chunk_html":"<p>é😀</p>","link":null,
        "tracking_id":"a/b?c","tag_set":["a,b","c"],"image_urls":[],"location":{"lat":0,"lon":-0.10},"num_value":0.50,
        "time_stamp":"2021-01-01T23:59:59.123","metadata":{"z":9223372036854775808,"a":1e400},"weight":0,
        "created_at":"2021-01-01T00:00:00","updated_at":"2021-01-01T00:00:00"})");
    const auto chunk = Chunk::fromJson(json);
    QVERIFY2(chunk.ok(), qPrintable(chunk ? QString() : chunk.error().message));
    QCOMPARE(chunk->toJson(), json);
    QCOMPARE(chunk->tagSet, QStringList({u"a,b"_s, u"c"_s}));
    QCOMPARE(*Chunk::fromJson(chunk->toJson()), *chunk);
}

void ShapesTest::readsTagsInEveryFormServersHave()
{
    const auto tags = [](const char *form) {
        return Chunk::fromJson(parsed(qPrintable(u"{\"id\":\"x\",\"weight\":1,\"tag_set\":%1}"_s.arg(QString::fromLatin1(form)))))->tagSet;
    };
    QCOMPARE(tags("[\"a\",\"b\"]"), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(tags("[\"a\",null]"), QStringList({u"a"_s}));
    QCOMPARE(tags("\"a,b\""), QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(tags("\"\""), QStringList());
    QVERIFY(!tags("null"));
}

void ShapesTest::readsHitsNestedFlatAndInTheFirstVersion()
{
    const auto nested = SearchHit::fromJson(parsed(R"({"chunk":{"id":"1","weight":0},"score":0.5,"highlights":["<b>x</b>"]})"));
    const auto flat = SearchHit::fromJson(parsed(R"({"id":"1","weight":0,"score":0.5,"highlights":["<b>x</b>"]})"));
    const auto first = SearchHit::fromJson(parsed(R"({"metadata":[{"id":"1","weight":0}],"score":0.5,"highlights":["<b>x</b>"]})"));
    QVERIFY(nested.ok() && flat.ok() && first.ok());
    QCOMPARE(*flat, *nested);
    QCOMPARE(*first, *nested);
    QCOMPARE(SearchHit::fromJson(parsed("{\"id\":\"1\",\"weight\":0,\"score\":null}"))->score, 0.0);
    const auto results = SearchResults::fromJson(parsed(R"({"score_chunks":[{"metadata":[{"id":"1","weight":0}],"score":1}],"total_chunk_pages":3})"));
    QCOMPARE(results->totalPages, 3);
    QCOMPARE(results->hits.size(), 1);
}

void ShapesTest::namesTheFieldThatIsWrong()
{
    const auto chunk = Chunk::fromJson(parsed(R"({"id":"1","weight":"heavy"})"));
    QVERIFY(!chunk);
    QCOMPARE(chunk.error().message, u"Chunk.weight: expected a number"_s);
    const auto results = SearchResults::fromJson(parsed(R"({"chunks":[{"chunk":{"id":"1"},"score":1},{"chunk":{"id":7},"score":1}],"total_pages":1})"));
    QCOMPARE(results.error().message, u"chunks[1]: Chunk.id: expected a text"_s);
    QCOMPARE(Dataset::fromJson(parsed("[]")).error().message, u"Dataset: expected an object"_s);
}

void ShapesTest::aPatchSendsOnlyWhatWasTouched()
{
    ChunkPatch patch;
    QVERIFY(patch.isEmpty());
    patch.link = u"https://example.com"_s;
    patch.weight = *Number::fromText(u"0");
    QVERIFY(!patch.isEmpty());
    QCOMPARE(patch.toCreateJson().toBytes(), QByteArray("{\"link\":\"https://example.com\",\"weight\":0}"));
    QCOMPARE(patch.toUpdateJson(ChunkId(u"1"_s)).toBytes(), QByteArray("{\"chunk_id\":\"1\",\"link\":\"https://example.com\",\"weight\":0}"));
    patch = {};
    patch.location = Location{.lat = 0, .lon = 0};
    patch.fulltextBoost = FullTextBoost{.phrase = u"foo"_s, .factor = 5};
    QCOMPARE(patch.toCreateJson().toBytes(), QByteArray("{\"location\":{\"lat\":0,\"lon\":0},\"fulltext_boost\":{\"phrase\":\"foo\",\"boost_factor\":5}}"));
}

void ShapesTest::aPatchSaysWhichFieldsAServerCannotClear()
{
    ChunkPatch patch;
    patch.link = Field<QString>::cleared();
    patch.trackingId = Field<QString>::cleared();
    patch.tagSet = Field<QStringList>::cleared();
    QCOMPARE(patch.fieldsThatCannotBeCleared(), QStringList({u"link"_s}));
    QCOMPARE(patch.toUpdateJson(ChunkId(u"1"_s)).toBytes(), QByteArray("{\"chunk_id\":\"1\",\"link\":null,\"tracking_id\":\"\",\"tag_set\":[]}"));
    QCOMPARE(patch.toCreateJson().toBytes(), QByteArray("{}"));
}

void ShapesTest::aGroupPatchAlwaysCarriesWhatServersWouldErase()
{
    ChunkGroup group;
    group.id = ChunkGroupId(u"g"_s);
    group.trackingId = u"t"_s;
    group.metadata = Metadata::fromJson(parsed(R"({"a":1.0})"));
    ChunkGroupPatch patch;
    patch.name = u"New"_s;
    QCOMPARE(patch.toJson(group).toBytes(), QByteArray("{\"group_id\":\"g\",\"name\":\"New\",\"tracking_id\":\"t\",\"metadata\":{\"a\":1.0}}"));
}

void ShapesTest::readsOneAcceptedChunkAndSeveral()
{
    const auto one = QueuedChunks::fromJson(parsed(R"({"chunk_metadata":{"id":"1","weight":0},"pos_in_queue":1})"));
    QCOMPARE(one->chunks.size(), 1);
    QCOMPARE(one->posInQueue, 1);
    const auto several = QueuedChunks::fromJson(parsed(R"({"chunk_metadata":[{"id":"1","weight":0},{"id":"2","weight":0}]})"));
    QCOMPARE(several->chunks.size(), 2);
    QVERIFY(!several->posInQueue);
}

void ShapesTest::readsDatasetsAloneAndWithTheirUsage()
{
    const QByteArray dataset = R"({"id":"1","name":"n","organization_id":"o","created_at":"c","updated_at":"u","tracking_id":null})";
    QVERIFY(!Dataset::fromJson(parsed(dataset.constData()))->chunkCount);
    const auto listed = Dataset::fromJson(parsed(("{\"dataset\":" + dataset + R"(,"dataset_usage":{"id":"x","dataset_id":"1","chunk_count":7}})").constData()));
    QCOMPARE(listed->name, u"n"_s);
    QCOMPARE(listed->chunkCount, 7);
}

void ShapesTest::readsMomentsInEveryDialect_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("utc");
    QTest::newRow("with T") << u"2021-01-01T01:02:03"_s << u"2021-01-01 01:02:03.000"_s;
    QTest::newRow("microseconds") << u"2021-01-01T01:02:03.123456"_s << u"2021-01-01 01:02:03.123"_s;
    QTest::newRow("one digit of a second") << u"2021-01-01 01:02:03.5"_s << u"2021-01-01 01:02:03.500"_s;
    QTest::newRow("without seconds") << u"2021-01-01 01:02"_s << u"2021-01-01 01:02:00.000"_s;
    QTest::newRow("zone letter") << u"2021-01-01T01:02:03Z"_s << u"2021-01-01 01:02:03.000"_s;
    QTest::newRow("offset") << u"2021-01-01T01:02:03+02:00"_s << u"2020-12-31 23:02:03.000"_s;
    QTest::newRow("events") << u"2024-07-02 3:04:05.0 +00:00:00"_s << u"2024-07-02 03:04:05.000"_s;
    QTest::newRow("date") << u"2021-01-01"_s << u"2021-01-01 00:00:00.000"_s;
    QTest::newRow("hours of a zone") << u"2019-11-29 08:08:05-08"_s << u"2019-11-29 16:08:05.000"_s;
    QTest::newRow("afternoon") << u"2014-04-26 05:24:37 PM"_s << u"2014-04-26 17:24:37.000"_s;
    QTest::newRow("midnight") << u"2014-04-26 12:24 am"_s << u"2014-04-26 00:24:00.000"_s;
    QTest::newRow("zone name") << u"2017-11-25 13:31:15 PST"_s << u"2017-11-25 21:31:15.000"_s;
    QTest::newRow("date and zone") << u"2021-02-21 PST"_s << u"2021-02-21 08:00:00.000"_s;
    QTest::newRow("date and offset") << u"2020-07-20+08:00"_s << u"2020-07-19 16:00:00.000"_s;
    QTest::newRow("mail") << u"Wed, 02 Jun 2021 06:31:39 GMT"_s << u"2021-06-02 06:31:39.000"_s;
    QTest::newRow("month first") << u"May 8, 2009 5:57:51 PM"_s << u"2009-05-08 17:57:51.000"_s;
    QTest::newRow("month in full") << u"September 17, 2012 at 10:09am PST"_s << u"2012-09-17 18:09:00.000"_s;
    QTest::newRow("month and comma") << u"May 26, 2021, 12:49 AM PDT"_s << u"2021-05-26 07:49:00.000"_s;
    QTest::newRow("month without comma") << u"oct. 7 1970"_s << u"1970-10-07 00:00:00.000"_s;
    QTest::newRow("month name between") << u"2021-Feb-21"_s << u"2021-02-21 00:00:00.000"_s;
    QTest::newRow("day first") << u"14 May 2019 19:11:40.164"_s << u"2019-05-14 19:11:40.164"_s;
    QTest::newRow("day and comma") << u"12 Feb 2006, 19:17"_s << u"2006-02-12 19:17:00.000"_s;
    QTest::newRow("day and month") << u"1 July 2013"_s << u"2013-07-01 00:00:00.000"_s;
    QTest::newRow("slashes") << u"01/02/2021"_s << u"2021-01-02 00:00:00.000"_s;
    QTest::newRow("slashes and clock") << u"4/8/14 22:05"_s << u"2014-04-08 22:05:00.000"_s;
    QTest::newRow("last century") << u"08/21/71"_s << u"1971-08-21 00:00:00.000"_s;
    QTest::newRow("slashes, year first") << u"2012/03/19 10:11:59.3186369"_s << u"2012-03-19 10:11:59.318"_s;
    QTest::newRow("dots") << u"3.31.2014"_s << u"2014-03-31 00:00:00.000"_s;
    QTest::newRow("dots, year first") << u"2014.03.30"_s << u"2014-03-30 00:00:00.000"_s;
    QTest::newRow("log of a database") << u"171113 14:14:20"_s << u"2017-11-13 14:14:20.000"_s;
    QTest::newRow("Chinese") << u"2014年04月08日11时25分18秒"_s << u"2014-04-08 11:25:18.000"_s;
    QTest::newRow("Chinese date") << u"2014年04月08日"_s << u"2014-04-08 00:00:00.000"_s;
    QTest::newRow("seconds") << u"1609459200"_s << u"2021-01-01 00:00:00.000"_s;
    QTest::newRow("milliseconds") << u"1609459200123"_s << u"2021-01-01 00:00:00.123"_s;
    QTest::newRow("nanoseconds") << u"1609459200123000000"_s << u"2021-01-01 00:00:00.123"_s;
}

void ShapesTest::readsMomentsInEveryDialect()
{
    QFETCH(QString, text);
    QFETCH(QString, utc);
    const auto moment = timestamp::parse(text);
    QVERIFY(moment);
    QCOMPARE(timestamp::forServer(*moment), utc);
}

void ShapesTest::refusesTextThatIsNoMoment()
{
    for (const QString &text : {u""_s, u"yesterday"_s, u"2021-13-01"_s, u"2021-02-30 00:00:00"_s, u"2021-01-01 25:00"_s, u"123"_s, u"2021-01-01T"_s,
             u"31/12/2021"_s, u"13:00 PM"_s, u"2021-01-01 13:00 PM"_s, u"4:00pm"_s, u"May 27"_s, u"Mayor 1, 2021"_s, u"2021-01-01 10:00 XYZ"_s,
             u"2021-01-0110:00"_s, u"null 00:00:00"_s, u"1/2.2021"_s, u"2021-01-01 00:00 and more"_s})
        QVERIFY2(!timestamp::parse(text), qPrintable(text));
}

void ShapesTest::writesMomentsInTheFormServersAccept()
{
    const QDateTime moment(QDate(2021, 1, 1), QTime(23, 59, 59, 123), Qt::UTC);
    QCOMPARE(timestamp::forServer(moment), u"2021-01-01 23:59:59.123"_s);
    QCOMPARE(timestamp::fromServer(moment), u"2021-01-01T23:59:59.123"_s);
    QCOMPARE(timestamp::fromServer(moment.addMSecs(-123)), u"2021-01-01T23:59:59"_s);
}

QTEST_GUILESS_MAIN(ShapesTest)
#include "tst_values_shapes.moc"
