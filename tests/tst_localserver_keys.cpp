#include "support/workspace.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

class TestKeys : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;
    std::vector<std::unique_ptr<PlainHttp>> m_clients;

    /// The secret of a new key; empty where it was refused.
    QString newKey(const QByteArray &json) { return m_space->post("/api/organization/api_key", json).json()[u"api_key"].toString(); }
    /// A client that uses it in the workspace's dataset.
    PlainHttp &client(const QString &secret)
    {
        m_clients.push_back(std::make_unique<PlainHttp>(m_space->server->url(), secret));
        m_clients.back()->useDataset(m_space->dataset);
        return *m_clients.back();
    }
    QByteArray organization() const { return m_space->server->organizationId().toUtf8(); }
    QList<Json> keys(const QByteArray &query = {}) { return m_space->http->get("/api/organization/api_key" + query).json()[u"api_keys"].items(); }
    /// Another dataset, empty.
    QString otherDataset() { return m_space->post("/api/dataset", "{'dataset_name': 'Other'}").json()[u"id"].toString(); }

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup()
    {
        m_clients.clear();
        m_space.reset();
    }

    void showsTheSecretOnceAndKeepsOnlyItsHash()
    {
        const QString secret = newKey("{'name': 'reader', 'role': 0}");
        QVERIFY(QRegularExpression(u"^tr-[A-Za-z0-9]{32}$"_s).match(secret).hasMatch());
        const PlainAnswer list = m_space->http->get("/api/organization/api_key");
        QCOMPARE(list.status, 200);
        QVERIFY(!list.body.contains(secret.toUtf8()));
        const Json key = list.json()[u"api_keys"].items().first();
        QCOMPARE(key[u"name"].toString(), u"reader"_s);
        QCOMPARE(key[u"role"].toInteger(), 0);
        QCOMPARE(key[u"organization_id"].toString(), m_space->server->organizationId());
        for (const QStringView member : {u"id", u"created_at", u"updated_at"})
            QVERIFY(!key[member].toString().isEmpty());
        m_space->http.reset();
        m_space->server.reset();
        for (const QString &name : QDir(m_space->folder.path()).entryList(QDir::Files)) {
            QFile file(m_space->folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains(secret.toUtf8()));
        }
    }

    void worksAfterARestartAndInEveryForm()
    {
        const QString secret = newKey("{'name': 'a', 'role': 0}");
        m_space->restart();
        QCOMPARE(client(secret).post("/api/chunks/scroll", "{}").status, 200);
        QCOMPARE(client(u"Bearer "_s + secret).post("/api/chunks/scroll", "{}").status, 200);
        QCOMPARE(client(secret.chopped(1)).post("/api/chunks/scroll", "{}").status, 401);
    }

    void listsInPagesWhoseCursorIsTheLastOfThePage()
    {
        for (int i = 0; i < 12; ++i)
            QVERIFY(!newKey("{'name': 'k" + QByteArray::number(i) + "', 'role': 1}").isEmpty());
        const Json first = m_space->http->get("/api/organization/api_key").json();
        QCOMPARE(first[u"api_keys"].items().size(), 10);
        QCOMPARE(first[u"cursor"].toString(), first[u"api_keys"].items().last()[u"id"].toString());
        const Json second = m_space->http->get("/api/organization/api_key?cursor=" + first[u"cursor"].toString().toUtf8()).json();
        QCOMPARE(second[u"api_keys"].items().size(), 2);
        QCOMPARE(second[u"api_keys"].items()[0][u"name"].toString(), u"k10"_s);
        const Json end = m_space->http->get("/api/organization/api_key?cursor=" + second[u"cursor"].toString().toUtf8()).json();
        QCOMPARE(end[u"api_keys"].items().size(), 0);
        QVERIFY(end[u"cursor"].isNull());
        QCOMPARE(keys("?limit=3").size(), 3);
        QCOMPARE(m_space->http->get("/api/organization/api_key?limit=0").status, 400);
        QCOMPARE(m_space->http->get("/api/organization/api_key?cursor=x").status, 400);
    }

    void aKeyThatWasTakenBackOpensNothing()
    {
        const QString secret = newKey("{'name': 'a', 'role': 0}");
        const QByteArray path = "/api/organization/api_key/" + keys()[0][u"id"].toString().toUtf8();
        QCOMPARE(m_space->remove(path).status, 204);
        QCOMPARE(client(secret).post("/api/chunks/scroll", "{}").status, 401);
        QCOMPARE(m_space->remove(path).status, 404);
    }

    void eachRoleReachesItsRoutesAndNoMore_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("lowest");
        const auto row = [](const char *method, const char *path, int lowest) {
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QByteArray(path) << lowest;
        };
        for (const char *path : {"/api/chunk/search", "/api/chunk/autocomplete", "/api/chunk/count", "/api/chunk/generate", "/api/chunks", "/api/chunks/scroll",
                 "/api/chunks/tracking", "/api/chunk_group/search", "/api/chunk_group/chunks", "/api/chunk_group/count", "/api/dataset/get_all_tags"})
            row("POST", path, 0);
        for (const char *path : {"/api/chunk/ID", "/api/chunk/tracking_id/x", "/api/chunk_group/ID", "/api/chunk_group/tracking_id/x", "/api/chunk_group/ID/1",
                 "/api/chunk_group/tracking_id/x/1", "/api/dataset/groups/ID/1", "/api/dataset/get_dataset_queue_lengths", "/api/messages/ID", "/api/auth/me"})
            row("GET", path, 0);
        for (const char *path : {"/api/chunk", "/api/chunk_group", "/api/chunk_group/chunk/ID", "/api/chunk_group/tracking_id/x", "/api/topic", "/api/topic/clone",
                 "/api/message", "/api/organization/api_key", "/api/organization/usage/ID"})
            row("POST", path, 1);
        for (const char *path : {"/api/chunk", "/api/chunk_group", "/api/topic", "/api/message"})
            row("PUT", path, 1);
        for (const char *path : {"/api/chunk", "/api/chunk/ID", "/api/chunk/tracking_id/x", "/api/chunk_group/ID", "/api/chunk_group/tracking_id/x",
                 "/api/chunk_group/chunk/ID", "/api/topic/ID", "/api/organization/api_key/ID"})
            row("DELETE", path, 1);
        for (const char *path : {"/api/message/ID", "/api/topic/owner/x", "/api/dataset/ID", "/api/dataset/tracking_id/x", "/api/dataset/usage/ID",
                 "/api/dataset/organization/ID", "/api/organization/ID", "/api/organization/users/ID", "/api/organization/api_key"})
            row("GET", path, 1);
        row("PATCH", "/api/message", 1);
        row("POST", "/api/dataset", 2);
        row("PUT", "/api/dataset", 2);
        row("PUT", "/api/dataset/clear/ID", 2);
        row("DELETE", "/api/dataset/ID", 2);
        row("DELETE", "/api/dataset/tracking_id/x", 2);
        row("POST", "/api/dataset/batch_create_datasets", 2);
        row("POST", "/api/dataset/clone", 2);
        row("PUT", "/api/organization", 2);
        row("POST", "/api/dataset/events", 0);
        row("POST", "/api/events", 0);
        row("PUT", "/api/chunk/tracking_id/update", 1);
        row("POST", "/api/analytics/search/cluster", 1);
        row("POST", "/api/analytics/search/clusters", 1);
    }

    void eachRoleReachesItsRoutesAndNoMore()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, path);
        QFETCH(int, lowest);
        path.replace("ID", "00000000-0000-7000-8000-000000000000");
        for (int role = 0; role <= 2; ++role) {
            const PlainAnswer answer = client(newKey("{'name': 'k', 'role': " + QByteArray::number(role) + "}")).send(method, path, "{}");
            const bool isRefused = answer.status == 403 && answer.message().contains(u"needs a key of the role"_s);
            QVERIFY2(isRefused == (role < lowest), answer.body.constData());
            if (isRefused)
                QVERIFY2(answer.message().startsWith(u"Forbidden"_s) && answer.message().contains(QString::number(lowest)), answer.body.constData());
        }
    }

    void nobodyMakesAKeyAboveHisOwn()
    {
        const QString admin = newKey("{'name': 'admin', 'role': 1}");
        PlainHttp &http = client(admin);
        const auto made = [&](const QByteArray &json) { return http.post("/api/organization/api_key", quoted(json)); };
        QCOMPARE(made("{'name': 'x', 'role': 2}").status, 403);
        QCOMPARE(made("{'name': 'x', 'role': 0, 'scopes': ['DELETE /api/dataset/{dataset_id}']}").status, 403);
        QCOMPARE(made("{'name': 'x', 'role': 0, 'scopes': ['DELETE /api/{x}/{y}']}").status, 403);
        QCOMPARE(made("{'name': 'x', 'role': 1}").status, 200);
        QVERIFY(!newKey("{'name': 'owner', 'role': 2}").isEmpty());
        QCOMPARE(keys().size(), 3);
        QCOMPARE(http.remove("/api/organization/api_key/" + keys()[2][u"id"].toString().toUtf8()).status, 403);
        QCOMPARE(keys().size(), 3);
    }

    void aLimitedKeyMakesNoOthers()
    {
        const QString scoped = newKey("{'name': 'x', 'role': 1, 'scopes': ['POST /api/organization/api_key']}");
        QCOMPARE(client(scoped).post("/api/organization/api_key", quoted("{'name': 'y', 'role': 1}")).status, 403);
        const QString expiring = newKey("{'name': 'x', 'role': 1, 'expires_at': '2999-01-01'}");
        QCOMPARE(client(expiring).post("/api/organization/api_key", quoted("{'name': 'y', 'role': 1}")).status, 403);
        QCOMPARE(client(expiring).post("/api/organization/api_key", quoted("{'name': 'y', 'role': 1, 'expires_at': '2998-01-01'}")).status, 200);
    }

    void isHeldToItsDatasets()
    {
        const QByteArray other = otherDataset().toUtf8();
        const QString secret = newKey("{'name': 'one', 'role': 2, 'dataset_ids': ['" + m_space->dataset.toUtf8() + "']}");
        QCOMPARE(keys()[0][u"dataset_ids"].items().size(), 1);
        PlainHttp &http = client(secret);
        QCOMPARE(http.post("/api/chunks/scroll", "{}").status, 200);
        QCOMPARE(http.get("/api/dataset/" + m_space->dataset.toUtf8()).status, 200);
        QCOMPARE(http.get("/api/dataset/organization/" + organization()).json().items().size(), 1);
        http.useDataset(QString::fromUtf8(other));
        QCOMPARE(http.post("/api/chunks/scroll", "{}").status, 401);
        QCOMPARE(http.get("/api/dataset/" + other).status, 401);
        QCOMPARE(http.get("/api/dataset/usage/" + other).status, 401);
        QCOMPARE(http.remove("/api/dataset/" + other).status, 401);
        QCOMPARE(http.put("/api/dataset/clear/" + other).status, 401);
        QCOMPARE(http.put("/api/dataset", quoted("{'dataset_id': '" + other + "', 'dataset_name': 'Mine'}")).status, 401);
        QCOMPARE(http.post("/api/dataset", quoted("{'dataset_name': 'New'}")).status, 403);
        QCOMPARE(m_space->http->get("/api/dataset/" + m_space->dataset.toUtf8()).status, 200);
    }

    void scopesNameTheRoutesWhole()
    {
        const QString id = m_space->chunk("{'chunk_html': 'x', 'tracking_id': 't'}");
        PlainHttp &http = client(newKey("{'name': 'x', 'role': 0, 'scopes': ['GET /api/chunk/{chunk_id}', 'POST /api/topic']}"));
        QCOMPARE(http.get("/api/chunk/" + id.toUtf8()).status, 200);
        QCOMPARE(http.post("/api/topic", quoted("{'owner_id': 'me', 'name': 'n'}")).status, 200);
        QCOMPARE(http.get("/api/chunk/tracking_id/t").status, 403);
        QCOMPARE(http.post("/api/topic/clone", "{}").status, 403);
        QCOMPARE(http.remove("/api/chunk/" + id.toUtf8()).status, 403);
        QCOMPARE(http.post("/api/chunks/scroll", "{}").status, 403);
        QCOMPARE(client(newKey("{'name': 'x', 'role': 0, 'scopes': ['POST /api/dataset']}")).post("/api/dataset", quoted("{'dataset_name': 'New'}")).status, 200);
        QVERIFY(newKey("{'name': 'x', 'role': 0, 'scopes': ['GET /api/nothing']}").isEmpty());
        QVERIFY(newKey("{'name': 'x', 'role': 0, 'scopes': ['/api/chunk']}").isEmpty());
    }

    void endsWhenItsTimeIsOver()
    {
        const auto made = [&](const QDateTime &end) {
            return newKey("{'name': 'x', 'role': 0, 'expires_at': '" + end.toString(u"yyyy-MM-dd HH:mm:ss.zzz").toUtf8() + "'}");
        };
        const QDateTime now = QDateTime::currentDateTimeUtc();
        QCOMPARE(client(made(now.addDays(1))).post("/api/chunks/scroll", "{}").status, 200);
        PlainHttp &http = client(made(now.addSecs(5)));
        QTRY_COMPARE_WITH_TIMEOUT(http.post("/api/chunks/scroll", "{}").status, 401, 30'000);
        const PlainAnswer unclear = m_space->post("/api/organization/api_key", "{'name': 'x', 'role': 0, 'expires_at': 'null 00:00:00'}");
        QCOMPARE(unclear.status, 400);
        QVERIFY(unclear.message().startsWith(u"expires_at: "_s));
        QCOMPARE(m_space->post("/api/organization/api_key", "{'name': 'x', 'role': 0, 'expires_at': '2001-01-01'}").status, 400);
    }

    void itsSettingsGoBeforeThoseOfTheRequest()
    {
        m_space->chunk("{'chunk_html': 'open word', 'tag_set': ['public']}");
        m_space->chunk("{'chunk_html': 'closed word', 'tag_set': ['secret']}");
        QVERIFY(m_space->isIndexed());
        PlainHttp &http = client(newKey("{'name': 'x', 'role': 0, 'default_params': {'filters': {'must': [{'field': 'tag_set', 'match_any': ['public']}]}, 'page_size': 5}}"));
        const QByteArray wanted = quoted("{'search_type': 'fulltext', 'query': 'word', 'filters': {'must': [{'field': 'tag_set', 'match_any': ['secret']}]}}");
        for (const char *path : {"/api/chunk/search", "/api/chunk/autocomplete"}) {
            const Json found = http.post(path, wanted).json();
            QCOMPARE(found[u"chunks"].items().size(), 1);
            QVERIFY(found[u"chunks"].items()[0][u"chunk"][u"chunk_html"].toString().contains(u"open"_s));
        }
        QCOMPARE(http.post("/api/chunk/count", wanted).json()[u"count"].toInteger(), 1);
        QCOMPARE(http.post("/api/chunks/scroll", "{}").json()[u"chunks"].items().size(), 1);
        const PlainAnswer wrong = m_space->post("/api/organization/api_key", "{'name': 'x', 'role': 0, 'default_params': {'page_size': 'many'}}");
        QCOMPARE(wrong.status, 400);
        QVERIFY2(wrong.message().startsWith(u"default_params.page_size: "_s), wrong.body.constData());
    }

    void refusesWhatIsNoKey()
    {
        const auto refused = [&](const QByteArray &json, const QString &words) {
            const PlainAnswer answer = m_space->post("/api/organization/api_key", json);
            return answer.status == 400 && answer.message().startsWith(words) && keys().isEmpty();
        };
        QVERIFY(refused("{'role': 0}", u"name: "_s));
        QVERIFY(refused("{'name': 'x'}", u"role: "_s));
        QVERIFY(refused("{'name': 'x', 'role': 3}", u"role: "_s));
        QVERIFY(refused("{'name': 'x', 'role': 0, 'dataset_ids': ['x']}", u"dataset_ids[0]: "_s));
        QVERIFY(refused("{'name': 'x', 'role': 0, 'dataset_ids': ['00000000-0000-7000-8000-000000000000']}", u"dataset_ids[0]: "_s));
        QVERIFY(refused("{'name': 'x', 'role': 0, 'scopes': [1]}", u"scopes[0]: "_s));
    }

    void theOrganizationIsRenamedByItsOwner()
    {
        const Json changed = m_space->put("/api/organization", "{'name': 'Library', 'partner_configuration': {'a': 1.10}}").json();
        QCOMPARE(changed[u"name"].toString(), u"Library"_s);
        m_space->restart();
        const Json organizationNow = m_space->http->get("/api/organization/" + organization()).json()[u"organization"];
        QCOMPARE(organizationNow[u"name"].toString(), u"Library"_s);
        QCOMPARE(organizationNow[u"partner_configuration"].toBytes(), quoted("{'a':1.10}"));
        QCOMPARE(organizationNow[u"deleted"].toInteger(), 0);
        QCOMPARE(m_space->put("/api/organization", "{'name': ' '}").status, 400);
    }

    void countsWhatTheWorkspaceHolds()
    {
        m_space->chunk("{'chunk_html': 'x'}");
        otherDataset();
        const Json usage = m_space->post("/api/organization/usage/" + organization(), "{}").json();
        QCOMPARE(usage[u"dataset_count"].toInteger(), 2);
        QCOMPARE(usage[u"chunk_count"].toInteger(), 1);
        QCOMPARE(usage[u"message_count"].toInteger(), 0);
        QCOMPARE(m_space->post("/api/organization/usage/" + organization(), "{'date_range': {'gte': 'x'}}").status, 400);
        QCOMPARE(m_space->http->get("/api/organization/users/" + organization()).json().items().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestKeys)
#include "tst_localserver_keys.moc"
