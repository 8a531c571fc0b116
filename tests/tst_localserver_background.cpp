#include "app/localserver/chunkdeletion.h"
#include "app/localserver/store.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

class TestBackground : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    QByteArray batch(int size, const QByteArray &more = {})
    {
        QByteArrayList chunks;
        for (int i = 0; i < size; ++i)
            chunks.append("{'chunk_html': 'word number" + QByteArray::number(i) + "', 'tracking_id': 't" + QByteArray::number(i) + "'" + more + '}');
        return '[' + chunks.join(',') + ']';
    }
    Json clone(const QByteArray &more = {})
    {
        return m_space->post("/api/dataset/clone", "{'dataset_to_clone': '" + m_space->dataset.toUtf8() + "', 'dataset_name': 'Copy'" + more + '}').json();
    }
    qint64 chunkCount(const QString &dataset)
    {
        m_space->http->useDataset(dataset);
        return m_space->http->get("/api/dataset/usage/" + dataset.toUtf8()).json()[u"chunk_count"].toInteger().value_or(-1);
    }
    Json events(const QByteArray &wanted = "{}") { return m_space->post("/api/dataset/events", wanted).json(); }
    QStringList types(const QByteArray &wanted = "{}")
    {
        QStringList list;
        const Json found = events(wanted);
        for (const Json &event : found[u"events"].items())
            list.append(event[u"event_type"].toString());
        return list;
    }
    static Json data(const Json &event) { return Json::parse(event[u"event_data"].toString().toUtf8()).value(); }
    static constexpr char tagged[] = "{'filter': {'must': [{'field': 'tag_set', 'match_any': ['old']}]}}";

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup()
    {
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        m_space.reset();
    }

    void aCopyHasTheChunksTagsGroupsAndMemberships()
    {
        m_space->group("{'name': 'Shelf', 'tracking_id': 'shelf', 'tag_set': ['g'], 'metadata': {'n': 1.10}}");
        m_space->chunk("{'chunk_html': 'a kept word', 'tracking_id': 'a', 'tag_set': ['x', 'y', 'x'], 'metadata': {'n': 9007199254740993}, "
                       "'group_tracking_ids': ['shelf', 'other'], 'time_stamp': '2020-01-02', 'num_value': 1.50}");
        m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {'RAG_PROMPT': 'Be short', 'LLM_API_KEY': 'secret', 'LOCKED': true}}");
        const Json before = m_space->http->get("/api/chunk/tracking_id/a").json();
        const Json made = clone(", 'tracking_id': 'copy'");
        QCOMPARE(made[u"server_configuration"][u"RAG_PROMPT"].toString(), u"Be short"_s);
        QCOMPARE(made[u"tracking_id"].toString(), u"copy"_s);
        m_space->http->useDataset(made[u"id"].toString());
        QVERIFY(m_space->isIndexed());
        Json after = m_space->http->get("/api/chunk/tracking_id/a").json();
        QVERIFY(after[u"id"].toString() != before[u"id"].toString());
        after.set(u"id", before[u"id"]);
        after.set(u"dataset_id", before[u"dataset_id"]);
        QCOMPARE(after.toBytes(), before.toBytes());
        QCOMPARE(m_space->post("/api/dataset/get_all_tags", "{}").json()[u"total"].toInteger(), 2);
        for (const char *group : {"shelf", "other"})
            QCOMPARE(m_space->http->get(QByteArray("/api/chunk_group/tracking_id/") + group + "/1").json()[u"chunks"].items().size(), 1);
        const Json group = m_space->http->get("/api/chunk_group/tracking_id/shelf").json();
        QCOMPARE(group[u"metadata"].toBytes(), quoted("{'n':1.10}"));
        QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'kept'}").json()[u"count"].toInteger(), 1);
        m_space->http->useDataset(m_space->dataset);
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/shelf/1").json()[u"chunks"].items().size(), 1);
    }

    void aCopyWithoutChunksIsItsSettingsAlone()
    {
        m_space->chunk("{'chunk_html': 'x', 'group_tracking_ids': ['g']}");
        const QString copy = clone(", 'clone_chunks': false")[u"id"].toString();
        m_space->http->useDataset(copy);
        QCOMPARE(m_space->queueLength(), 0);
        QCOMPARE(chunkCount(copy), 0);
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/g").status, 404);
    }

    void aCopyGoesOnAfterARestart()
    {
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "60000");
        m_space->restart();
        QCOMPARE(m_space->post("/api/chunk", batch(120, ", 'group_tracking_ids': ['g']")).status, 200);
        const QString copy = clone()[u"id"].toString();
        m_space->http->useDataset(copy);
        QCOMPARE(m_space->queueLength(), 120);
        QCOMPARE(chunkCount(copy), 0);
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        m_space->restart();
        m_space->http->useDataset(copy);
        QVERIFY(m_space->isIndexed());
        QCOMPARE(chunkCount(copy), 120);
        QCOMPARE(m_space->post("/api/chunk_group/count", "{'group_tracking_id': 'g'}").json()[u"count"].toInteger(), 120);
    }

    void aDatasetThatIsDeletedWhileItIsCopiedIsCopiedWhole()
    {
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "60000");
        m_space->restart();
        m_space->post("/api/chunk", batch(120));
        const QString copy = clone()[u"id"].toString();
        const QString abandoned = clone()[u"id"].toString();
        QCOMPARE(m_space->remove("/api/dataset/" + m_space->dataset.toUtf8()).status, 204);
        QCOMPARE(m_space->post("/api/dataset/clone", "{'dataset_to_clone': '" + copy.toUtf8() + "', 'dataset_name': 'B'}").status, 400);
        m_space->http->useDataset(abandoned);
        QCOMPARE(m_space->put("/api/dataset/clear/" + abandoned.toUtf8()).status, 204);
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        m_space->restart();
        m_space->http->useDataset(copy);
        QVERIFY(m_space->isIndexed());
        QCOMPARE(chunkCount(copy), 120);
        QCOMPARE(chunkCount(abandoned), 0);
    }

    void whatIsWrittenIntoACopyMeanwhileStays()
    {
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "60000");
        m_space->restart();
        m_space->post("/api/chunk", batch(3, ", 'group_tracking_ids': ['g']"));
        const QString copy = clone()[u"id"].toString();
        m_space->http->useDataset(copy);
        m_space->chunk("{'chunk_html': 'newer', 'tracking_id': 't1', 'group_tracking_ids': ['g']}");
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        m_space->restart();
        m_space->http->useDataset(copy);
        QVERIFY(m_space->isIndexed());
        QCOMPARE(chunkCount(copy), 3);
        QCOMPARE(m_space->http->get("/api/chunk/tracking_id/t1").json()[u"chunk_html"].toString(), u"newer"_s);
        QCOMPARE(m_space->post("/api/chunk_group/count", "{'group_tracking_id': 'g'}").json()[u"count"].toInteger(), 3);
    }

    void onlyWhatExistsIsCopied()
    {
        QCOMPARE(m_space->post("/api/dataset/clone", "{'dataset_to_clone': '00000000-0000-7000-8000-000000000000', 'dataset_name': 'x'}").status, 404);
        QCOMPARE(m_space->post("/api/dataset/clone", "{'dataset_name': 'x'}").status, 400);
        QCOMPARE(m_space->post("/api/dataset/clone", "{'dataset_to_clone': '" + m_space->dataset.toUtf8() + "'}").status, 400);
    }

    void aDeletionThatWasAcceptedIsCarriedOutAfterARestart()
    {
        m_space->post("/api/chunk", batch(120, ", 'tag_set': ['old']"));
        QVERIFY(m_space->isIndexed());
        const QString kept = m_space->chunk("{'chunk_html': 'word', 'tracking_id': 'new'}");
        m_space->http.reset();
        m_space->server.reset();
        {
            // What the server has done when it is killed right after it accepted the request.
            auto store = Store::open(m_space->folder.path()).value();
            store->write([&](Database &database) {
                const DatasetRow dataset = *datasetById(database, m_space->dataset);
                chunkdeletion::begin(database, dataset.key, chunkCondition(Json::parse(quoted("{'must': [{'field': 'tag_set', 'match_any': ['old']}]}")).value(), dataset.key));
            });
        }
        m_space->restart();
        QTRY_COMPARE_WITH_TIMEOUT(chunkCount(m_space->dataset), 1, 20'000);
        QCOMPARE(m_space->chunkById(kept)[u"tracking_id"].toString(), u"new"_s);
        QVERIFY(m_space->isIndexed());
        QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'word'}").json()[u"count"].toInteger(), 1);
    }

    void aChunkThatIsWrittenAgainBeforeItsDeletionStays()
    {
        m_space->post("/api/chunk", batch(3, ", 'tag_set': ['old']"));
        m_space->http.reset();
        m_space->server.reset();
        {
            auto store = Store::open(m_space->folder.path()).value();
            store->write([&](Database &database) {
                const DatasetRow dataset = *datasetById(database, m_space->dataset);
                chunkdeletion::begin(database, dataset.key, chunkCondition(Json::parse(quoted("{'must': [{'field': 'tag_set', 'match_any': ['old']}]}")).value(), dataset.key));
            });
        }
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "60000");
        m_space->restart();
        QCOMPARE(m_space->put("/api/chunk", "{'tracking_id': 't1', 'chunk_html': 'again'}").status, 204);
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        m_space->restart();
        QTRY_COMPARE_WITH_TIMEOUT(chunkCount(m_space->dataset), 1, 20'000);
        QCOMPARE(m_space->http->get("/api/chunk/tracking_id/t1").json()[u"chunk_html"].toString(), u"again"_s);
    }

    void aFilterDeletesWhatItNamesAndNothingElse()
    {
        m_space->post("/api/chunk", batch(120, ", 'tag_set': ['old']"));
        m_space->chunk("{'chunk_html': 'x'}");
        QCOMPARE(m_space->remove("/api/chunk", "{'filter': {}}").status, 400);
        QCOMPARE(m_space->remove("/api/chunk", "{}").status, 400);
        QCOMPARE(m_space->remove("/api/chunk", "{'filter': {'must': []}}").status, 400);
        QCOMPARE(chunkCount(m_space->dataset), 121);
        QCOMPARE(m_space->remove("/api/chunk", tagged).status, 204);
        QCOMPARE(chunkCount(m_space->dataset), 1);
        QVERIFY(types().contains(u"bulk_chunks_deleted"_s));
    }

    void aGroupGoesWithItsChunksOrWithoutThem()
    {
        m_space->post("/api/chunk", batch(120, ", 'group_tracking_ids': ['a', 'b']"));
        QCOMPARE(m_space->remove("/api/chunk_group/tracking_id/a").status, 204);
        QCOMPARE(chunkCount(m_space->dataset), 120);
        m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {'LOCKED': true}}");
        QCOMPARE(m_space->remove("/api/chunk_group/tracking_id/b?delete_chunks=true").status, 400);
        m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {'LOCKED': false}}");
        QCOMPARE(m_space->remove("/api/chunk_group/tracking_id/b?delete_chunks=true").status, 204);
        QCOMPARE(chunkCount(m_space->dataset), 0);
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/b").status, 404);
    }

    void tellsWhatWasIndexedAndChanged()
    {
        const QString id = m_space->chunk("{'chunk_html': 'some words'}");
        QVERIFY(m_space->isIndexed());
        const Json uploaded = events();
        QCOMPARE(uploaded[u"events"].items().size(), 1);
        const Json event = uploaded[u"events"].items().first();
        QCOMPARE(event[u"event_type"].toString(), u"chunks_uploaded"_s);
        QCOMPARE(event[u"dataset_id"].toString(), m_space->dataset);
        QCOMPARE(data(event)[u"chunk_ids"].items().first().toString(), id);
        QCOMPARE(data(event)[u"bytes_ingested"].toInteger(), 10);
        m_space->put("/api/chunk", "{'chunk_id': '" + id.toUtf8() + "', 'chunk_html': 'others'}");
        QVERIFY(m_space->isIndexed());
        QCOMPARE(types(), (QStringList{u"chunk_updated"_s, u"chunks_uploaded"_s}));
        QCOMPARE(data(events()[u"events"].items().first())[u"chunk_id"].toString(), id);
        m_space->restart();
        QCOMPARE(types().size(), 2);
        QCOMPARE(m_space->post("/api/events", "{}").json()[u"events"].items().size(), 2);
    }

    void eventsComeInPagesAndByType()
    {
        const QString group = m_space->group("{'name': 'g', 'tag_set': ['x']}");
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_space->put("/api/chunk_group", "{'group_id': '" + group.toUtf8() + "', 'update_chunks': true}").status, 204);
        QCOMPARE(m_space->put("/api/dataset/clear/" + m_space->dataset.toUtf8()).status, 204);
        const Json page = events("{'page': 1, 'page_size': 3}");
        QCOMPARE(page[u"events"].items().size(), 3);
        QCOMPARE(page[u"page_count"].toInteger(), 2);
        QCOMPARE(page[u"event_types"].toBytes(), quoted("['bulk_chunks_deleted','group_chunks_updated']"));
        QCOMPARE(types("{'page': '2', 'page_size': 3}").size(), 1);
        QCOMPARE(types("{'event_types': ['bulk_chunks_deleted']}").size(), 1);
        QCOMPARE(types("{'event_types': []}").size(), 4);
        const PlainAnswer unknown = m_space->post("/api/dataset/events", "{'event_types': ['chunks_uploaded', 'party']}");
        QCOMPARE(unknown.status, 400);
        QVERIFY(unknown.message().startsWith(u"event_types[1]: "_s));
    }

    void datasetsAreMadeManyAtOnceOrNone()
    {
        const auto make = [&](const QByteArray &json) { return m_space->post("/api/dataset/batch_create_datasets", json); };
        const Json made = make("{'datasets': [{'dataset_name': 'A', 'tracking_id': 'a'}, {'dataset_name': 'B', 'tracking_id': 'b'}]}").json();
        QCOMPARE(made.items().size(), 2);
        const Json again = make("{'datasets': [{'dataset_name': 'A2', 'tracking_id': 'a'}, {'dataset_name': 'C', 'tracking_id': 'c'}]}").json();
        QCOMPARE(again.items().size(), 1);
        QCOMPARE(again.items()[0][u"tracking_id"].toString(), u"c"_s);
        const Json upserted = make("{'upsert': true, 'datasets': [{'dataset_name': 'A2', 'tracking_id': 'a', 'server_configuration': {'MAX_LIMIT': 7}}]}").json();
        QCOMPARE(upserted.items()[0][u"id"].toString(), made.items()[0][u"id"].toString());
        QCOMPARE(upserted.items()[0][u"name"].toString(), u"A2"_s);
        QCOMPARE(upserted.items()[0][u"server_configuration"][u"MAX_LIMIT"].toInteger(), 7);
        const PlainAnswer wrong = make("{'datasets': [{'dataset_name': 'D'}, {'dataset_name': 'E', 'server_configuration': {'LOCKED': 1}}]}");
        QCOMPARE(wrong.status, 400);
        QVERIFY2(wrong.message().startsWith(u"datasets[1].server_configuration.LOCKED: "_s), wrong.body.constData());
        QCOMPARE(make("{'datasets': [{'dataset_name': 'D', 'tracking_id': 'd'}, {'dataset_name': 'E', 'tracking_id': 'd'}]}").status, 400);
        QCOMPARE(m_space->http->get("/api/dataset/organization/" + m_space->server->organizationId().toUtf8()).json().items().size(), 4);
        QCOMPARE(m_space->http->get("/api/dataset/organization/" + m_space->server->organizationId().toUtf8() + "?limit=5&offset=4").json().items().size(), 0);
    }

    void secretsNeverComeBack()
    {
        const PlainAnswer made = m_space->post("/api/dataset", "{'dataset_name': 'P', 'server_configuration': {'LLM_API_KEY': 'geheim1', "
            "'PUBLIC_DATASET': {'enabled': true, 'api_key': 'geheim2', 'extra_params': {'brandName': 'B', 'tabs': {'a': 1}}}}}");
        const QByteArray id = made.json()[u"id"].toString().toUtf8();
        const PlainAnswer changed = m_space->put("/api/dataset", "{'dataset_id': '" + id + "', 'server_configuration': {'PUBLIC_DATASET': {'enabled': true, 'extra_params': {'tabs': {'b': 2}}}}}");
        for (const PlainAnswer &answer : {made, changed, m_space->http->get("/api/dataset/" + id)})
            QVERIFY2(answer.status == 200 && !answer.body.contains("geheim"), answer.body.constData());
        const Json extra = changed.json()[u"server_configuration"][u"PUBLIC_DATASET"][u"extra_params"];
        QCOMPARE(extra.toBytes(), quoted("{'brandName':'B','tabs':{'a':1,'b':2}}"));
    }

    void settingsThatMakeNoSenseAreRefused()
    {
        const auto refused = [&](const QByteArray &settings) {
            return m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': " + settings + '}').status == 400;
        };
        QVERIFY(refused("{'DISTANCE_METRIC': 'feet'}"));
        QVERIFY(refused("{'PUBLIC_DATASET': {'extra_params': {}}}"));
        QVERIFY(!refused("{'DISTANCE_METRIC': 'manhattan'}"));
    }

    void aWorkspaceKnowsNoClustersOfSearches()
    {
        for (const char *path : {"/api/analytics/search/cluster", "/api/analytics/search/clusters"}) {
            QCOMPARE(m_space->post(path, "{'type': 'cluster_topics'}").body, quoted("{'clusters':[]}"));
            QCOMPARE(m_space->post(path, "{'type': 'cluster_queries', 'cluster_id': '00000000-0000-7000-8000-000000000000', 'page': 1}").body, quoted("{'queries':[]}"));
            QCOMPARE(m_space->post(path, "{'type': 'x'}").status, 400);
        }
    }

    void takesPathsAsClientsWriteThem()
    {
        m_space->chunk("{'chunk_html': 'x', 'tracking_id': 'https://a.example/b', 'group_tracking_ids': ['shelf/one']}");
        QCOMPARE(m_space->http->get("/api/chunk/tracking_id/https://a.example/b").status, 200);
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/shelf/one/two/").status, 404);
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/shelf%2Fone/1").json()[u"chunks"].items().size(), 1);
        const QByteArray groups = "/api/dataset/groups/" + m_space->dataset.toUtf8();
        QCOMPARE(m_space->http->get(groups + "/1,000").status, 200);
        QCOMPARE(m_space->http->get(groups + "/1,00").status, 400);
        QCOMPARE(m_space->post("/api/dataset/get_all_tags", "{'page': '1,000', 'unknown': [1]}").status, 200);
        QCOMPARE(m_space->remove("/api/chunk/tracking_id/https://a.example/b").status, 204);
    }

    void theOldUpdateByTrackingIdKeepsWhatItDoesNotName()
    {
        m_space->chunk("{'chunk_html': 'x', 'tracking_id': 't', 'weight': 3, 'num_value': 2, 'link': 'l'}");
        QCOMPARE(m_space->put("/api/chunk/tracking_id/update", "{'tracking_id': 't', 'link': 'm'}").status, 204);
        const Json chunk = m_space->http->get("/api/chunk/tracking_id/t").json();
        QCOMPARE(chunk[u"link"].toString(), u"m"_s);
        QCOMPARE(chunk[u"weight"].toInteger(), 3);
        QCOMPARE(chunk[u"num_value"].toInteger(), 2);
        QCOMPARE(m_space->put("/api/chunk/tracking_id/update", "{'link': 'm'}").status, 400);
        QCOMPARE(m_space->put("/api/chunk/tracking_id/update", "{'tracking_id': 'none', 'link': 'm'}").status, 404);
    }
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_localserver_background.moc"
