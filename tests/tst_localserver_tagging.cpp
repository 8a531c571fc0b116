#include "app/localserver/chunkdeletion.h"
#include "app/localserver/grouprow.h"
#include "app/localserver/grouptagging.h"
#include "app/localserver/store.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// PUT /api/chunk_group with update_chunks: the chunks of a group get its tags, whatever happens meanwhile.
class TestTagging : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    void addMembers(int count)
    {
        QByteArrayList chunks;
        for (int i = 0; i < count; ++i)
            chunks.append("{'chunk_html': 'word', 'tracking_id': 't" + QByteArray::number(i) + "', 'tag_set': ['old'], 'group_tracking_ids': ['g']}");
        m_space->post("/api/chunk", '[' + chunks.join(',') + ']');
    }
    qint64 tagged(const QString &wanted)
    {
        const Json answer = m_space->post("/api/dataset/get_all_tags", "{}").json();
        for (const Json &tag : answer[u"tags"].items()) {
            if (tag[u"tag"].toString() == wanted)
                return tag[u"count"].toInteger().value_or(-1);
        }
        return 0;
    }
    qsizetype events()
    {
        return m_space->post("/api/dataset/events", "{'event_types': ['group_chunks_updated']}").json()[u"events"].items().size();
    }
    // What a killed server leaves: some writes, and nobody who goes on.
    template <typename F>
    void writeWithoutServer(F write)
    {
        m_space->http.reset();
        m_space->server.reset();
        auto store = Store::open(m_space->folder.path()).value();
        store->write([&](Database &database) { write(database, datasetById(database, m_space->dataset)->key); });
    }

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup() { m_space.reset(); }

    void chunksGetTheTagsBesideTheirOwn()
    {
        const QByteArray group = m_space->group("{'name': 'Shelf', 'tracking_id': 'g', 'tag_set': ['shelf', 'old']}").toUtf8();
        addMembers(2);
        m_space->chunk("{'chunk_html': 'word of another', 'tag_set': ['old']}");
        QCOMPARE(m_space->put("/api/chunk_group", "{'group_id': '" + group + "', 'update_chunks': true}").status, 204);
        QCOMPARE(m_space->http->get("/api/chunk/tracking_id/t1").json()[u"tag_set"].toBytes(), quoted("['old','shelf']"));
        QCOMPARE(tagged(u"shelf"_s), 2);
        QCOMPARE(events(), 1);
    }

    void aTaggingThatWasAcceptedIsCarriedOutAfterARestart()
    {
        const QString group = m_space->group("{'name': 'Shelf', 'tracking_id': 'g', 'tag_set': ['shelf']}");
        addMembers(120);
        m_space->chunk("{'chunk_html': 'word of another', 'tag_set': ['old']}");
        QVERIFY(m_space->isIndexed());
        writeWithoutServer([&](Database &database, qint64 dataset) { grouptagging::begin(database, dataset, groupById(database, dataset, group)->key); });
        m_space->restart();
        QTRY_COMPARE(events(), 1);
        QVERIFY(m_space->isIndexed());
        QCOMPARE(tagged(u"shelf"_s), 120);
        QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'word', 'filters': {'must': [{'field': 'tag_set', 'match_any': ['shelf']}]}}")
                     .json()[u"count"].toInteger(), 120);
        m_space->restart();
        QVERIFY(m_space->isIndexed());
        QCOMPARE(events(), 1);
    }

    void aTaggingEndsWithItsGroup()
    {
        const QString group = m_space->group("{'name': 'Shelf', 'tracking_id': 'g', 'tag_set': ['shelf']}");
        addMembers(3);
        writeWithoutServer([&](Database &database, qint64 dataset) {
            grouptagging::begin(database, dataset, groupById(database, dataset, group)->key);
            database.prepare("DELETE FROM chunk_groups WHERE id = ?").bind(group).run();
        });
        m_space->restart();
        const QByteArray next = m_space->group("{'name': 'Next', 'tag_set': ['x']}").toUtf8();
        QCOMPARE(m_space->put("/api/chunk_group", "{'group_id': '" + next + "', 'update_chunks': true}").status, 204);
        QCOMPARE(events(), 1);
        QCOMPARE(tagged(u"shelf"_s), 0);
    }

    void aTaggingSparesNoChunkThatIsToBeDeleted()
    {
        const QString group = m_space->group("{'name': 'Shelf', 'tracking_id': 'g', 'tag_set': ['shelf']}");
        addMembers(120);
        writeWithoutServer([&](Database &database, qint64 dataset) {
            const Json filter = Json::parse(quoted("{'must': [{'tracking_ids': ['t7', 't8']}]}")).value();
            chunkdeletion::begin(database, dataset, chunkCondition(filter, dataset));
            grouptagging::begin(database, dataset, groupById(database, dataset, group)->key);
        });
        {
            auto store = Store::open(m_space->folder.path()).value();
            while (grouptagging::continueSome(*store)) { }
        }
        m_space->restart();
        QTRY_COMPARE(tagged(u"old"_s), 118);
        QCOMPARE(tagged(u"shelf"_s), 118);
    }
};

QTEST_GUILESS_MAIN(TestTagging)
#include "tst_localserver_tagging.moc"
