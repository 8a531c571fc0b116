#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QTest>

using namespace Qt::StringLiterals;

/// What servers do that nobody would guess, played by a fake one; tests/quirks.md counts them.
class ApiQuirksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAnAnswerThatNamesFewerChunksThanWereSent();
    void readsABareListWithStatus206();
    void refusesARequestWhoseHeaderWouldBeEmpty();
    void refusesAHeaderThatIsNotAscii();
    void readsAnyRefusal_data();
    void readsAnyRefusal();
    void keepsNoSecretOfAnAnswer();
    void refusesToDeleteByAnEmptyFilter();
    void deletesByAFilterInTheBodyAndByAnIdInTheAddress();
    void refusesAnEmptySearch();
    void encodesATrackingIdInAnAddress();
    void knowsTheKeyOfAnOrganization();
    void knowsWhenAnAnswerMayBeCut();
    void readsTheAnswerThatNothingWasFoundWhateverWasAskedFor();
    void readsKeysPageByPageUntilAnEmptyOne();

private:
    ApiClient client() { return ApiClient({m_server->url(), u"tr-key"_s, OrganizationId(u"o"_s)}, m_manager, m_manager); }
    template <typename T>
    Result<T> outcome(Call<T> call);

    std::unique_ptr<FakeServer> m_server;
    QNetworkAccessManager m_manager;
    const DatasetId m_dataset{u"d"_s};
};

void ApiQuirksTest::init()
{
    m_server = std::make_unique<FakeServer>();
}

template <typename T>
Result<T> ApiQuirksTest::outcome(Call<T> call)
{
    std::optional<Result<T>> result;
    call.then(this, [&result](const Result<T> &came) { result = came; });
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
        return Error{Error::Kind::Canceled, 0, u"never ended"_s, {}};
    return *result;
}

void ApiQuirksTest::readsAnAnswerThatNamesFewerChunksThanWereSent()
{
    m_server->on("POST", "/api/chunk", FakeAnswer::json(R"({"chunk_metadata":[{"id":"c","tracking_id":null}]})"));
    const auto created = outcome(client().createChunks(m_dataset, QList<ChunkPatch>(3)));
    QVERIFY(created);
    QCOMPARE(created->chunks.size(), 1);
    QVERIFY(!created->posInQueue);
}

void ApiQuirksTest::readsABareListWithStatus206()
{
    m_server->on("POST", "/api/chunk/recommend", FakeAnswer::json(R"([{"id":"c","weight":0}])", 206));
    const auto found = outcome(client().recommend(m_dataset, {.likeChunks = {ChunkId(u"x"_s)}, .slim = true}));
    QVERIFY(found);
    QCOMPARE(found->hits.first().chunk.id.text(), u"c"_s);
}

void ApiQuirksTest::refusesARequestWhoseHeaderWouldBeEmpty()
{
    // A server would say 401 or 500, and the key or the server would be blamed.
    const auto chunk = outcome(client().chunk(DatasetId(), ChunkId(u"c"_s)));
    QVERIFY(!chunk);
    QVERIFY2(chunk.error().message.contains(u"TR-Dataset"_s), qPrintable(chunk.error().message));
    QVERIFY(m_server->requests().isEmpty());
}

void ApiQuirksTest::refusesAHeaderThatIsNotAscii()
{
    for (const QString &name : {u"Gärten"_s, u"a b"_s, u"a\r\nX: y"_s})
        QVERIFY(!outcome(client().deleteDatasetByTrackingId(name)));
    QVERIFY(m_server->requests().isEmpty());
}

void ApiQuirksTest::readsAnyRefusal_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::newRow("JSON") << QByteArray("application/json") << QByteArray(R"({"message":"Not Found: x"})") << 404 << u"Not Found: x"_s;
    QTest::newRow("text") << QByteArray("text/plain") << QByteArray("Query deserialize error: no") << 400 << u"Query deserialize error: no"_s;
    QTest::newRow("page") << QByteArray("text/html") << QByteArray("<html><head><title>504 Gateway Time-out</title></head></html>") << 504
                          << u"504 Gateway Time-out"_s;
    QTest::newRow("nothing") << QByteArray() << QByteArray() << 405 << u"The server answered with status 405 and said nothing more."_s;
}

void ApiQuirksTest::readsAnyRefusal()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, message);
    m_server->on("GET", "/api/chunk/c", type.isEmpty() ? FakeAnswer::empty(status) : FakeAnswer::bytes(type, body, status));
    const auto chunk = outcome(client().chunk(m_dataset, ChunkId(u"c"_s)));
    QVERIFY(!chunk);
    QCOMPARE(chunk.error().message, message);
    QCOMPARE(chunk.error().httpStatus, status);
}

void ApiQuirksTest::keepsNoSecretOfAnAnswer()
{
    m_server->on("PUT", "/api/dataset", FakeAnswer::json(R"({"id":"d","name":"n","organization_id":"o","created_at":"","updated_at":"",
        "server_configuration":{"LLM_API_KEY":"sk-secret","RERANKER_API_KEY":"sk-secret","NEW_API_KEY":"sk-secret","LLM_BASE_URL":"u",
        "PUBLIC_DATASET":{"enabled":true,"api_key":"sk-secret"}}})"));
    const auto dataset = outcome(client().updateDataset(m_dataset, {.name = u"n"_s}));
    QVERIFY(dataset);
    const QByteArray kept = dataset->serverConfiguration.text();
    QVERIFY2(!kept.contains("sk-secret"), kept.constData());
    QVERIFY(kept.contains("LLM_BASE_URL") && kept.contains("enabled"));
}

void ApiQuirksTest::refusesToDeleteByAnEmptyFilter()
{
    const auto deleted = outcome(client().deleteChunks(m_dataset, {}));
    QVERIFY(!deleted);
    QVERIFY2(deleted.error().message.contains(u"every chunk"_s), qPrintable(deleted.error().message));
    QVERIFY(m_server->requests().isEmpty());
}

void ApiQuirksTest::deletesByAFilterInTheBodyAndByAnIdInTheAddress()
{
    m_server->on("DELETE", "/api/chunk", FakeAnswer::empty());
    m_server->on("DELETE", "/api/chunk_group/chunk/g", FakeAnswer::empty());
    QVERIFY(outcome(client().deleteChunks(m_dataset, Filter::inGroup(ChunkGroupId(u"g"_s)))));
    QVERIFY(m_server->lastRequest().body.contains("group_ids"));
    QVERIFY(outcome(client().removeFromGroup(m_dataset, ChunkGroupId(u"g"_s), ChunkId(u"c"_s))));
    QCOMPARE(m_server->lastRequest().query, QByteArray("chunk_id=c"));
}

void ApiQuirksTest::refusesAnEmptySearch()
{
    QVERIFY(!outcome(client().search(m_dataset, {.query = u" "_s})));
    QVERIFY(!outcome(client().count(m_dataset, {.query = u""_s})));
    QVERIFY(m_server->requests().isEmpty());
}

void ApiQuirksTest::encodesATrackingIdInAnAddress()
{
    const QByteArray path = "/api/chunk_group/tracking_id/a%2F2%3Fb%23c%25d%20e";
    m_server->on("GET", path, FakeAnswer::json(R"({"id":"g","name":"n","dataset_id":"d","created_at":"","updated_at":""})"));
    QVERIFY(outcome(client().groupByTrackingId(m_dataset, u"a/2?b#c%d e"_s)));
    QCOMPARE(m_server->lastRequest().path, path);
}

void ApiQuirksTest::knowsTheKeyOfAnOrganization()
{
    m_server->on("GET", "/api/auth/me", FakeAnswer::json(R"({"message":"Error loading user by itself for get_user_by_id_query"})", 400));
    QVERIFY(ApiClient::keyStanding(outcome(client().whoAmI())) == ApiClient::KeyStanding::OfOrganization);
    m_server->forgetScripts();
    m_server->on("GET", "/api/auth/me", FakeAnswer::json(R"({"message":"Unauthorized"})", 401));
    QVERIFY(ApiClient::keyStanding(outcome(client().whoAmI())) == ApiClient::KeyStanding::Refused);
    m_server->forgetScripts();
    QVERIFY(ApiClient::keyStanding(outcome(client().whoAmI())) == ApiClient::KeyStanding::Unknown);
}

void ApiQuirksTest::knowsWhenAnAnswerMayBeCut()
{
    StreamEnd end;
    end.milliseconds = 10'020;
    QVERIFY(end.mayBeCut());
    end.milliseconds = 120'300;
    QVERIFY(end.mayBeCut());
    end.milliseconds = 8'000;
    QVERIFY(!end.mayBeCut());
    // The server searched for three seconds before it began to count.
    end.milliseconds = 13'020;
    QVERIFY(!end.mayBeCut());
    end.firstByteMilliseconds = 3'000;
    QVERIFY(end.mayBeCut());
    end.firstByteMilliseconds = 3'200;
    QVERIFY(end.mayBeCut());
    // It began to count, and the model thought for two seconds more: seen from here that is any answer that takes so long.
    end.firstByteMilliseconds = 5'000;
    QVERIFY(!end.mayBeCut());
    QVERIFY(end.mayBeCut(true));
    end.milliseconds = 9'900;
    QVERIFY(!end.mayBeCut(true));
    end.milliseconds = 40'000;
    QVERIFY(!end.mayBeCut(true));
    end.milliseconds = 10'020;
    end.how = StreamEnd::How::Interrupted;
    QVERIFY(!end.mayBeCut());
}

void ApiQuirksTest::readsTheAnswerThatNothingWasFoundWhateverWasAskedFor()
{
    // Plain text, though the type says JSON and no stream was asked for.
    m_server->on("POST", "/api/message", FakeAnswer::bytes("application/json", "[]||Nothing was found."));
    StreamCall stream = client().sendMessage(m_dataset, {.topicId = TopicId(u"t"_s), .content = u"?"_s});
    QString text;
    std::optional<StreamEnd> end;
    stream.then(this, [&text](const QString &piece) { text += piece; }, [&end](const StreamEnd &came) { end = came; });
    QTRY_VERIFY(end);
    QVERIFY(end->how == StreamEnd::How::Complete);
    QCOMPARE(text, u"[]||Nothing was found."_s);
}

void ApiQuirksTest::readsKeysPageByPageUntilAnEmptyOne()
{
    const QByteArray path = "/api/organization/api_key";
    m_server->on("GET", path, FakeAnswer::json(R"({"api_keys":[{"id":"k1","name":null,"role":2}],"cursor":"k1"})"));
    m_server->on("GET", path, FakeAnswer::json(R"({"api_keys":[],"cursor":null})"));
    const auto first = outcome(client().organizationKeys({}, 10));
    QVERIFY(first && first->keys.size() == 1);
    const auto second = outcome(client().organizationKeys(first->last, 10));
    QVERIFY(second && second->keys.isEmpty());
    QCOMPARE(m_server->lastRequest().query, QByteArray("limit=10&cursor=k1"));
}

QTEST_GUILESS_MAIN(ApiQuirksTest)
#include "tst_api_quirks.moc"
