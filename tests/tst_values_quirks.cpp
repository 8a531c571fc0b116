#include "app/values/answerrequests.h"
#include "app/values/chunkpatch.h"
#include "app/values/crawl.h"
#include "app/values/fileupload.h"
#include "app/values/member.h"
#include "app/values/organizationkey.h"
#include "app/values/requests.h"
#include "app/values/timestamp.h"
#include "app/values/workerevent.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// What servers send that their description does not promise, and what they must never be sent; tests/quirks.md counts them.
class ValueQuirksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldOfAChunkButItsIdMayBeNull();
    void listsMayHoldNulls();
    void nullIsNeverWrittenBackAsAnEmptyText();
    void keepsThePlaceAsItWasWritten();
    void aScoreThatIsNoNumberIsZero();
    void aTimeThatWasReadCanBeSentBack();
    void readsTheStateOfACrawlOutOfItsText();
    void readsEventsWhateverTheyHold();
    void countsAFileInBytesWhateverTheUnit();
    void sendsFilesInTheOneAlphabetThatEveryServerReads();
    void sendsTheWholeMemoryOfATopic();
    void neverNarrowsToNothing();
    void keepsNumbersThatNoDoubleHolds();
};

namespace {

Json parsed(const char *text)
{
    return *Json::parse(text);
}

}

void ValueQuirksTest::everyFieldOfAChunkButItsIdMayBeNull()
{
    const auto chunk = Chunk::fromJson(parsed(R"({"id":"c","dataset_id":null,"chunk_html":null,"link":null,"metadata":null,"tag_set":null,
        "image_urls":null,"location":null,"num_value":null,"time_stamp":null,"tracking_id":null,"weight":null,"created_at":null,"updated_at":null})"));
    QVERIFY2(chunk, chunk ? "" : qPrintable(chunk.error().message));
    QVERIFY(!chunk->chunkHtml && !chunk->link && !chunk->tagSet && !chunk->location && !chunk->trackingId);
    const auto member = Member::fromJson(parsed(R"({"id":"u","name":null,"email":"a@b","user_orgs":null,"orgs":[{"id":"o","name":"x","registerable":null}]})"));
    QVERIFY(member && !member->name);
    const auto organization = Organization::fromJson(parsed(R"({"organization":{"id":"o","name":"x"},"plan":null,"subscription":null})"));
    QVERIFY(organization);
    const auto group = ChunkGroup::fromJson(parsed(R"({"id":"g","name":null,"description":null,"dataset_id":"d","created_at":"","updated_at":""})"));
    QVERIFY(group);
}

void ValueQuirksTest::listsMayHoldNulls()
{
    const auto chunk = Chunk::fromJson(parsed(R"({"id":"c","tag_set":[null,"a",null],"image_urls":[null]})"));
    QVERIFY(chunk);
    QCOMPARE(chunk->tagSet.value_or(QStringList()), QStringList({u"a"_s}));
    QCOMPARE(chunk->imageUrls.value_or(QStringList({u"x"_s})), QStringList());
}

void ValueQuirksTest::nullIsNeverWrittenBackAsAnEmptyText()
{
    const auto chunk = Chunk::fromJson(parsed(R"({"id":"c","link":null,"tracking_id":null,"tag_set":null,"num_value":null})"));
    for (const QStringView field : {QStringView(u"link"), QStringView(u"tracking_id"), QStringView(u"tag_set"), QStringView(u"num_value")})
        QVERIFY2(chunk->toJson()[field].isNull(), qPrintable(field.toString()));
    QCOMPARE(ChunkPatch().toUpdateJson(chunk->id).toBytes(), QByteArray(R"({"chunk_id":"c"})"));
}

void ValueQuirksTest::keepsThePlaceAsItWasWritten()
{
    const auto place = Location::fromJson(parsed(R"({"lat":-34,"lon":18.40})"));
    QVERIFY(place);
    QCOMPARE(place->toJson().toBytes(), QByteArray(R"({"lat":-34,"lon":18.40})"));
}

void ValueQuirksTest::aScoreThatIsNoNumberIsZero()
{
    const auto results = SearchResults::fromJson(parsed(R"({"id":null,"chunks":[{"chunk":{"id":"c"},"score":null,"highlights":null}],"corrected_query":null})"));
    QVERIFY(results);
    QCOMPARE(results->hits.first().score, 0.0);
    QCOMPARE(results->totalPages, 0);
    QVERIFY(!results->correctedQuery);
}

void ValueQuirksTest::aTimeThatWasReadCanBeSentBack()
{
    const auto moment = timestamp::parse(u"2021-01-01T01:02:03.123456"_s);
    QVERIFY(moment);
    QCOMPARE(timestamp::forServer(*moment), u"2021-01-01 01:02:03.123"_s);
    QCOMPARE(timestamp::forServer(*timestamp::parse(u"2024-07-02 3:04:05.0 +00:00:00"_s)), u"2024-07-02 03:04:05.000"_s);
}

void ValueQuirksTest::readsTheStateOfACrawlOutOfItsText()
{
    const auto crawl = [](const QString &status) { return *Crawl::fromJson(Json::object({{u"id", u"c"}, {u"status", status}})); };
    QCOMPARE(crawl(u"Processed 12 pages"_s).pages, std::optional(12));
    QVERIFY(crawl(u"Processed 12 pages"_s).state == Crawl::State::Processing);
    QVERIFY(crawl(u"Completed"_s).state == Crawl::State::Completed);
    QVERIFY(crawl(u"Something new"_s).state == Crawl::State::Unknown);
    QCOMPARE(crawl(u"Something new"_s).statusText, u"Something new"_s);
}

void ValueQuirksTest::readsEventsWhateverTheyHold()
{
    const auto event = [](const Json &data) {
        return *WorkerEvent::fromJson(Json::object({{u"id", u"e"}, {u"event_type", u"chunk_update_failed"}, {u"event_data", data}}));
    };
    const WorkerEvent failed = event(Json(uR"({"chunk_id":"c","message":"no such group"})"));
    QVERIFY(failed.isFailure());
    QCOMPARE(failed.chunks(), QList<ChunkId>({ChunkId(u"c"_s)}));
    QCOMPARE(failed.reason(), u"no such group"_s);
    QCOMPARE(event(Json(u"no JSON at all")).data.toString(), u"no JSON at all"_s);
    QVERIFY(event(Json()).data.isNull() && event(Json(u"null")).data.isNull());
}

void ValueQuirksTest::countsAFileInBytesWhateverTheUnit()
{
    const Json file = parsed(R"({"id":"f","file_name":"a","size":3})");
    QCOMPARE(UploadedFile::fromJson(file)->bytes, 3 * 1024);
    QCOMPARE(UploadedFile::fromUpload(Json::object({{u"file_metadata", file}}))->bytes, 3);
}

void ValueQuirksTest::sendsFilesInTheOneAlphabetThatEveryServerReads()
{
    FileUpload upload;
    upload.content = QByteArray("\xfb\xff", 2);
    QCOMPARE(upload.toJson()[u"base64_file"].toString(), u"+/8="_s);
}

void ValueQuirksTest::sendsTheWholeMemoryOfATopic()
{
    const MessageRequest request{.topicId = TopicId(u"t"_s), .content = u"?"_s};
    for (const Json &body : {request.toJson(), request.toEditJson(4), request.toRegenerateJson()})
        QCOMPARE(body[u"number_of_messages_to_include"].toInteger().value_or(0), 1000);
    QCOMPARE(request.toEditJson(4)[u"message_sort_order"].toInteger().value_or(0), 4);
}

void ValueQuirksTest::neverNarrowsToNothing()
{
    const NewOrganizationKey key{.name = u"k"_s};
    QVERIFY(!key.toJson().contains(u"scopes") && !key.toJson().contains(u"dataset_ids"));
    const MemberPatch patch{.user = UserId(u"u"_s), .scopes = QStringList()};
    QVERIFY(!patch.toJson().contains(u"scopes"));
}

void ValueQuirksTest::keepsNumbersThatNoDoubleHolds()
{
    const auto chunk = Chunk::fromJson(parsed(R"({"id":"c","metadata":{"n":9007199254740993,"x":1.10,"h":1e400},"num_value":0.10})"));
    QCOMPARE(chunk->metadata.text(), QByteArray(R"({"n":9007199254740993,"x":1.10,"h":1e400})"));
    QCOMPARE(chunk->numValue->text(), u"0.10"_s);
}

QTEST_GUILESS_MAIN(ValueQuirksTest)
#include "tst_values_quirks.moc"
