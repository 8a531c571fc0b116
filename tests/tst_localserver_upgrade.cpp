#include "app/localserver/database.h"
#include "support/workspace.h"

#include <QFile>

using namespace Qt::StringLiterals;

class TestUpgrade : public QObject
{
    Q_OBJECT

private:
    static constexpr char harbour[] = "0190b1a0-0000-7000-8000-000000000011";
    static constexpr char lighthouse[] = "0190b1a0-0000-7000-8000-000000000101";
    static constexpr char ropes[] = "0190b1a0-0000-7000-8000-000000000103";

    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList idsOf(const Json &answer)
    {
        QStringList ids;
        for (const Json &hit : answer[u"chunks"].items())
            ids.append(hit[u"chunk"][u"id"].toString());
        ids.sort();
        return ids;
    }

    // A folder with a workspace of version 1, served.
    struct Opened {
        Opened()
        {
            Database(folder.filePath(u"workspace.db"_s), Database::Access::ReadWrite)
                .execute(contents(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/workspaces/version1.sql")));
            start();
        }
        void start()
        {
            http.reset();
            server.reset();
            auto started = LocalServer::start({folder.path(), 0, {}});
            if (!started)
                qFatal("%s", qPrintable(started.error().message));
            server = *std::move(started);
            http.emplace(server->url(), server->key());
            http->useDataset(QString::fromLatin1(harbour));
            const auto queue = [this] { return http->get("/api/dataset/get_dataset_queue_lengths").json()[u"chunk_queue_length"].toInteger(); };
            if (!QTest::qWaitFor([&] { return queue() == 0; }, 20'000))
                qFatal("the queue was never worked off");
        }
        Json post(const QByteArray &path, const QByteArray &json) { return http->post(path, quoted(json)).json(); }
        Json search(const QByteArray &query, const QByteArray &more = {})
        {
            return post("/api/chunk/search", "{'search_type': 'fulltext', 'query': '" + query + "'" + more + '}');
        }
        qint64 rows(const QByteArray &sql)
        {
            return Database(folder.filePath(u"workspace.db"_s), Database::Access::ReadOnly).integer(sql);
        }

        QTemporaryDir folder;
        std::unique_ptr<LocalServer> server;
        std::optional<PlainHttp> http;
    };

private Q_SLOTS:
    void everythingOfAnOldWorkspaceIsThere()
    {
        Opened old;
        QCOMPARE(old.server->organizationId(), u"0190b1a0-0000-7000-8000-000000000001"_s);
        const Json datasets = old.http->get("/api/dataset/organization/" + old.server->organizationId().toUtf8()).json();
        QCOMPARE(datasets.items().size(), 2);
        const Json chunk = old.http->get(QByteArray("/api/chunk/") + lighthouse).json();
        QCOMPARE(chunk[u"chunk_html"].toString(), u"<p>The lighthouse keeper counts the ships</p>"_s);
        QCOMPARE(chunk[u"num_value"].toBytes(), "1.50");
        QCOMPARE(chunk[u"metadata"][u"pages"].toBytes(), "9007199254740993");
        const QByteArray messages = old.http->get("/api/messages/0190b1a0-0000-7000-8000-000000000301").body;
        QVERIFY2(messages.contains("Who counts the ships?"), messages.constData());
        const Json groups = old.http->get(QByteArray("/api/dataset/groups/") + harbour + "/1").json();
        QCOMPARE(groups[u"groups"].items().value(0)[u"name"].toString(), u"People"_s);
        QCOMPARE(old.http->get(QByteArray("/api/dataset/usage/") + harbour).json()[u"chunk_count"].toInteger(), 3);
    }

    void oldChunksAreFoundAndWhatWasQueuedIsIndexed()
    {
        Opened old;
        QCOMPARE(idsOf(old.search("ships")).size(), 2);
        QCOMPARE(idsOf(old.search("chandlery")), QStringList{QString::fromLatin1(ropes)});
        // The vocabulary of typo correction is new with version 2.
        const Json corrected = old.search("lighthuose", ", 'typo_options': {'correct_typos': true}");
        QCOMPARE(idsOf(corrected), QStringList{QString::fromLatin1(lighthouse)});
        QCOMPARE(corrected[u"corrected_query"].toString(), u"lighthouse"_s);
        QCOMPARE(idsOf(old.search("ships", ", 'filters': {'must': [{'field': 'tag_set', 'match_any': ['tower']}]}")),
            QStringList{QString::fromLatin1(lighthouse)});
        const Json groups = old.post("/api/chunk_group/group_oriented_search", "{'search_type': 'fulltext', 'query': 'ships'}");
        QCOMPARE(groups[u"results"].items().value(0)[u"group"][u"name"].toString(), u"People"_s);
    }

    void tagsOfAnOldWorkspaceAreCountedAndGoOnBeingCounted()
    {
        Opened old;
        const auto count = [&](const QString &wanted) {
            const Json answer = old.post("/api/dataset/get_all_tags", "{}");
            for (const Json &tag : answer[u"tags"].items()) {
                if (tag[u"tag"].toString() == wanted)
                    return tag[u"count"].toInteger().value_or(-1);
            }
            return qint64(0);
        };
        QCOMPARE(count(u"coast"_s), 2);
        QCOMPARE(count(u"tower"_s), 1);
        old.post("/api/chunk", "{'chunk_html': 'A mole', 'tag_set': ['coast']}");
        QCOMPARE(old.http->remove(QByteArray("/api/chunk/") + lighthouse).status, 204);
        QCOMPARE(count(u"coast"_s), 2);
        QCOMPARE(count(u"tower"_s), 0);
    }

    void whatWasDeletedBeforeIsRemovedAfterwards()
    {
        Opened old;
        QTRY_COMPARE(old.rows("SELECT count(*) FROM purges"), 0);
        QCOMPARE(old.rows("SELECT count(*) FROM chunks WHERE dataset = 2"), 0);
        QCOMPARE(old.rows("SELECT count(*) FROM tag_counts WHERE dataset = 2"), 0);
        QCOMPARE(old.rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'fts\\_2%' ESCAPE '\\'"), 0);
    }

    void aSecondStartChangesNothing()
    {
        Opened old;
        QTRY_COMPARE(old.rows("SELECT count(*) FROM purges"), 0);
        // Let the idle work of the first start be done.
        old.start();
        old.http.reset();
        old.server.reset();
        const QByteArray before = contents(old.folder.filePath(u"workspace.db"_s));
        old.start();
        // A search would be written down.
        QCOMPARE(old.http->get(QByteArray("/api/chunk/") + lighthouse).status, 200);
        old.http.reset();
        old.server.reset();
        QVERIFY(contents(old.folder.filePath(u"workspace.db"_s)) == before);
    }
};

QTEST_GUILESS_MAIN(TestUpgrade)
#include "tst_localserver_upgrade.moc"
