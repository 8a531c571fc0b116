#include "support/workspace.h"

using namespace Qt::StringLiterals;

class TestDatasets : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    QByteArray path(const QString &id) const { return "/api/dataset/" + id.toUtf8(); }
    Json create(const QByteArray &json) { return m_space->post("/api/dataset", json).json(); }
    QList<Json> list(const QByteArray &query = {})
    {
        return m_space->http->get("/api/dataset/organization/" + m_space->server->organizationId().toUtf8() + query).json().items();
    }

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup() { m_space.reset(); }

    void createsWithTheDefaultsOfALocalWorkspace()
    {
        const Json made = create("{'dataset_name': 'Mine 🎉', 'tracking_id': 'mine'}");
        const Json dataset = m_space->http->get(path(made[u"id"].toString())).json();
        QCOMPARE(dataset[u"name"].toString(), u"Mine 🎉"_s);
        QCOMPARE(dataset[u"tracking_id"].toString(), u"mine"_s);
        QCOMPARE(dataset[u"organization_id"].toString(), m_space->server->organizationId());
        const Json configuration = dataset[u"server_configuration"];
        QCOMPARE(configuration[u"LLM_BASE_URL"].toString(), QString());
        QVERIFY(configuration[u"LLM_BASE_URL"].isString());
        QCOMPARE(configuration[u"SEMANTIC_ENABLED"].toBool(), true);
        QCOMPARE(configuration[u"FULLTEXT_ENABLED"].toBool(), true);
        QCOMPARE(configuration[u"N_RETRIEVALS_TO_INCLUDE"].toInteger(), 8);
        QCOMPARE(configuration[u"MAX_LIMIT"].toInteger(), 10000);
        QVERIFY(configuration.contains(u"TEMPERATURE"));
        for (const QStringView secret : {u"LLM_API_KEY", u"RERANKER_API_KEY", u"EMBEDDING_API_KEY"})
            QVERIFY(!configuration.contains(secret));
    }

    void listsNewestFirstInPages()
    {
        create("{'dataset_name': 'Second'}");
        create("{'dataset_name': 'Third'}");
        m_space->chunk("{'chunk_html': 'x'}");
        const QList<Json> all = list();
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0][u"dataset"][u"name"].toString(), u"Third"_s);
        QCOMPARE(all[2][u"dataset"][u"name"].toString(), u"First"_s);
        QVERIFY(!all[0][u"dataset"].contains(u"server_configuration"));
        QCOMPARE(all[2][u"dataset_usage"][u"chunk_count"].toInteger(), 1);
        const QList<Json> page = list("?limit=1&offset=1");
        QCOMPARE(page.size(), 1);
        QCOMPARE(page[0][u"dataset"][u"name"].toString(), u"Second"_s);
    }

    void pagingNeedsBothHalves()
    {
        const QByteArray base = "/api/dataset/organization/" + m_space->server->organizationId().toUtf8();
        const PlainAnswer half = m_space->http->get(base + "?limit=1");
        QCOMPARE(half.status, 400);
        QCOMPARE(half.message(), u"Pagination requires both offset and limit."_s);
        QCOMPARE(m_space->http->get(base + "?limit=x&offset=0").status, 400);
    }

    void anUpdateChangesOnlyWhatItNames()
    {
        const QString id = create("{'dataset_name': 'A', 'tracking_id': 't', 'server_configuration': {'TEMPERATURE': 0.30, 'STOP_TOKENS': ['a,b'], "
            "'DISTANCE_METRIC': 'dot', 'LLM_API_VERSION': 'v1', 'LLM_API_KEY': 'secret'}} ")[u"id"].toString();
        const PlainAnswer answer = m_space->put("/api/dataset", "{'dataset_id': '" + id.toUtf8() + "', 'server_configuration': {'RAG_PROMPT': 'Be short'}}");
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.body.contains("secret"));
        const Json dataset = m_space->http->get(path(id)).json();
        QCOMPARE(dataset[u"name"].toString(), u"A"_s);
        QCOMPARE(dataset[u"tracking_id"].toString(), u"t"_s);
        const Json configuration = dataset[u"server_configuration"];
        QCOMPARE(configuration[u"RAG_PROMPT"].toString(), u"Be short"_s);
        QCOMPARE(configuration[u"TEMPERATURE"].numberText(), QByteArray("0.30"));
        QCOMPARE(configuration[u"STOP_TOKENS"].toBytes(), quoted("['a,b']"));
        QCOMPARE(configuration[u"DISTANCE_METRIC"].toString(), u"dot"_s);
        QCOMPARE(configuration[u"LLM_API_VERSION"].toString(), u"v1"_s);
    }

    void anUpdateByTrackingIdCanTakeItAway()
    {
        const QString id = create("{'dataset_name': 'A', 'tracking_id': 't'}")[u"id"].toString();
        QCOMPARE(m_space->put("/api/dataset", "{'tracking_id': 't', 'dataset_name': 'B', 'new_tracking_id': ''}").status, 200);
        const Json dataset = m_space->http->get(path(id)).json();
        QCOMPARE(dataset[u"name"].toString(), u"B"_s);
        QVERIFY(dataset[u"tracking_id"].isNull());
    }

    void nullTakesASettingBackWhoseDefaultIsNull()
    {
        const QString id = create("{'dataset_name': 'A', 'server_configuration': {'TEMPERATURE': 1, 'RAG_PROMPT': 'p'}}")[u"id"].toString();
        m_space->put("/api/dataset", "{'dataset_id': '" + id.toUtf8() + "', 'server_configuration': {'TEMPERATURE': null, 'RAG_PROMPT': null}}");
        const Json configuration = m_space->http->get(path(id)).json()[u"server_configuration"];
        QVERIFY(configuration[u"TEMPERATURE"].isNull());
        QCOMPARE(configuration[u"RAG_PROMPT"].toString(), u"p"_s);
    }

    void refusesWhatIsWrongByName()
    {
        const auto refused = [&](const QByteArray &json, const QString &words) {
            const PlainAnswer answer = m_space->post("/api/dataset", json);
            return answer.status == 400 && answer.message().contains(words);
        };
        QVERIFY(refused("{}", u"dataset_name: expected"_s));
        QVERIFY(refused("{'dataset_name': '  '}", u"dataset_name: expected a name"_s));
        QVERIFY(refused("{'dataset_name': 'A', 'server_configuration': {'LOCKED': 'yes'}}", u"server_configuration.LOCKED: expected true or false"_s));
        QVERIFY(refused("{'dataset_name': 'A', 'server_configuration': {'N_RETRIEVALS_TO_INCLUDE': 1.5}}", u"N_RETRIEVALS_TO_INCLUDE: expected a whole number"_s));
        create("{'dataset_name': 'A', 'tracking_id': 't'}");
        QVERIFY(refused("{'dataset_name': 'B', 'tracking_id': 't'}", u"tracking_id: another dataset"_s));
        QCOMPARE(list().size(), 2);
    }

    void isFoundAndUsedByItsTrackingId()
    {
        const QString id = create("{'dataset_name': 'A', 'tracking_id': 'a b'}")[u"id"].toString();
        QCOMPARE(m_space->http->get("/api/dataset/tracking_id/a%20b").json()[u"id"].toString(), id);
        QCOMPARE(m_space->http->get("/api/dataset/tracking_id/unknown").status, 404);
        m_space->http->setHeader("TR-Organization", m_space->server->organizationId().toUtf8());
        m_space->http->useDataset(u"a b"_s);
        m_space->chunk("{'chunk_html': 'x'}");
        m_space->http->useDataset(id);
        QCOMPARE(m_space->http->get("/api/dataset/usage/" + id.toUtf8()).json()[u"chunk_count"].toInteger(), 1);
    }

    void deletesAndForgets()
    {
        m_space->http->useDataset({});
        const QString id = create("{'dataset_name': 'A', 'tracking_id': 't'}")[u"id"].toString();
        m_space->http->useDataset(id);
        m_space->chunk("{'chunk_html': 'x', 'tracking_id': 'c', 'group_tracking_ids': ['g'], 'tag_set': ['a']}");
        QVERIFY(m_space->isIndexed());
        QCOMPARE(m_space->remove(path(id)).status, 204);
        QCOMPARE(m_space->http->get(path(id)).status, 404);
        QCOMPARE(m_space->post("/api/chunks/scroll", "{}").status, 404);
        QCOMPARE(m_space->remove(path(id)).status, 404);
        m_space->http->useDataset({});
        QVERIFY(!create("{'dataset_name': 'A', 'tracking_id': 't'}")[u"id"].toString().isEmpty());
        QCOMPARE(m_space->remove("/api/dataset/tracking_id/t").status, 204);
        QCOMPARE(list().size(), 1);
    }

    void doesNotDeleteAnotherThanTheHeaderNames()
    {
        const QString other = create("{'dataset_name': 'A'}")[u"id"].toString();
        QCOMPARE(m_space->remove(path(other)).status, 400);
        QCOMPARE(list().size(), 2);
    }

    void clearingKeepsTheDatasetAlone()
    {
        m_space->chunk("{'chunk_html': 'x', 'tracking_id': 'c', 'group_tracking_ids': ['g'], 'tag_set': ['a']}");
        QVERIFY(m_space->isIndexed());
        QCOMPARE(m_space->put("/api/dataset/clear/" + m_space->dataset.toUtf8()).status, 204);
        QCOMPARE(m_space->post("/api/chunks/scroll", "{}").json()[u"chunks"].items().size(), 0);
        QCOMPARE(m_space->http->get("/api/dataset/groups/" + m_space->dataset.toUtf8() + "/1").json()[u"groups"].items().size(), 0);
        QCOMPARE(m_space->post("/api/dataset/get_all_tags", "{}").json()[u"total"].toInteger(), 0);
        QCOMPARE(m_space->http->get(path(m_space->dataset)).json()[u"name"].toString(), u"First"_s);
        QVERIFY(!m_space->chunk("{'chunk_html': 'y', 'tracking_id': 'c', 'group_tracking_ids': ['g']}").isEmpty());
        QCOMPARE(list()[0][u"dataset_usage"][u"chunk_count"].toInteger(), 1);
    }

    void aLockedDatasetIsNeitherDeletedNorCleared()
    {
        const QByteArray id = m_space->dataset.toUtf8();
        m_space->chunk("{'chunk_html': 'x', 'tag_set': ['a']}");
        m_space->put("/api/dataset", "{'dataset_id': '" + id + "', 'server_configuration': {'LOCKED': true}}");
        const PlainAnswer answer = m_space->remove("/api/dataset/" + id);
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.message(), u"Cannot delete a locked dataset"_s);
        QCOMPARE(m_space->put("/api/dataset/clear/" + id).status, 400);
        QCOMPARE(m_space->remove("/api/chunk", "{'filter': {'must': [{'field': 'tag_set', 'match_any': ['a']}]}}").status, 400);
        QCOMPARE(list()[0][u"dataset_usage"][u"chunk_count"].toInteger(), 1);
    }

    void countsTagsMostUsedFirst()
    {
        m_space->chunk("{'chunk_html': 'x', 'tag_set': ['b', 'a,c']}");
        m_space->chunk("{'chunk_html': 'y', 'tag_set': ['b', 'b']}");
        const Json first = m_space->post("/api/dataset/get_all_tags", "{'page': 1, 'page_size': 1}").json();
        QCOMPARE(first[u"total"].toInteger(), 2);
        QCOMPARE(first[u"tags"].toBytes(), quoted("[{'tag':'b','count':2}]"));
        const Json second = m_space->post("/api/dataset/get_all_tags", "{'page': 2, 'page_size': 1}").json();
        QCOMPARE(second[u"tags"].items()[0][u"tag"].toString(), u"a,c"_s);
    }

    void theQueueRunsEmpty()
    {
        m_space->chunk("{'chunk_html': 'x'}");
        const Json lengths = m_space->http->get("/api/dataset/get_dataset_queue_lengths").json();
        QCOMPARE(lengths[u"file_queue_length"].toInteger(), 0);
        QVERIFY(lengths[u"chunk_queue_length"].isNumber());
        QVERIFY(m_space->isIndexed());
    }
};

QTEST_GUILESS_MAIN(TestDatasets)
#include "tst_localserver_datasets.moc"
