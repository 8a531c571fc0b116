#include "app/localserver/database.h"
#include "support/workspace.h"

#include <QDir>
#include <QFile>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>

#include <sys/resource.h>

#include <csignal>

using namespace Qt::StringLiterals;

/// While it lives, no file of this process grows beyond that many bytes: a disk that is full.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
    rlimit m_before{};
};

class TestStorage : public QObject
{
    Q_OBJECT

private:
    static QByteArray batch(int size, int from)
    {
        QByteArrayList chunks;
        for (int i = 0; i < size; ++i)
            chunks.append("{'chunk_html': 'word number" + QByteArray::number(from + i) + "', 'tracking_id': 't" + QByteArray::number(from + i) + "'}");
        return quoted('[' + chunks.join(',') + ']');
    }
    static qint64 found(Workspace &space, const QByteArray &word)
    {
        return space.post("/api/chunk/count", "{'search_type': 'fulltext', 'query': '" + word + "'}").json()[u"count"].toInteger().value_or(-1);
    }

    // The files as a kill leaves them: what was accepted is in the log alone.
    static std::unique_ptr<QTemporaryDir> leftByAKill()
    {
        Workspace space;
        // What was there before is in the database, what comes now in the log.
        space.restart();
        for (int i = 0; i < 40; ++i)
            space.chunk("{'chunk_html': 'word', 'tracking_id': 't" + QByteArray::number(i) + "'}");
        auto killed = std::make_unique<QTemporaryDir>();
        for (const QString &name : {u"workspace.db"_s, u"workspace.db-wal"_s})
            QFile::copy(space.folder.filePath(name), killed->filePath(name));
        return killed;
    }
    // How many chunks a server over that folder has.
    static qint64 countIn(const QString &folder)
    {
        const auto server = LocalServer::start({folder, 0, {}});
        if (!server)
            return -1;
        PlainHttp http((*server)->url(), (*server)->key());
        const Json datasets = http.get("/api/dataset/organization/" + (*server)->organizationId().toUtf8()).json();
        return datasets.items().value(0)[u"dataset_usage"][u"chunk_count"].toInteger().value_or(-2);
    }

private Q_SLOTS:
    void cleanup() { qunsetenv("RETRIEVER_INDEXING_DELAY_MS"); }

    void keepsEverythingOverARestart()
    {
        Workspace space;
        const QString organization = space.server->organizationId();
        const QString id = space.chunk("{'chunk_html': 'kept', 'group_tracking_ids': ['g'], 'metadata': {'n': 1.10}}");
        const Json before = space.chunkById(id);
        const QString key = space.server->key();
        space.restart();
        QCOMPARE(space.server->organizationId(), organization);
        QVERIFY(space.server->key() != key);
        QVERIFY(space.chunkById(id) == before);
        QCOMPARE(space.http->get("/api/chunk_group/tracking_id/g").status, 200);
    }

    void whatWasAcceptedButNotIndexedIsIndexedAfterTheRestart()
    {
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "60000");
        Workspace space;
        QCOMPARE(space.http->post("/api/chunk", batch(120, 0)).status, 200);
        QCOMPARE(space.queueLength(), 120);
        qunsetenv("RETRIEVER_INDEXING_DELAY_MS");
        space.restart();
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "word"), 120);
    }

    void anUpdateInTheQueueIsIndexedOnceAndLast()
    {
        Workspace space;
        const QByteArray id = space.chunk("{'chunk_html': 'before'}").toUtf8();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(space.put("/api/chunk", "{'chunk_id': '" + id + "', 'chunk_html': 'after" + QByteArray::number(i) + "'}").status, 204);
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "before"), 0);
        QCOMPARE(found(space, "after18"), 0);
        QCOMPARE(found(space, "after19"), 1);
    }

    void whatWasDeletedIsNotFound()
    {
        Workspace space;
        space.http->post("/api/chunk", batch(10, 0));
        QVERIFY(space.isIndexed());
        QCOMPARE(space.http->remove("/api/chunk/tracking_id/t3").status, 204);
        QCOMPARE(found(space, "word"), 9);
        QCOMPARE(space.put("/api/dataset/clear/" + space.dataset.toUtf8()).status, 204);
        QCOMPARE(found(space, "word"), 0);
        space.http->post("/api/chunk", batch(2, 0));
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "word"), 2);
    }

    void nothingIsLeftOfAClearedDataset()
    {
        Workspace space;
        for (int from = 0; from < 1200; from += 120)
            QCOMPARE(space.http->post("/api/chunk", batch(120, from)).status, 200);
        QVERIFY(space.isIndexed());
        QCOMPARE(space.put("/api/dataset/clear/" + space.dataset.toUtf8()).status, 204);
        Database database(space.folder.filePath(u"workspace.db"_s), Database::Access::ReadOnly);
        const auto left = [&database] {
            return database.integer("SELECT count(*) FROM chunks") + database.integer("SELECT count(*) FROM purges")
                + database.integer("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'fts_%'");
        };
        QTRY_COMPARE_WITH_TIMEOUT(left(), 0, 20'000);
    }

    void everyFieldOfTheIndexHasItsEffect()
    {
        Workspace space;
        space.chunk("{'chunk_html': '<p title=\\'hidden\\'>shown</p>'}");
        space.chunk("{'chunk_html': '<p title=hidden2>raw</p>', 'convert_html_to_text': false}");
        space.chunk("{'chunk_html': 'own', 'fulltext_content': 'instead'}");
        space.chunk("{'chunk_html': 'plain words here'}");
        const QString boosted = space.chunk("{'chunk_html': 'boosted words here', 'fulltext_boost': {'phrase': 'words', 'boost_factor': 5}}");
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "shown"), 1);
        QCOMPARE(found(space, "hidden"), 0);
        QCOMPARE(found(space, "hidden2"), 1);
        QCOMPARE(found(space, "own"), 0);
        QCOMPARE(found(space, "instead"), 1);
        const Json hits = space.post("/api/chunk/search", "{'search_type': 'fulltext', 'query': 'words'}").json();
        QCOMPARE(hits[u"chunks"].items().size(), 2);
        QCOMPARE(hits[u"chunks"].items()[0][u"chunk"][u"id"].toString(), boosted);
    }

    void urgentChunksAreIndexedFirst()
    {
        qputenv("RETRIEVER_INDEXING_DELAY_MS", "3000");
        Workspace space;
        for (int i = 0; i < 5; ++i)
            space.http->post("/api/chunk", batch(120, i * 120));
        space.chunk("{'chunk_html': 'urgent', 'high_priority': true}");
        QTRY_COMPARE_WITH_TIMEOUT(found(space, "urgent"), 1, 20'000);
        QVERIFY(space.queueLength() > 100);
    }

    void aSecondServerOnTheSameFolderIsRefusedWithASentence()
    {
        Workspace space;
        const auto second = LocalServer::start({space.folder.path(), 0, {}});
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Rejected);
        QVERIFY2(second.error().message.contains(u"already open"), qPrintable(second.error().message));
        QCOMPARE(space.http->get("/api/health").status, 200);
    }

    void aPortThatIsTakenIsNamed()
    {
        Workspace space;
        QTemporaryDir other;
        const auto second = LocalServer::start({other.path(), quint16(QUrl(space.server->url()).port()), {}});
        QVERIFY(!second);
        QVERIFY2(second.error().message.contains(QString::number(QUrl(space.server->url()).port())), qPrintable(second.error().message));
    }

    void aFolderThatCannotBeUsedIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto started = LocalServer::start({folder.filePath(u"file"_s), 0, {}});
        QVERIFY(!started);
        QVERIFY(started.error().message.contains(folder.path()));
    }

    void aDamagedDatabaseIsSetAsideAndNeverOverwritten_data()
    {
        QTest::addColumn<int>("offset");
        QTest::newRow("at its beginning") << 0;
        QTest::newRow("in the middle") << 4096 * 3;
    }

    void aDamagedDatabaseIsSetAsideAndNeverOverwritten()
    {
        QFETCH(int, offset);
        QTemporaryDir folder;
        QVERIFY(LocalServer::start({folder.path(), 0, {}}).ok());
        QFile file(folder.filePath(u"workspace.db"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(offset);
        file.write(QByteArray(20'000, '\x5a'));
        file.close();
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray damaged = file.readAll();
        file.close();
        const auto refused = LocalServer::start({folder.path(), 0, {}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"damaged"), qPrintable(refused.error().message));
        const QStringList aside = QDir(folder.path()).entryList({u"workspace.db.damaged-*"_s}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QFile kept(folder.filePath(aside.first()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), damaged);
        QVERIFY(LocalServer::start({folder.path(), 0, {}}).ok());
        QVERIFY(QFile::exists(folder.filePath(aside.first())));
    }

    void aLogThatLostAPartIsNoticedAndKept_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::newRow("its header") << qint64(10);
        QTest::newRow("an early write") << qint64(32 + 4120 * 3 + 500);
        QTest::newRow("a frame's header") << qint64(32 + 4120 * 5 + 2);
    }

    // A log that a kill left behind, and then the disk lost a part of it.
    void aLogThatLostAPartIsNoticedAndKept()
    {
        QFETCH(qint64, offset);
        const auto killed = leftByAKill();
        QFile log(killed->filePath(u"workspace.db-wal"_s));
        QVERIFY(log.open(QIODevice::ReadWrite));
        QVERIFY(log.size() > 100'000);
        log.seek(offset);
        log.write("lost");
        log.seek(0);
        const QByteArray damaged = log.readAll();
        log.close();
        const auto refused = LocalServer::start({killed->path(), 0, {}});
        QVERIFY(!refused);
        const QStringList aside = QDir(killed->path()).entryList({u"workspace.db.damaged-*"_s}, QDir::Files, QDir::Name);
        QCOMPARE(aside.size(), 2);
        QVERIFY2(refused.error().message.contains(aside.first()), qPrintable(refused.error().message));
        QFile kept(killed->filePath(aside.last()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == damaged);
        QVERIFY(LocalServer::start({killed->path(), 0, {}}).ok());
    }

    void aLogThatAPowerCutTrimmedKeepsWhatWasAccepted()
    {
        const auto killed = leftByAKill();
        QFile log(killed->filePath(u"workspace.db-wal"_s));
        QVERIFY(log.open(QIODevice::ReadWrite));
        // The end of a write that was never accepted.
        log.seek(log.size());
        log.write(QByteArray(4120 * 2 + 17, '\x5a'));
        log.close();
        QCOMPARE(countIn(killed->path()), 40);
    }

    void aLogWithoutItsDatabaseIsKept()
    {
        const auto killed = leftByAKill();
        QVERIFY(QFile::rename(killed->filePath(u"workspace.db"_s), killed->filePath(u"elsewhere"_s)));
        const auto refused = LocalServer::start({killed->path(), 0, {}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"missing"), qPrintable(refused.error().message));
        QCOMPARE(QDir(killed->path()).entryList({u"workspace.db.damaged-*-wal"_s}, QDir::Files).size(), 1);
    }

    void aDamagedDatabaseKeepsItsLogAsItWas()
    {
        const auto killed = leftByAKill();
        QFile file(killed->filePath(u"workspace.db"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(4096 * 3);
        file.write(QByteArray(20'000, '\x5a'));
        file.close();
        QFile log(killed->filePath(u"workspace.db-wal"_s));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray before = log.readAll();
        QVERIFY(!LocalServer::start({killed->path(), 0, {}}));
        const QStringList aside = QDir(killed->path()).entryList({u"workspace.db.damaged-*-wal"_s}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QFile kept(killed->filePath(aside.first()));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == before);
    }

    void damageThatShowsWhileServingIsToldAndLookedIntoAtTheNextStart()
    {
        Workspace space;
        for (int i = 0; i < 30; ++i)
            space.chunk("{'chunk_html': '" + QByteArray(3000, 'x') + "', 'tracking_id': 't" + QByteArray::number(i) + "'}");
        QVERIFY(space.isIndexed());
        space.restart();
        QFile file(space.folder.filePath(u"workspace.db"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        // All but the first pages, under the running server.
        file.seek(4096 * 4);
        file.write(QByteArray(int(file.size() - 4096 * 4), '\x5a'));
        file.close();
        const PlainAnswer answer = space.http->get("/api/chunk/tracking_id/t7");
        QCOMPARE(answer.status, 500);
        QVERIFY2(answer.message().contains(u"is damaged") && answer.message().contains(space.folder.path()), answer.body.constData());
        QVERIFY(QFile::exists(space.folder.filePath(u"workspace.db-suspect"_s)));
        space.server.reset();
        QVERIFY(!LocalServer::start({space.folder.path(), 0, {}}));
        QVERIFY(!QFile::exists(space.folder.filePath(u"workspace.db-suspect"_s)));
        QVERIFY(LocalServer::start({space.folder.path(), 0, {}}).ok());
    }

    void aFullDiskRefusesWritesKeepsReadsAndRecovers()
    {
        Workspace space;
        QVERIFY(space.isIndexed());
        const auto text = [](int from) {
            QByteArrayList chunks;
            for (int i = 0; i < 20; ++i)
                chunks.append("{\"chunk_html\": \"word " + QByteArray(3000, 'x') + "\", \"tracking_id\": \"f" + QByteArray::number(from + i) + "\"}");
            return '[' + chunks.join(',') + ']';
        };
        int accepted = 0;
        PlainAnswer answer;
        {
            const FileSizeLimit limit(1'500'000);
            for (int from = 0; from < 2000; from += 20) {
                answer = space.http->post("/api/chunk", text(from));
                if (answer.status != 200)
                    break;
                accepted += 20;
            }
            QVERIFY2(answer.status == 507, answer.body.constData());
            QVERIFY2(answer.message().contains(u"disk is full"), answer.body.constData());
            QVERIFY(accepted > 0);
            QCOMPARE(space.http->get("/api/chunk/tracking_id/f" + QByteArray::number(accepted - 1)).status, 200);
            QCOMPARE(space.http->get("/api/chunk/tracking_id/f" + QByteArray::number(accepted)).status, 404);
            QCOMPARE(space.http->get("/api/dataset/usage/" + space.dataset.toUtf8()).json()[u"chunk_count"].toInteger(), accepted);
        }
        QCOMPARE(space.http->post("/api/chunk", text(accepted)).status, 200);
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "word"), accepted + 20);
        space.restart();
        QCOMPARE(found(space, "word"), accepted + 20);
    }

    void aNewerDatabaseIsLeftAlone()
    {
        QTemporaryDir folder;
        QVERIFY(LocalServer::start({folder.path(), 0, {}}).ok());
        // PRAGMA user_version is the big-endian number at byte 60 of the header.
        QFile file(folder.filePath(u"workspace.db"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(60);
        file.write(QByteArray("\0\0\0\x63", 4));
        file.close();
        const auto refused = LocalServer::start({folder.path(), 0, {}});
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains(u"newer version"), qPrintable(refused.error().message));
        QCOMPARE(QDir(folder.path()).entryList({u"*damaged*"_s}, QDir::Files).size(), 0);
    }

    void filesAreForTheUserAlone()
    {
        QTemporaryDir parent;
        const QString folder = parent.filePath(u"new"_s);
        const auto started = LocalServer::start({folder, 0, {}});
        QVERIFY(started.ok());
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(folder) & others));
        for (const QString &name : QDir(folder).entryList(QDir::Files))
            QVERIFY2(!(QFile::permissions(folder + u'/' + name) & others), qPrintable(name));
    }

    void fiftyClientsAtOnceLoseNothing()
    {
        Workspace space;
        std::vector<std::unique_ptr<PlainHttp>> clients;
        QList<QNetworkReply *> replies;
        for (int i = 0; i < 50; ++i) {
            clients.push_back(std::make_unique<PlainHttp>(space.server->url(), space.server->key()));
            clients.back()->useDataset(space.dataset);
            replies.append(clients.back()->start("POST", "/api/chunk", batch(20, i * 20)));
            replies.append(clients.back()->start("POST", "/api/chunks/scroll", "{}"));
        }
        for (QNetworkReply *reply : std::as_const(replies))
            QCOMPARE(PlainHttp::finished(reply).status, 200);
        QCOMPARE(space.http->get("/api/dataset/usage/" + space.dataset.toUtf8()).json()[u"chunk_count"].toInteger(), 1000);
        QVERIFY(space.isIndexed());
        QCOMPARE(found(space, "word"), 1000);
    }

    void stopsWhileClientsAreConnected()
    {
        Workspace space;
        QList<QNetworkReply *> replies;
        for (int i = 0; i < 5; ++i)
            replies.append(space.http->start("POST", "/api/chunk", batch(120, i * 120)));
        QTRY_VERIFY(space.queueLength() >= 0);
        QElapsedTimer clock;
        clock.start();
        space.server.reset();
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        for (QNetworkReply *reply : std::as_const(replies))
            QVERIFY(PlainHttp::finished(reply).status == 200 || reply->error() != QNetworkReply::NoError);
    }
};

QTEST_GUILESS_MAIN(TestStorage)
#include "tst_localserver_storage.moc"
