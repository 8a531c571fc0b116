#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// What was searched for and asked, and its ratings, over HTTP.
class TestAnalytics : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    QList<Json> queries(const char *subject, const QByteArray &more = {})
    {
        const QByteArray type = QByteArray(subject) + "_queries";
        return m_space->post(QByteArray("/api/analytics/") + subject, "{'type': '" + type + "'" + more + '}').json()[u"queries"].items();
    }
    PlainAnswer search(const QByteArray &query, const QByteArray &more = {})
    {
        return m_space->post("/api/chunk/search", "{'search_type': 'fulltext', 'query': '" + query + "'" + more + '}');
    }
    PlainAnswer generate(const QByteArray &more = {})
    {
        return m_space->post("/api/chunk/generate", "{'chunk_ids': ['" + m_chunk.toUtf8() + "'], 'stream_response': false, "
            "'prev_messages': [{'role': 'user', 'content': 'How long is the rope?'}]" + more + '}');
    }

    QString m_chunk;

private Q_SLOTS:
    void init()
    {
        m_space = std::make_unique<Workspace>();
        m_chunk = m_space->chunk("{'chunk_html': 'The rope is ten metres long.', 'group_tracking_ids': ['g']}");
        QVERIFY(m_space->isIndexed());
    }
    void cleanup() { m_space.reset(); }

    void searchesAreKeptWithWhoAskedAndWhatWasFound()
    {
        const QString id = search("rope", ", 'user_id': 'anna', 'metadata': {'page': 7}").json()[u"id"].toString();
        m_space->post("/api/chunk_group/group_oriented_search", "{'search_type': 'bm25', 'query': 'metres'}");
        m_space->post("/api/chunk/autocomplete", "{'search_type': 'fulltext', 'query': 'ro'}");
        const QList<Json> all = queries("search");
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0][u"search_type"].toString(), u"autocomplete"_s);
        QCOMPARE(all[1][u"search_type"].toString(), u"search_over_groups"_s);
        const Json first = all[2];
        QCOMPARE(first[u"id"].toString(), id);
        QCOMPARE(first[u"query"].toString(), u"rope"_s);
        QCOMPARE(first[u"user_id"].toString(), u"anna"_s);
        QCOMPARE(first[u"metadata"].toBytes(), quoted("{'page':7}"));
        QCOMPARE(first[u"results"].items().value(0)[u"id"].toString(), m_chunk);
        QCOMPARE(first[u"request_params"][u"search_type"].toString(), u"fulltext"_s);
        m_space->restart();
        QCOMPARE(queries("search").size(), 3);
        QCOMPARE(m_space->post("/api/analytics/search", "{'type': 'query_details', 'request_id': '" + id.toUtf8() + "'}").json()[u"query"].toString(), u"rope"_s);
    }

    void answersAreKeptUnderTheIdThatTheyCameWith()
    {
        const PlainAnswer answer = generate(", 'user_id': 'ben', 'metadata': {'from': 'kiosk'}");
        QCOMPARE(answer.status, 200);
        const QByteArray id = answer.headers.value("tr-queryid");
        const Json kept = m_space->post("/api/analytics/rag", "{'type': 'rag_query_details', 'request_id': '" + id + "'}").json();
        QCOMPARE(kept[u"rag_type"].toString(), u"chosen_chunks"_s);
        QCOMPARE(kept[u"user_message"].toString(), u"How long is the rope?"_s);
        QCOMPARE(kept[u"llm_response"].toString(), answer.json().toString());
        QCOMPARE(kept[u"user_id"].toString(), u"ben"_s);
        QCOMPARE(kept[u"metadata"][u"from"].toString(), u"kiosk"_s);
        const QByteArray topic = m_space->post("/api/topic", "{'name': 'Ropes', 'owner_id': 'me'}").json()[u"id"].toString().toUtf8();
        const PlainAnswer said = m_space->post("/api/message", "{'topic_id': '" + topic + "', 'new_message_content': 'How long is the rope?', 'user_id': 'cleo', 'stream_response': false}");
        QCOMPARE(said.status, 200);
        const Json newest = queries("rag").value(0);
        QCOMPARE(newest[u"id"].toString().toUtf8(), said.headers.value("tr-queryid"));
        QCOMPARE(newest[u"topic_id"].toString().toUtf8(), topic);
        QCOMPARE(newest[u"user_id"].toString(), u"cleo"_s);
        QCOMPARE(newest[u"results"].items().value(0)[u"id"].toString(), m_chunk);
        QVERIFY(!newest[u"llm_response"].toString().contains(u"||"));
    }

    void ratingsStayWithTheirQuery()
    {
        const QByteArray id = generate().headers.value("tr-queryid");
        const QByteArray searched = search("rope").json()[u"id"].toString().toUtf8();
        QCOMPARE(m_space->put("/api/analytics/rag", "{'query_id': '" + id + "', 'rating': 1, 'note': 'good', 'metadata': {'a': 1}}").status, 204);
        QCOMPARE(m_space->put("/api/analytics/search", "{'query_id': '" + searched + "', 'rating': -1}").status, 204);
        QCOMPARE(queries("rag").value(0)[u"query_rating"].toBytes(), quoted("{'rating':1,'note':'good','metadata':{'a':1}}"));
        QCOMPARE(queries("search").value(0)[u"query_rating"][u"rating"].toInteger(), -1);
        QCOMPARE(queries("rag", ", 'filter': {'query_rating': {'gte': 1}}").size(), 1);
        QCOMPARE(queries("rag", ", 'filter': {'query_rating': {'gt': 1}}").size(), 0);
        QCOMPARE(m_space->put("/api/analytics/search", "{'query_id': '" + id + "', 'rating': 1}").status, 404);
        QVERIFY(m_space->put("/api/analytics/rag", "{'query_id': '" + id + "'}").message().startsWith(u"rating: "));
        QVERIFY(m_space->put("/api/analytics/rag", "{'rating': 1}").message().startsWith(u"query_id: "));
    }

    void comesInPagesSortedAndFiltered()
    {
        for (int i = 0; i < 12; ++i)
            search("rope" + QByteArray::number(i));
        search("rope");
        QCOMPARE(queries("search").size(), 10);
        QCOMPARE(queries("search", ", 'page': '2'").size(), 3);
        QCOMPARE(queries("search", ", 'sort_order': 'asc'").value(0)[u"query"].toString(), u"rope0"_s);
        QCOMPARE(queries("search", ", 'sort_by': 'top_score'").value(0)[u"query"].toString(), u"rope"_s);
        QCOMPARE(queries("search", ", 'filter': {'query': 'PE11'}").size(), 1);
        QCOMPARE(queries("search", ", 'filter': {'date_range': {'gt': '2020-01-01 00:00:00'}}, 'page': 2").size(), 3);
        QCOMPARE(queries("search", ", 'filter': {'date_range': {'lt': '2020-01-01 00:00:00'}}").size(), 0);
    }

    void nothingIsKeptWhereThatIsSwitchedOff()
    {
        m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {'DISABLE_ANALYTICS': true}}");
        search("rope");
        generate();
        QCOMPARE(queries("search").size() + queries("rag").size(), 0);
    }

    void otherKindsAreRefusedWithASentence()
    {
        for (const char *subject : {"search", "rag"}) {
            const PlainAnswer answer = m_space->post(QByteArray("/api/analytics/") + subject, "{'type': 'ctr_metrics_over_time'}");
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.message().startsWith(u"type: this local workspace keeps queries"), answer.body.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestAnalytics)
#include "tst_localserver_analytics.moc"
