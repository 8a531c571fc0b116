#include "app/values/analyticsfilter.h"
#include "app/values/answerrequests.h"
#include "app/values/fileupload.h"
#include "app/values/groupsearch.h"
#include "app/values/organization.h"
#include "app/values/recommendation.h"
#include "app/values/requests.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

Json parsed(const char *text)
{
    return *Json::parse(text);
}

GenerateRequest question(const ModelOptions &llm)
{
    return {.previousMessages = {{.content = u"?"_s}}, .chunkIds = {ChunkId(u"c"_s)}, .llm = llm};
}

MessageRequest message(const ModelOptions &llm)
{
    return {.topicId = TopicId(u"t"_s), .content = u"?"_s, .llm = llm};
}

}

/// What requests say, and what they refuse to say. The full ones are in golden/api/full.
class RequestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsOnlyWhatIsSet();
    void sendsWhatIsSetToNothing();
    void sendsOneOptionAlone();
    void refusesWhatNoModelTakes_data();
    void refusesWhatNoModelTakes();
    void takesTheEndsOfEachRange();
    void refusesAQuestionThatAsksNothing();
    void takesTextPicturesAndRecordingsForAQuery();
    void knowsAnEmptyQueryOfEachKind();
    void namesAGroupOrAChunkByEitherId();
    void narrowsToOpenEnds();
};

void RequestsTest::sendsOnlyWhatIsSet()
{
    const auto body = [](const Json &json) { return json.toBytes(); };
    QCOMPARE(body(SearchRequest{.query = u"a"_s}.toJson()),
        QByteArray(R"({"query":"a","search_type":"fulltext","page":1,"page_size":50,"get_total_pages":true})"));
    QCOMPARE(body(AutocompleteRequest{.query = u"a"_s}.toJson()),
        QByteArray(R"({"query":"a","search_type":"fulltext","page_size":10,"extend_results":false})"));
    QCOMPARE(body(GroupSearchRequest{.query = u"a"_s}.toJson()),
        QByteArray(R"({"query":"a","search_type":"fulltext","page":1,"page_size":10,"group_size":3,"get_total_pages":true})"));
    QCOMPARE(body(GroupAutocompleteRequest{.query = u"a"_s}.toJson()),
        QByteArray(R"({"query":"a","search_type":"fulltext","page_size":10,"group_size":3,"extend_results":false})"));
    QCOMPARE(body(question({}).toJson()), QByteArray(R"({"prev_messages":[{"role":"user","content":"?"}],"chunk_ids":["c"],"stream_response":true})"));
    QCOMPARE(body(message({}).toJson()), QByteArray(R"({"topic_id":"t","search_type":"fulltext","page_size":8,"number_of_messages_to_include":1000,)"
                                                   R"("llm_options":{"stream_response":true},"new_message_content":"?"})"));
    QCOMPARE(body(ScrollRequest().toJson()), QByteArray(R"({"page_size":120})"));
    QCOMPARE(body(CountRequest{.query = u"a"_s}.toJson()), QByteArray(R"({"query":"a","search_type":"fulltext","limit":10000})"));
    QCOMPARE(body(ChunkRecommendation().toJson()), QByteArray(R"({"limit":10})"));
    QCOMPARE(body(GroupRecommendation().toJson()), QByteArray(R"({"limit":10,"group_size":3})"));
    QCOMPARE(body(FileUpload{.label = {.fileName = u"a"_s}}.toJson()), QByteArray(R"({"file_name":"a","base64_file":""})"));
    QCOMPARE(body(NewTopic{.name = u"a"_s, .ownerId = u"me"_s}.toJson()), QByteArray(R"({"owner_id":"me","name":"a"})"));
    QCOMPARE(body(OrganizationPatch().toJson()), QByteArray("{}"));
}

void RequestsTest::sendsWhatIsSetToNothing()
{
    const SearchRequest search{.query = u"a"_s,
                               .options = {.sorting = {.useWeights = false}, .scoreThreshold = 0, .removeStopWords = false, .userId = u""_s},
                               .slimChunks = false};
    const Json json = search.toJson();
    QCOMPARE(json[u"sort_options"], parsed(R"({"use_weights":false})"));
    QCOMPARE(json[u"score_threshold"].toDouble(), std::optional(0.0));
    for (const QStringView name : {QStringView(u"remove_stop_words"), QStringView(u"slim_chunks")})
        QCOMPARE(json[name].toBool(), std::optional(false));
    QVERIFY(json[u"user_id"].isString());
    QCOMPARE(question({.temperature = 0, .maxTokens = 0}).toJson()[u"temperature"].toDouble(), std::optional(0.0));
    QCOMPARE(question({.temperature = 0, .maxTokens = 0}).toJson()[u"max_tokens"].toInteger(), std::optional<qint64>(0));
    FileUpload upload;
    upload.splitHeadings = false;
    QCOMPARE(upload.toJson()[u"pdf2md_options"], parsed(R"({"use_pdf2md_ocr":false,"split_headings":false})"));
}

void RequestsTest::sendsOneOptionAlone()
{
    const auto written = [](const SearchOptions &options) {
        Json json = Json::object();
        options.writeTo(json);
        return json.toBytes();
    };
    QCOMPARE(written({}), QByteArray("{}"));
    QCOMPARE(written({.sorting = {.by = FieldOrder{.field = u"num_value"_s}}}), QByteArray(R"({"sort_options":{"sort_by":{"field":"num_value"}}})"));
    QCOMPARE(written({.sorting = {.by = Sorting::Rerank{.type = u"bm25"_s}}}), QByteArray(R"({"sort_options":{"sort_by":{"rerank_type":"bm25"}}})"));
    QCOMPARE(written({.sorting = {.diversity = Sorting::Diversity{.isWanted = false}}}), QByteArray(R"({"sort_options":{"mmr":{"use_mmr":false}}})"));
    QCOMPARE(written({.highlighting = {.isWanted = false}}), QByteArray(R"({"highlight_options":{"highlight_results":false}})"));
    QCOMPARE(written({.typos = {.oneTypo = TypoCorrection::Lengths{.min = 4}}}), QByteArray(R"({"typo_options":{"one_typo_word_range":{"min":4}}})"));
    QCOMPARE(question({.images = {.perChunk = 1}}).toJson()[u"image_config"], parsed(R"({"images_per_chunk":1})"));
    FileUpload upload;
    upload.chunkr.chunking = {.tokenizer = u"Word"_s, .foreignTokenizer = u"Qwen/Qwen-tokenizer"_s};
    upload.chunkr.model = {.fallback = u"None"_s};
    QCOMPARE(upload.toJson()[u"chunkr_create_task_req_payload"],
        parsed(R"({"chunk_processing":{"tokenizer":{"String":"Qwen/Qwen-tokenizer"}},"llm_processing":{"fallback_strategy":"None"}})"));
}

void RequestsTest::refusesWhatNoModelTakes_data()
{
    QTest::addColumn<ModelOptions>("llm");
    QTest::addColumn<QString>("field");
    const double no = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("too hot") << ModelOptions{.temperature = 2.01} << u"temperature"_s;
    QTest::newRow("too cold") << ModelOptions{.temperature = -0.01} << u"temperature"_s;
    QTest::newRow("no temperature") << ModelOptions{.temperature = no} << u"temperature"_s;
    QTest::newRow("frequency above") << ModelOptions{.frequencyPenalty = 2.01} << u"frequency_penalty"_s;
    QTest::newRow("frequency below") << ModelOptions{.frequencyPenalty = -2.01} << u"frequency_penalty"_s;
    QTest::newRow("presence above") << ModelOptions{.presencePenalty = 2.01} << u"presence_penalty"_s;
    QTest::newRow("presence below") << ModelOptions{.presencePenalty = -2.01} << u"presence_penalty"_s;
    QTest::newRow("less than no tokens") << ModelOptions{.maxTokens = -1} << u"max_tokens"_s;
    QTest::newRow("five stop tokens") << ModelOptions{.stopTokens = {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}} << u"stop_tokens"_s;
    QTest::newRow("less than no pictures") << ModelOptions{.images = {.perChunk = -1}} << u"images_per_chunk"_s;
}

void RequestsTest::refusesWhatNoModelTakes()
{
    QFETCH(ModelOptions, llm);
    QFETCH(QString, field);
    for (const auto &fault : {question(llm).fault(), message(llm).fault(), message(llm).regenerateFault()}) {
        QVERIFY(fault);
        QVERIFY2(fault->startsWith(field + u' '), qPrintable(*fault));
    }
}

void RequestsTest::takesTheEndsOfEachRange()
{
    QVERIFY(!question({.temperature = 0, .frequencyPenalty = -2, .presencePenalty = -2, .maxTokens = 0}).fault());
    QVERIFY(!question({.temperature = 2, .frequencyPenalty = 2, .presencePenalty = 2, .stopTokens = {u"a"_s, u"b"_s, u"c"_s, u"d"_s}}).fault());
    QVERIFY(!message({}).fault());
}

void RequestsTest::refusesAQuestionThatAsksNothing()
{
    QVERIFY(GenerateRequest{.chunkIds = {ChunkId(u"c"_s)}}.fault()->startsWith("prev_messages"_L1));
    QVERIFY(MessageRequest{.topicId = TopicId(u"t"_s)}.fault()->startsWith("new_message_content"_L1));
    const MessageRequest spoken{.topicId = TopicId(u"t"_s), .audioInput = u"AAAA"_s};
    QVERIFY(!spoken.fault());
    QVERIFY(!MessageRequest{.topicId = TopicId(u"t"_s)}.regenerateFault());
}

void RequestsTest::takesTextPicturesAndRecordingsForAQuery()
{
    QCOMPARE(Query(u"a"_s).toJson().toBytes(), QByteArray("\"a\""));
    QCOMPARE(QueryPart(QueryPart::Image{.url = u"u"_s}).toJson().toBytes(), QByteArray(R"({"image_url":"u"})"));
    QCOMPARE(QueryPart(QueryPart::Audio{.base64 = u"AA"_s}).toJson().toBytes(), QByteArray(R"({"audio_base64":"AA"})"));
    const Query several(QList<Query::Weighted>{{.part = u"a"_s, .weight = *Number::fromText(u"0.50")}});
    QCOMPARE(several.toJson().toBytes(), QByteArray(R"([{"query":"a","weight":0.50}])"));
}

void RequestsTest::knowsAnEmptyQueryOfEachKind()
{
    QVERIFY(Query().isEmpty() && Query(u" \n"_s).isEmpty() && !Query(u"a"_s).isEmpty());
    QVERIFY(QueryPart(QueryPart::Image{}).isEmpty() && !QueryPart(QueryPart::Image{.url = u"u"_s}).isEmpty());
    QVERIFY(QueryPart(QueryPart::Audio{}).isEmpty() && !QueryPart(QueryPart::Audio{.base64 = u"AA"_s}).isEmpty());
    QVERIFY(Query(QList<Query::Weighted>()).isEmpty());
    QVERIFY(Query(QList<Query::Weighted>{{.part = u"a"_s}, {.part = u" "_s}}).isEmpty());
    QVERIFY(!Query(QList<Query::Weighted>{{.part = u"a"_s}}).isEmpty());
}

void RequestsTest::namesAGroupOrAChunkByEitherId()
{
    const SearchRequest search{.query = u"a"_s};
    const Json byId = search.toJsonIn(ChunkGroupId(u"g"_s));
    QVERIFY(byId[u"group_id"].toString() == u"g" && !byId.contains(u"group_tracking_id"));
    const Json tracked = search.toJsonIn(AnyChunkGroupId::tracked(u"g/1"_s));
    QVERIFY(tracked[u"group_tracking_id"].toString() == u"g/1" && !tracked.contains(u"group_id"));
}

void RequestsTest::narrowsToOpenEnds()
{
    QVERIFY(TimeSpan().isEmpty() && !TimeSpan{.before = u"b"_s}.isEmpty());
    QCOMPARE((TimeSpan{.from = u"f"_s, .before = u"b"_s}.toJson().toBytes()), QByteArray(R"({"gte":"f","lt":"b"})"));
    QCOMPARE(AnalyticsFilter{.ratingAbove = 0}.toJson().toBytes(), QByteArray(R"({"query_rating":{"gt":0}})"));
}

QTEST_GUILESS_MAIN(RequestsTest)
#include "tst_values_requests.moc"
