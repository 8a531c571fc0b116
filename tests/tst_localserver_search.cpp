#include "app/values/id.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// The searching routes, over HTTP on a workspace with a few indexed chunks.
class SearchTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer post(const QByteArray &path, const QByteArray &body) { return m_space->http->post(path, body); }
    PlainAnswer search(const QByteArray &fields)
    {
        return post("/api/chunk/search", "{\"search_type\": \"fulltext\", " + fields + '}');
    }
    /// Tracking ids of the hits, in order.
    QStringList found(const PlainAnswer &answer)
    {
        QStringList ids;
        const Json json = answer.json();
        for (const Json &hit : json[u"chunks"].items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    }

    std::unique_ptr<Workspace> m_space;
    QString m_group;

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_space->http->setHeader("X-API-Version", {}); }
    void cleanupTestCase() { m_space.reset(); }
    void answersInTheNewShape();
    void answersInTheOldShapeWhenAsked();
    void refusesWhatItCannotDo_data();
    void refusesWhatItCannotDo();
    void takesEverySpellingOfTheType();
    void putsBetterHitsAndHeavierChunksFirst();
    void understandsQuestions();
    void pagesWithoutRepeatingAHit();
    void keepsToTheFilter();
    void sortsByAFieldWhenAsked();
    void leavesOutWeakHits();
    void givesTheShapeOfChunkThatWasAskedFor();
    void marksAsAskedInBothPlacesOfTheOptions();
    void quotesAndMinusCountOnlyWhenAsked();
    void completesWhileTyping();
    void searchesWithinAGroup();
    void findsWhatWasChangedAndNotWhatWasDeleted();
    void seesOneDatasetOnly();
};

void SearchTest::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    m_group = m_space->group(R"({"name": "Deck", "tracking_id": "deck"})");
    const QByteArray group = m_group.toUtf8();
    m_space->chunk(R"({"tracking_id": "anchor", "chunk_html": "<h2>Anchor</h2><p>The anchor &amp; its chain hold the boat.</p>",
        "tag_set": ["deck", "metal"], "num_value": 3, "time_stamp": "2024-05-01 00:00:00", "group_ids": [")"
        + group + R"("]})");
    m_space->chunk(
        R"({"tracking_id": "rope", "chunk_html": "Ropes are tied to the anchor with a bowline.", "tag_set": ["deck"], "num_value": 1,
        "time_stamp": "2023-05-01 00:00:00", "group_ids": [")"
        + group + R"("]})");
    m_space->chunk(
        R"({"tracking_id": "galley", "chunk_html": "The galley stove burns gas. Close the valve after cooking.", "num_value": 2})");
    m_space->chunk(
        R"({"tracking_id": "heavy", "chunk_html": "A spare anchor lies far below, under sails, lines, fenders, tools and other boxes.",
        "weight": 50, "metadata": {"shelf": {"row": 7}}})");
    m_space->chunk(R"({"tracking_id": "hidden", "chunk_html": "<p>Nothing here</p>", "fulltext_content": "zeppelin mooring"})");
    for (int i = 0; i < 25; ++i)
        m_space->chunk("{\"tracking_id\": \"n" + QByteArray::number(i) + "\", \"chunk_html\": \"lantern number "
            + QByteArray::number(i) + "\"}");
    QVERIFY(m_space->isIndexed());
}

void SearchTest::answersInTheNewShape()
{
    const PlainAnswer answer = search(R"("query": "bowline", "get_total_pages": true)");
    QCOMPARE(answer.status, 200);
    const Json json = answer.json();
    QVERIFY(isUuid(json[u"id"].toString()));
    QCOMPARE(json[u"total_pages"].toInteger(), 1);
    QVERIFY(json.contains(u"corrected_query"));
    const Json hit = json[u"chunks"].items().value(0);
    QCOMPARE(hit[u"chunk"][u"tracking_id"].toString(), u"rope"_s);
    QCOMPARE(hit[u"chunk"][u"tag_set"].toBytes(), QByteArray(R"(["deck"])"));
    QCOMPARE(hit[u"chunk"][u"chunk_html"].toString(), u"Ropes are tied to the anchor with a <mark><b>bowline</b></mark>."_s);
    QCOMPARE(hit[u"highlights"].items().value(0).toString(), u"are tied to the anchor with a <mark><b>bowline</b></mark>"_s);
    QVERIFY(hit[u"score"].toDouble().value_or(0) > 0);
}

void SearchTest::answersInTheOldShapeWhenAsked()
{
    m_space->http->setHeader("X-API-Version", "V1");
    const Json json = search(R"("query": "metal chain", "get_total_pages": true)").json();
    QCOMPARE(json[u"total_chunk_pages"].toInteger(), 1);
    const Json hit = json[u"score_chunks"].items().value(0);
    QCOMPARE(hit[u"metadata"].items().value(0)[u"tracking_id"].toString(), u"anchor"_s);
    QCOMPARE(hit[u"metadata"].items().value(0)[u"tag_set"].toString(), u"deck,metal"_s);
    QVERIFY(hit[u"score"].isNumber());
}

void SearchTest::refusesWhatItCannotDo_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("empty query") << QByteArray(R"({"search_type": "fulltext", "query": "  "})") << u"Query cannot be empty"_s;
    QTest::newRow("no query") << QByteArray(R"({"search_type": "fulltext"})") << u"query: "_s;
    QTest::newRow("no type") << QByteArray(R"({"query": "x"})") << u"search_type: "_s;
    QTest::newRow("unknown type") << QByteArray(R"({"search_type": "magic", "query": "x"})") << u"search_type: "_s;
    QTest::newRow("semantic") << QByteArray(R"({"search_type": "semantic", "query": "x"})") << u"EMBEDDING_BASE_URL"_s;
    QTest::newRow("hybrid") << QByteArray(R"({"search_type": "hybrid", "query": "x"})") << u"EMBEDDING_BASE_URL"_s;
    QTest::newRow("image") << QByteArray(R"({"search_type": "fulltext", "query": {"image_url": "http://x"}})") << u"query: "_s;
    QTest::newRow("several, one no text") << QByteArray(R"({"search_type": "fulltext", "query": [{"query": 1, "weight": 1}]})")
                             << u"query: "_s;
    QTest::newRow("page size") << QByteArray(R"({"search_type": "fulltext", "query": "x", "page_size": "ten"})")
                               << u"page_size: "_s;
    QTest::newRow("filter") << QByteArray(
        R"({"search_type": "fulltext", "query": "x", "filters": {"must": [{"field": "num_value"}]}})")
                            << u"must"_s;
    QTest::newRow("sort field") << QByteArray(
        R"({"search_type": "fulltext", "query": "anchor", "sort_options": {"sort_by": {"field": "colour"}}})")
                                << u"sort_by.field"_s;
    QTest::newRow("delimiters") << QByteArray(
        R"({"search_type": "fulltext", "query": "x", "highlight_options": {"highlight_delimiters": [1]}})")
                                << u"highlight_delimiters"_s;
    QTest::newRow("no JSON") << QByteArray("{") << u"Json Deserialization Error"_s;
}

void SearchTest::refusesWhatItCannotDo()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    const PlainAnswer answer = post("/api/chunk/search", body);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().contains(words), answer.body.constData());
}

void SearchTest::takesEverySpellingOfTheType()
{
    for (const QByteArray type : {"fulltext", "full_text", "bm25", "BM25"})
        QCOMPARE(found(post("/api/chunk/search", "{\"search_type\": \"" + type + "\", \"query\": \"bowline\"}")),
            QStringList{u"rope"_s});
}

void SearchTest::putsBetterHitsAndHeavierChunksFirst()
{
    QCOMPARE(found(search(R"("query": "anchor chain", "use_weights": false)")).value(0), u"anchor"_s);
    QCOMPARE(found(search(R"("query": "anchor")")).value(0), u"heavy"_s);
    QCOMPARE(found(search(R"("query": "anchor", "sort_options": {"use_weights": false})")).last(), u"heavy"_s);
    QCOMPARE(found(search(R"("query": "anchor", "use_weights": false)")).last(), u"heavy"_s);
    QCOMPARE(found(search(R"("query": "anchor", "sort_options": {"use_weights": false, "tag_weights": {"metal": 9}})")).first(),
        u"anchor"_s);
    double last = 1e9;
    const Json ranked = search(R"("query": "anchor rope bowline")").json();
    for (const Json &hit : ranked[u"chunks"].items()) {
        QVERIFY(hit[u"score"].toDouble().value_or(-1) > 0);
        QVERIFY(hit[u"score"].toDouble().value_or(0) <= last);
        last = hit[u"score"].toDouble().value_or(0);
    }
}

void SearchTest::understandsQuestions()
{
    QCOMPARE(found(search(R"("query": "How do I close the valve of the stove?")")).value(0), u"galley"_s);
    QCOMPARE(found(search(R"("query": "what is the knot for tying a rope called")")).value(0), u"rope"_s);
    QVERIFY(found(search(R"("query": "submarine")")).isEmpty());
    QVERIFY(found(search(R"("query": "?!")")).isEmpty());
    QCOMPARE(found(search(R"("query": "zeppelin")")), QStringList{u"hidden"_s});
}

void SearchTest::pagesWithoutRepeatingAHit()
{
    QStringList all;
    for (int page = 1; page <= 3; ++page) {
        const PlainAnswer answer = search(
            "\"query\": \"lantern\", \"page_size\": 10, \"get_total_pages\": true, \"page\": " + QByteArray::number(page));
        QCOMPARE(answer.json()[u"total_pages"].toInteger(), 3);
        QCOMPARE(found(answer).size(), page < 3 ? 10 : 5);
        all += found(answer);
    }
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 25);
    QVERIFY(found(search(R"("query": "lantern", "page": 4)")).isEmpty());
    QCOMPARE(search(R"("query": "lantern")").json()[u"total_pages"].toInteger(), 0);
    QVERIFY(found(search(R"("query": "lantern", "page_size": 0)")).isEmpty());
}

void SearchTest::keepsToTheFilter()
{
    QCOMPARE(found(search(R"("query": "anchor", "filters": {"must": [{"field": "tag_set", "match_any": ["metal"]}]})")),
        QStringList{u"anchor"_s});
    QCOMPARE(found(search(R"("query": "anchor", "filters": {"must_not": [{"field": "tag_set", "match_any": ["deck"]}]})")),
        QStringList{u"heavy"_s});
    const QByteArray inGroup
        = "\"filters\": {\"must\": [{\"field\": \"group_ids\", \"match_any\": [\"" + m_group.toUtf8() + "\"]}]}";
    QCOMPARE(found(search("\"query\": \"stove anchor\", " + inGroup)).size(), 2);
    const PlainAnswer counted = search("\"query\": \"anchor\", \"page_size\": 1, \"get_total_pages\": true, " + inGroup);
    QCOMPARE(counted.json()[u"total_pages"].toInteger(), 2);
}

void SearchTest::sortsByAFieldWhenAsked()
{
    QCOMPARE(found(search(R"("query": "anchor", "sort_options": {"sort_by": {"field": "time_stamp", "direction": "asc"}})")),
        (QStringList{u"rope"_s, u"anchor"_s, u"heavy"_s}));
    QCOMPARE(found(search(R"("query": "anchor", "sort_options": {"sort_by": {"field": "num_value"}})")),
        (QStringList{u"anchor"_s, u"rope"_s, u"heavy"_s}));
    QCOMPARE(
        found(search(R"("query": "anchor", "sort_options": {"sort_by": {"field": "metadata.shelf.row"}})")).first(), u"heavy"_s);
}

void SearchTest::leavesOutWeakHits()
{
    const double best = search(R"("query": "anchor", "use_weights": false)")
                            .json()[u"chunks"]
                            .items()
                            .value(0)[u"score"]
                            .toDouble()
                            .value_or(0);
    const QByteArray threshold = QByteArray::number(best * 0.99);
    const PlainAnswer answer = search(
        "\"query\": \"anchor\", \"use_weights\": false, \"get_total_pages\": true, \"page_size\": 1, \"score_threshold\": "
        + threshold);
    QCOMPARE(found(answer).size(), 1);
    QCOMPARE(answer.json()[u"total_pages"].toInteger(), 1);
}

void SearchTest::givesTheShapeOfChunkThatWasAskedFor()
{
    const Json slim = search(R"("query": "bowline", "slim_chunks": true)").json()[u"chunks"].items().value(0)[u"chunk"];
    QVERIFY(!slim.contains(u"chunk_html"));
    QVERIFY(slim.contains(u"tag_set"));
    const Json content = search(R"("query": "bowline", "content_only": true)").json()[u"chunks"].items().value(0)[u"chunk"];
    QVERIFY(content.contains(u"chunk_html"));
    QVERIFY(!content.contains(u"dataset_id"));
}

void SearchTest::marksAsAskedInBothPlacesOfTheOptions()
{
    const auto html = [this](const QByteArray &fields) {
        return search("\"query\": \"chain\", " + fields).json()[u"chunks"].items().value(0)[u"chunk"][u"chunk_html"].toString();
    };
    const QString plain = u"<h2>Anchor</h2><p>The anchor &amp; its chain hold the boat.</p>"_s;
    QCOMPARE(html(R"("highlight_results": false)"), plain);
    QCOMPARE(html(R"("highlight_options": {"highlight_results": false})"), plain);
    QCOMPARE(html(R"("highlight_options": {"pre_tag": "<u>", "post_tag": "</u>"})"),
        QString(plain).replace(u"chain"_s, u"<u>chain</u>"_s));
}

void SearchTest::quotesAndMinusCountOnlyWhenAsked()
{
    QCOMPARE(found(search(R"("query": "anchor -chain", "use_quote_negated_terms": true, "use_weights": false)")),
        (QStringList{u"rope"_s, u"heavy"_s}));
    QCOMPARE(
        found(search("\"query\": \"anchor \\\"spare anchor\\\"\", \"use_quote_negated_terms\": true")), QStringList{u"heavy"_s});
    QVERIFY(found(search(R"("query": "anchor -chain")")).contains(u"anchor"_s));
}

void SearchTest::completesWhileTyping()
{
    const auto complete = [this](const QByteArray &fields) {
        return found(post("/api/chunk/autocomplete", "{\"search_type\": \"bm25\", " + fields + '}'));
    };
    QCOMPARE(complete(R"("query": "bowl")"), QStringList{u"rope"_s});
    QCOMPARE(complete(R"("query": "galley st")"), QStringList{u"galley"_s});
    QCOMPARE(complete(R"("query": "lant", "page_size": 4)").size(), 4);
    QVERIFY(complete(R"("query": "galley bow")").isEmpty());
    QCOMPARE(complete(R"("query": "galley bow", "extend_results": true)").size(), 2);
    QCOMPARE(post("/api/chunk/autocomplete", R"({"search_type": "bm25", "query": ""})").status, 400);
}

void SearchTest::searchesWithinAGroup()
{
    const auto within = [this](const QByteArray &fields) {
        return post("/api/chunk_group/search", "{\"search_type\": \"fulltext\", " + fields + '}');
    };
    QCOMPARE(
        found(within("\"query\": \"anchor\", \"group_id\": \"" + m_group.toUtf8() + '"')), (QStringList{u"anchor"_s, u"rope"_s}));
    QCOMPARE(found(within(R"("query": "anchor", "group_tracking_id": "deck")")).size(), 2);
    QCOMPARE(within(R"("query": "anchor", "group_tracking_id": "none")").status, 404);
    QCOMPARE(within(R"("query": "anchor")").status, 400);
    m_space->http->setHeader("X-API-Version", "V1");
    const Json old = within(R"("query": "anchor", "group_tracking_id": "deck")").json();
    QCOMPARE(old[u"bookmarks"].items().size(), 2);
    QCOMPARE(old[u"group"][u"name"].toString(), u"Deck"_s);
}

void SearchTest::findsWhatWasChangedAndNotWhatWasDeleted()
{
    const QString id = m_space->chunk(R"({"tracking_id": "brief", "chunk_html": "A periscope."})");
    QVERIFY(m_space->isIndexed());
    QCOMPARE(found(search(R"("query": "periscope")")), QStringList{u"brief"_s});
    QCOMPARE(m_space->http->put("/api/chunk", R"({"tracking_id": "brief", "chunk_html": "A sextant."})").status, 204);
    QVERIFY(m_space->isIndexed());
    QVERIFY(found(search(R"("query": "periscope")")).isEmpty());
    QCOMPARE(found(search(R"("query": "sextant")")), QStringList{u"brief"_s});
    QCOMPARE(m_space->http->remove("/api/chunk/" + id.toUtf8()).status, 204);
    QVERIFY(found(search(R"("query": "sextant")")).isEmpty());
}

void SearchTest::seesOneDatasetOnly()
{
    PlainHttp other(m_space->server->url(), m_space->server->key());
    other.useDataset(other.post("/api/dataset", R"({"dataset_name": "Second"})").json()[u"id"].toString());
    const PlainAnswer answer
        = other.post("/api/chunk/search", R"({"search_type": "fulltext", "query": "anchor", "get_total_pages": true})");
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.json()[u"chunks"].items().isEmpty());
}

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_localserver_search.moc"
