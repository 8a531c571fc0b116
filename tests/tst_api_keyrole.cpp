#include "app/api/networkpath.h"
#include "tests/support/fakeserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using Role = Error::Role;

/// What the answers of a server tell of the role of a key, and what they do not.
class KeyRoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void knowsNothingInTheBeginning();
    void learnsTheRoleFromWhatWasCarriedOut();
    void learnsFromStreamsToo();
    void learnsFromARefusalOfAKeyThatMayDoSomething();
    void learnsNothingFromTheRefusalOfAnUnknownKey();
    void learnsNothingFromTheRefusalOfEverything();
    void learnsNothingFromAKeyForOtherDatasets_data();
    void learnsNothingFromAKeyForOtherDatasets();
    void believesALaterSuccess();
    void doesNotBelieveARefusalOfWhatWentBefore();
    void knowsTheRoleOfTheLocalWorkspace();
    void learnsNothingFromARequestWithoutTheKey();

private:
    ApiClient client() { return m_path->client({.baseUrl = m_server->url(), .apiKey = u"tr-key"_s, .organization = OrganizationId(u"o"_s)}); }
    KeyRole &role() { return *client().keyRole(); }
    template <typename T>
    void wait(Call<T> call)
    {
        bool ended = false;
        call.then(this, [&ended](const Result<T> &) { ended = true; });
        QTRY_VERIFY(ended);
    }
    void read() { wait(client().chunk(m_dataset, ChunkId(u"c"_s))); }
    void write() { wait(client().deleteChunk(m_dataset, ChunkId(u"c"_s))); }
    void manage() { wait(client().deleteDataset(m_dataset)); }
    void answer(const QByteArray &method, const FakeAnswer &answer) { m_server->on(method, "/api/chunk/c", answer); }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<NetworkPath> m_path;
    const DatasetId m_dataset{u"d"_s};
};

namespace {

const QByteArray chunkJson = R"({"id":"c","dataset_id":"d","chunk_html":"x","tracking_id":"t","created_at":"","updated_at":"","weight":0})";
const FakeAnswer chunk = FakeAnswer::json(chunkJson);
const FakeAnswer forbidden = FakeAnswer::json(R"({"message":"Forbidden"})", 403);

}

void KeyRoleTest::init()
{
    m_server = std::make_unique<FakeServer>();
    m_path = std::make_unique<NetworkPath>();
}

void KeyRoleTest::knowsNothingInTheBeginning()
{
    QCOMPARE(role().proven(), Role::Unknown);
    for (const Role needed : {Role::AnyKey, Role::Admin, Role::Owner})
        QVERIFY(!role().lacks(needed));
}

void KeyRoleTest::learnsTheRoleFromWhatWasCarriedOut()
{
    answer("GET", chunk);
    answer("DELETE", FakeAnswer::empty());
    m_server->on("DELETE", "/api/dataset/d", FakeAnswer::empty());
    QSignalSpy changed(&role(), &KeyRole::changed);
    read();
    QCOMPARE(role().proven(), Role::AnyKey);
    write();
    QCOMPARE(role().proven(), Role::Admin);
    read();
    QCOMPARE(role().proven(), Role::Admin);
    manage();
    QCOMPARE(role().proven(), Role::Owner);
    QCOMPARE(changed.size(), 3);
}

void KeyRoleTest::learnsFromStreamsToo()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||yes"}));
    MessageRequest question;
    question.topicId = TopicId(u"t"_s);
    question.content = u"?"_s;
    StreamCall call = client().sendMessage(m_dataset, question);
    bool ended = false;
    call.then(this, [](const QString &) { }, [&ended](const StreamEnd &) { ended = true; });
    QTRY_VERIFY(ended);
    QCOMPARE(role().proven(), Role::Admin);
}

void KeyRoleTest::learnsFromARefusalOfAKeyThatMayDoSomething()
{
    answer("GET", chunk);
    answer("DELETE", forbidden);
    read();
    write();
    QVERIFY(!role().lacks(Role::AnyKey));
    QVERIFY(role().lacks(Role::Admin));
    QVERIFY(role().lacks(Role::Owner));
}

void KeyRoleTest::learnsNothingFromTheRefusalOfAnUnknownKey()
{
    answer("GET", chunk);
    // A key for other datasets gets this, too.
    answer("DELETE", FakeAnswer::json(R"({"message":"Unauthorized"})", 401));
    read();
    write();
    QVERIFY(!role().lacks(Role::Owner));
}

void KeyRoleTest::learnsNothingFromTheRefusalOfEverything()
{
    // A key of another organization.
    answer("GET", forbidden);
    answer("DELETE", forbidden);
    read();
    write();
    QVERIFY(!role().lacks(Role::Admin));
}

void KeyRoleTest::learnsNothingFromAKeyForOtherDatasets_data()
{
    QTest::addColumn<FakeAnswer>("refusal");
    QTest::newRow("datasets") << FakeAnswer::json(R"({"message":"Forbidden: this key is for some datasets only"})", 403);
    QTest::newRow("routes") << FakeAnswer::json(R"({"message":"Forbidden: this route is not among the scopes of the key"})", 403);
    QTest::newRow("gateway") << FakeAnswer::html("<title>Forbidden</title>", 403);
}

void KeyRoleTest::learnsNothingFromAKeyForOtherDatasets()
{
    QFETCH(const FakeAnswer, refusal);
    answer("GET", chunk);
    answer("DELETE", refusal);
    read();
    write();
    QVERIFY(!role().lacks(Role::Admin));
}

void KeyRoleTest::believesALaterSuccess()
{
    answer("GET", chunk);
    answer("DELETE", forbidden);
    answer("DELETE", FakeAnswer::empty());
    read();
    write();
    QVERIFY(role().lacks(Role::Admin));
    write();
    QVERIFY(!role().lacks(Role::Admin));
    QVERIFY(!role().lacks(Role::Owner));
    QCOMPARE(role().proven(), Role::Admin);
}

void KeyRoleTest::doesNotBelieveARefusalOfWhatWentBefore()
{
    answer("DELETE", FakeAnswer::empty());
    answer("DELETE", forbidden);
    write();
    write();
    QVERIFY(!role().lacks(Role::Admin));
}

void KeyRoleTest::knowsTheRoleOfTheLocalWorkspace()
{
    const ApiClient client = m_path->client({.baseUrl = m_server->url(), .apiKey = u"k"_s, .organization = OrganizationId(u"o"_s), .keyRole = Role::Owner});
    QCOMPARE(client.keyRole()->proven(), Role::Owner);
}

void KeyRoleTest::learnsNothingFromARequestWithoutTheKey()
{
    m_server->on("GET", "/api/health", FakeAnswer::json("{}"));
    wait(client().health());
    QCOMPARE(role().proven(), Role::Unknown);
}

QTEST_GUILESS_MAIN(KeyRoleTest)
#include "tst_api_keyrole.moc"
