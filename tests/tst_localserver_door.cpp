#include "support/workspace.h"

#include <QNetworkReply>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

class TestDoor : public QObject
{
    Q_OBJECT

private:
    // Sends bytes as they are and gives back what comes until the server closes or nothing more is coming.
    QByteArray raw(const QByteArray &request)
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, quint16(QUrl(m_space.server->url()).port()));
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }))
            return {};
        socket.write(request);
        QByteArray answer;
        (void)QTest::qWaitFor([&] {
            answer += socket.readAll();
            return socket.state() == QAbstractSocket::UnconnectedState;
        }, 20'000);
        return answer + socket.readAll();
    }
    QByteArray hostLine() const { return "Host: 127.0.0.1:" + QByteArray::number(QUrl(m_space.server->url()).port()) + "\r\nConnection: close\r\n"; }
    QByteArray keyLine() const { return "Authorization: " + m_space.server->key().toUtf8() + "\r\n"; }

    Workspace m_space;

private Q_SLOTS:
    void healthNeedsNoKeyAndHasNoBody()
    {
        PlainHttp stranger(m_space.server->url(), {});
        const PlainAnswer answer = stranger.get("/api/health");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, QByteArray());
        QCOMPARE(stranger.get("/").status, 200);
    }

    void everythingElseNeedsTheKey()
    {
        for (const QString &key : {QString(), u"wrong"_s, m_space.server->key() + u'x', m_space.server->key().chopped(1)}) {
            PlainHttp stranger(m_space.server->url(), key);
            stranger.useDataset(m_space.dataset);
            const PlainAnswer answer = stranger.post("/api/chunks/scroll", "{}");
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.message(), u"Unauthorized"_s);
        }
    }

    void takesTheKeyInEveryUsualForm()
    {
        const QByteArray key = m_space.server->key().toUtf8();
        for (const auto &[name, value] : {std::pair<QByteArray, QByteArray>{"Authorization", key}, {"Authorization", "Bearer " + key},
                 {"Authorization", "bearer " + key}, {"x-api-key", key}, {"X-API-Key", "Bearer " + key}}) {
            PlainHttp client(m_space.server->url(), {});
            client.setHeader(name, value);
            client.useDataset(m_space.dataset);
            QCOMPARE(client.post("/api/chunks/scroll", "{}").status, 200);
        }
    }

    void aPageOfAnotherOriginGetsNothing()
    {
        for (const QByteArray &origin : {QByteArray("https://evil.example"), QByteArray("null"), QByteArray("http://127.0.0.1:1")}) {
            PlainHttp page(m_space.server->url(), m_space.server->key());
            page.useDataset(m_space.dataset);
            page.setHeader("Origin", origin);
            QCOMPARE(page.post("/api/chunks/scroll", "{}").status, 403);
            QCOMPARE(page.get("/api/health").status, 403);
        }
        PlainHttp own(m_space.server->url(), m_space.server->key());
        own.setHeader("Origin", m_space.server->url().toUtf8());
        QCOMPARE(own.get("/api/health").status, 200);
    }

    void aNameThatWasReboundToThisMachineGetsNothing()
    {
        PlainHttp page(m_space.server->url(), m_space.server->key());
        page.setHeader("Host", "evil.example:80");
        QCOMPARE(page.get("/api/health").status, 403);
        const QByteArray port = QByteArray::number(QUrl(m_space.server->url()).port());
        page.setHeader("Host", "LocalHost:" + port);
        QCOMPARE(page.get("/api/health").status, 200);
        QVERIFY(raw("GET /api/health HTTP/1.0\r\n\r\n").contains(" 403 "));
        QVERIFY(raw("GET /api/health HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nHost: evil.example\r\nConnection: close\r\n\r\n").contains(" 40"));
    }

    void saysWhatIsWrongWithAPathOrAVerb()
    {
        const PlainAnswer unknown = m_space.http->get("/api/nothing");
        QCOMPARE(unknown.status, 404);
        QVERIFY(unknown.message().startsWith(u"Not Found: "));
        const PlainAnswer wrongVerb = m_space.http->send("PATCH", "/api/chunk");
        QCOMPARE(wrongVerb.status, 405);
        QVERIFY(!wrongVerb.message().isEmpty());
        QVERIFY(wrongVerb.headers["allow"].contains("POST"));
        QCOMPARE(m_space.http->get("/api/chunks/scroll").status, 405);
    }

    void answersHeadAndOptions()
    {
        const PlainAnswer head = m_space.http->send("HEAD", "/api/dataset/" + m_space.dataset.toUtf8());
        QCOMPARE(head.status, 200);
        QCOMPARE(head.body, QByteArray());
        const PlainAnswer options = m_space.http->send("OPTIONS", "/api/chunk");
        QCOMPARE(options.status, 204);
        QVERIFY(options.headers["allow"].contains("PUT"));
        QVERIFY(!options.headers.contains("access-control-allow-origin"));
    }

    void toleratesATrailingSlash()
    {
        QCOMPARE(m_space.http->get("/api/health/").status, 200);
        QCOMPARE(m_space.http->get("/api/dataset/groups/" + m_space.dataset.toUtf8() + "/").status, 200);
    }

    void saysWhatIsMissingOfTheDataset()
    {
        PlainHttp client(m_space.server->url(), m_space.server->key());
        const PlainAnswer none = client.post("/api/chunks/scroll", "{}");
        QCOMPARE(none.status, 400);
        QVERIFY(none.message().contains(u"TR-Dataset"));
        client.useDataset(u"00000000-0000-0000-0000-000000000000"_s);
        const PlainAnswer unknown = client.post("/api/chunks/scroll", "{}");
        QCOMPARE(unknown.status, 404);
        QCOMPARE(unknown.message(), u"Not Found: Could not find dataset"_s);
        client.useDataset(m_space.dataset.toUpper());
        QCOMPARE(client.post("/api/chunks/scroll", "{}").status, 200);
    }

    void marksDatasetAnswersWithTheirVersion()
    {
        QCOMPARE(m_space.http->post("/api/chunks/scroll", "{}").headers["x-api-version"], QByteArray("2.0"));
        QVERIFY(!m_space.http->get("/api/health").headers["x-api-version"].contains("1.0"));
    }

    void explainsABodyThatIsNotJson()
    {
        for (const QByteArray &body : {QByteArray(), QByteArray("{"), QByteArray("nonsense"), QByteArray("{\"chunk_html\": \"\xff\"}")}) {
            const PlainAnswer answer = m_space.http->post("/api/chunk", body);
            QCOMPARE(answer.status, 400);
            QVERIFY2(answer.message().startsWith(u"Json Deserialization Error"), answer.body.constData());
        }
        QCOMPARE(m_space.http->post("/api/chunk", QByteArray(100'000, '[')).status, 400);
    }

    void refusesABodyOverTheLimitAndLivesOn()
    {
        const PlainAnswer announced = m_space.http->post("/api/chunk", QByteArray(134'200'001, ' '));
        QCOMPARE(announced.status, 400);
        QVERIFY(announced.message().contains(u"134200000"));
        const QByteArray asking = raw("POST /api/chunk HTTP/1.1\r\n" + hostLine() + keyLine() + "TR-Dataset: " + m_space.dataset.toUtf8()
            + "\r\nExpect: 100-continue\r\nContent-Length: 200000000\r\n\r\n");
        QVERIFY2(asking.startsWith("HTTP/1.1 400"), asking.constData());
        QCOMPARE(m_space.http->get("/api/health").status, 200);
    }

    void survivesBrokenRequests_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("negative length") << QByteArray("POST /api/chunk HTTP/1.1\r\n@Content-Length: -5\r\n\r\n");
        QTest::newRow("huge length") << QByteArray("POST /api/chunk HTTP/1.1\r\n@Content-Length: 99999999999999999999\r\n\r\n");
        QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
        QTest::newRow("a long header") << QByteArray("GET / HTTP/1.1\r\n@X: " + QByteArray(1'000'000, 'a') + "\r\n\r\n");
        QTest::newRow("a long path") << QByteArray("GET /" + QByteArray(1'000'000, 'a') + " HTTP/1.1\r\n@\r\n");
        QTest::newRow("bad escapes") << QByteArray("GET /api/chunk/%zz%ff%00 HTTP/1.1\r\n@\r\n");
    }

    void survivesBrokenRequests()
    {
        QFETCH(QByteArray, request);
        const QByteArray answer = raw(request.replace("@", hostLine()));
        QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer.left(200).constData());
        QCOMPARE(m_space.http->get("/api/health").status, 200);
    }

    void decodesPathSegmentsAndQueries()
    {
        QVERIFY(!m_space.chunk(R"({"chunk_html": "x", "tracking_id": "a/b c?d#e%+ä"})").isEmpty());
        const PlainAnswer answer = m_space.http->get("/api/chunk/tracking_id/a%2Fb%20c%3Fd%23e%25+%C3%A4");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[u"tracking_id"].toString(), u"a/b c?d#e%+ä"_s);
    }

    void tellsWhoTheKeyIs()
    {
        const Json me = m_space.http->get("/api/auth/me").json();
        QCOMPARE(me[u"orgs"].items()[0][u"id"].toString(), m_space.server->organizationId());
        QCOMPARE(me[u"user_orgs"].items()[0][u"role"].toInteger(), 2);
        QCOMPARE(PlainHttp(m_space.server->url(), u"bad"_s).get("/api/auth/me").status, 401);
    }

    void hasOneOrganization()
    {
        const PlainAnswer answer = m_space.http->get("/api/organization/" + m_space.server->organizationId().toUtf8());
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json()[u"organization"][u"id"].toString(), m_space.server->organizationId());
        QVERIFY(answer.json().contains(u"plan"));
        QVERIFY(answer.json()[u"plan"].isNull());
        QCOMPARE(m_space.http->get("/api/organization/00000000-0000-0000-0000-000000000000").status, 403);
    }

    void aClientThatLeavesHarmsNobody()
    {
        for (int i = 0; i < 20; ++i) {
            QTcpSocket socket;
            socket.connectToHost(u"127.0.0.1"_s, quint16(QUrl(m_space.server->url()).port()));
            QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }));
            socket.write("POST /api/chunk HTTP/1.1\r\n" + hostLine() + keyLine() + "Content-Length: 1000\r\n\r\n{");
            socket.flush();
            socket.abort();
        }
        QCOMPARE(m_space.http->get("/api/health").status, 200);
    }
};

QTEST_GUILESS_MAIN(TestDoor)
#include "tst_localserver_door.moc"
