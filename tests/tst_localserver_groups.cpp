#include "support/workspace.h"

using namespace Qt::StringLiterals;

class TestGroups : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    PlainAnswer create(const QByteArray &json) { return m_space->post("/api/chunk_group", json); }
    Json page(const QByteArray &rest) { return m_space->http->get("/api/dataset/groups/" + m_space->dataset.toUtf8() + rest).json(); }
    Json members(const QString &group, int number = 1)
    {
        return m_space->http->get("/api/chunk_group/" + group.toUtf8() + '/' + QByteArray::number(number)).json();
    }

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup() { m_space.reset(); }

    void createsOneAsAnObjectAndManyAsAList()
    {
        const PlainAnswer one = create("{'name': 'A', 'description': 'd', 'tracking_id': 't', 'tag_set': ['x,y'], 'metadata': {'n': 0.10}}");
        QCOMPARE(one.status, 200);
        QVERIFY(one.json().isObject());
        const Json group = m_space->http->get("/api/chunk_group/" + one.json()[u"id"].toString().toUtf8()).json();
        QCOMPARE(group[u"name"].toString(), u"A"_s);
        QCOMPARE(group[u"description"].toString(), u"d"_s);
        QCOMPARE(group[u"tag_set"].toBytes(), quoted("['x,y']"));
        QCOMPARE(group[u"metadata"].toBytes(), quoted("{'n':0.10}"));
        QVERIFY(group.contains(u"file_id"));
        const PlainAnswer many = create("[{'name': 'B'}]");
        QVERIFY(many.json().isArray());
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/t").json()[u"id"].toString(), one.json()[u"id"].toString());
    }

    void refusesADuplicateAndThenCreatesNothing()
    {
        create("{'name': 'A', 'tracking_id': 't'}");
        const PlainAnswer single = create("{'name': 'B', 'tracking_id': 't'}");
        QCOMPARE(single.status, 400);
        QVERIFY(single.message().contains(u"tracking_id"));
        const PlainAnswer batch = create("[{'name': 'C'}, {'name': 'D', 'tracking_id': 't'}]");
        QCOMPARE(batch.status, 400);
        QVERIFY(batch.message().contains(u"groups[1]"));
        QCOMPARE(create("[{'name': 'E', 'tracking_id': 'u'}, {'name': 'F', 'tracking_id': 'u'}]").status, 400);
        QCOMPARE(create("[{'name': 'E'}, {'name': 3}]").status, 400);
        QCOMPARE(page("/1")[u"groups"].items().size(), 1);
    }

    void anUpsertKeepsIdAndAge()
    {
        const Json before = create("{'name': 'A', 'tracking_id': 't', 'description': 'd'}").json();
        const Json after = create("{'name': 'B', 'tracking_id': 't', 'upsert_by_tracking_id': true}").json();
        QCOMPARE(after[u"id"].toString(), before[u"id"].toString());
        QCOMPARE(after[u"created_at"].toString(), before[u"created_at"].toString());
        QCOMPARE(after[u"name"].toString(), u"B"_s);
        QCOMPARE(after[u"description"].toString(), QString());
    }

    void takesAThousandAndNotOneMore()
    {
        QByteArrayList groups(1000, "{'name': 'x'}");
        QCOMPARE(create('[' + groups.join(',') + ']').json().items().size(), 1000);
        groups.append("{'name': 'x'}");
        const PlainAnswer over = create('[' + groups.join(',') + ']');
        QCOMPARE(over.status, 413);
        QCOMPARE(over.message(), u"Cannot create more than 1000 chunk groups at a time"_s);
        QCOMPARE(page("/1")[u"total_pages"].toInteger(), 100);
    }

    void listsPagesOfTenNewestFirst()
    {
        for (int i = 0; i < 21; ++i)
            create("{'name': '" + QByteArray::number(i) + "'}");
        const Json first = page("/1");
        QCOMPARE(first[u"total_pages"].toInteger(), 3);
        QCOMPARE(first[u"groups"].items().size(), 10);
        QCOMPARE(first[u"groups"].items()[0][u"name"].toString(), u"20"_s);
        QCOMPARE(page("/0")[u"groups"].items()[0][u"name"].toString(), u"20"_s);
        QCOMPARE(page("/3")[u"groups"].items().size(), 1);
        QCOMPARE(page("/4")[u"groups"].items().size(), 0);
        QCOMPARE(m_space->http->get("/api/dataset/groups/" + m_space->dataset.toUtf8() + "/x").status, 400);
    }

    void aCursorReadsEveryGroupOnce()
    {
        for (int i = 0; i < 20; ++i)
            create("{'name': '" + QByteArray::number(i) + "'}");
        QStringList names;
        QString cursor;
        for (int i = 0; i < 5; ++i) {
            const Json answer = page("?use_cursor=true" + (cursor.isEmpty() ? QByteArray() : "&cursor=" + cursor.toUtf8()));
            for (const Json &group : answer[u"groups"].items())
                names.append(group[u"name"].toString());
            cursor = answer[u"next_cursor"].toString();
            if (cursor.isEmpty())
                break;
        }
        QCOMPARE(names.size(), 20);
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 20);
    }

    void anUpdateLosesNothing()
    {
        const QByteArray id = m_space->group("{'name': 'A', 'description': 'd', 'tracking_id': 't', 'tag_set': ['x'], 'metadata': {'n': 1}}").toUtf8();
        QCOMPARE(m_space->put("/api/chunk_group", "{'group_id': '" + id + "', 'name': 'B'}").status, 204);
        QCOMPARE(m_space->put("/api/chunk_group", "{'tracking_id': 't', 'description': 'e'}").status, 204);
        const Json group = m_space->http->get("/api/chunk_group/" + id).json();
        QCOMPARE(group[u"name"].toString(), u"B"_s);
        QCOMPARE(group[u"description"].toString(), u"e"_s);
        QCOMPARE(group[u"tracking_id"].toString(), u"t"_s);
        QCOMPARE(group[u"metadata"].toBytes(), quoted("{'n':1}"));
        QCOMPARE(group[u"tag_set"].toBytes(), quoted("['x']"));
        QCOMPARE(m_space->put("/api/chunk_group", "{'name': 'C'}").status, 400);
        QCOMPARE(m_space->put("/api/chunk_group", "{'tracking_id': 'unknown', 'name': 'C'}").status, 404);
    }

    void anUpdateCanTagTheMembers()
    {
        const QByteArray id = m_space->group("{'name': 'A'}").toUtf8();
        const QString chunk = m_space->chunk("{'chunk_html': 'x', 'tag_set': ['own'], 'group_ids': ['" + id + "']}");
        QCOMPARE(m_space->put("/api/chunk_group", "{'group_id': '" + id + "', 'tag_set': ['both', 'own'], 'update_chunks': true}").status, 204);
        QCOMPARE(m_space->chunkById(chunk)[u"tag_set"].toBytes(), quoted("['own','both']"));
    }

    void chunksJoinAndLeave()
    {
        const QString group = m_space->group("{'name': 'A', 'tracking_id': 'g'}");
        const QByteArray one = m_space->chunk("{'chunk_html': '1'}").toUtf8();
        m_space->chunk("{'chunk_html': '2', 'tracking_id': 'two'}");
        const QByteArray path = "/api/chunk_group/chunk/" + group.toUtf8();
        QCOMPARE(m_space->post(path, "{'chunk_id': '" + one + "'}").status, 204);
        QCOMPARE(m_space->post(path, "{'chunk_id': '" + one + "'}").status, 204);
        QCOMPARE(m_space->post("/api/chunk_group/tracking_id/g", "{'chunk_tracking_id': 'two'}").status, 204);
        QCOMPARE(members(group)[u"chunks"].items().size(), 2);
        QCOMPARE(m_space->post("/api/chunk_group/count", "{'group_tracking_id': 'g'}").json()[u"count"].toInteger(), 2);
        const Json groups = m_space->post("/api/chunk_group/chunks", "{'chunk_tracking_ids': ['two', 'none']}").json();
        QCOMPARE(groups.items().size(), 1);
        QCOMPARE(groups.items()[0][u"slim_groups"].items()[0][u"id"].toString(), group);
        QCOMPARE(m_space->remove(path + "?chunk_id=" + one).status, 204);
        QCOMPARE(m_space->remove(path, "{'chunk_tracking_id': 'two'}").status, 204);
        QCOMPARE(members(group)[u"chunks"].items().size(), 0);
        QCOMPARE(m_space->post(path, "{}").status, 400);
        QCOMPARE(m_space->post(path, "{'chunk_tracking_id': 'nobody'}").status, 404);
        QCOMPARE(m_space->post("/api/chunk_group/chunk/00000000-0000-0000-0000-000000000000", "{'chunk_id': '" + one + "'}").status, 404);
    }

    void readsMembersInPages()
    {
        const QString group = m_space->group("{'name': 'A', 'tracking_id': 'g'}");
        QByteArrayList chunks;
        for (int i = 0; i < 12; ++i)
            chunks.append("{'chunk_html': '" + QByteArray::number(i) + "', 'group_tracking_ids': ['g'], 'tag_set': ['a', 'b']}");
        m_space->post("/api/chunk", '[' + chunks.join(',') + ']');
        const Json second = members(group, 2);
        QCOMPARE(second[u"total_pages"].toInteger(), 2);
        QCOMPARE(second[u"chunks"].items().size(), 2);
        QCOMPARE(second[u"group"][u"id"].toString(), group);
        m_space->http->setHeader("X-API-Version", "V1");
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/g/1").json()[u"chunks"].items()[0][u"tag_set"].toString(), u"a,b"_s);
    }

    void deletesAloneOrWithItsChunks()
    {
        const QByteArray kept = m_space->chunk("{'chunk_html': '1', 'group_tracking_ids': ['a']}").toUtf8();
        const QByteArray gone = m_space->chunk("{'chunk_html': '2', 'group_tracking_ids': ['b']}").toUtf8();
        QCOMPARE(m_space->remove("/api/chunk_group/tracking_id/a").status, 204);
        QCOMPARE(m_space->http->get("/api/chunk/" + kept).status, 200);
        const QByteArray group = m_space->http->get("/api/chunk_group/tracking_id/b").json()[u"id"].toString().toUtf8();
        QCOMPARE(m_space->remove("/api/chunk_group/" + group + "?delete_chunks=maybe").status, 400);
        QCOMPARE(m_space->remove("/api/chunk_group/" + group + "?delete_chunks=true").status, 204);
        QCOMPARE(m_space->http->get("/api/chunk/" + gone).status, 404);
        QCOMPARE(m_space->http->get("/api/chunk_group/" + group).status, 404);
        QCOMPARE(page("/1")[u"groups"].items().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_localserver_groups.moc"
