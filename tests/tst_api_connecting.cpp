#include "app/api/apirequest.h"
#include "app/api/networkpath.h"
#include "app/api/serverprobe.h"
#include "app/api/tls.h"
#include "tests/support/certificates.h"
#include "tests/support/fakeserver.h"
#include "tests/support/fakesocks.h"

#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

/// The way to a server: whose certificate is believed, what is shown to it, over which proxy, with which headers of a gateway.
class ConnectingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void believesOnlyWhatAnAuthorityVouchesFor_data();
    void believesOnlyWhatAnAuthorityVouchesFor();
    void saysWhoseCertificateItWas();
    void saysTheSameOfAStream();
    void showsItsCertificateToWhoAsks();
    void saysThatAServerWantsACertificate();
    void saysThatNobodySpeaksTlsThere();
    void namesTheFileThatIsWrong_data();
    void namesTheFileThatIsWrong();
    void sendsTheHeadersOfAGateway();
    void refusesHeadersThatWouldBeginAnother_data();
    void refusesHeadersThatWouldBeginAnother();
    void goesOverAnHttpProxy();
    void asksTheVersionOverAProxyThatWantsAName();
    void goesOverASocksProxy();
    void saysThatTheProxyIsTheTrouble();
    void goesPastTheSystemsProxyWhereAskedTo();
    void saysWhichRoleAnActionNeeds_data();
    void saysWhichRoleAnActionNeeds();

private:
    template <typename T>
    Result<T> outcome(Call<T> call);
    Result<void> health(const Connection &connection, NetworkPath &path) { return outcome(path.client(connection).health()); }
    std::shared_ptr<const Tls> tls(const TlsFiles &files);

    Certificates m_certificates;
};

template <typename T>
Result<T> ConnectingTest::outcome(Call<T> call)
{
    std::optional<Result<T>> result;
    call.then(this, [&result](const Result<T> &ended) { result.emplace(ended); });
    [&result] { QTRY_VERIFY_WITH_TIMEOUT(result, 10000); }();
    return result ? *result : Result<T>(Error{Error::Kind::Canceled, 0, u"the test waited in vain"_s, {}});
}

std::shared_ptr<const Tls> ConnectingTest::tls(const TlsFiles &files)
{
    const auto loaded = Tls::load(files);
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().message));
    return *loaded;
}

void ConnectingTest::initTestCase()
{
    const QString fault = m_certificates.make();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void ConnectingTest::believesOnlyWhatAnAuthorityVouchesFor_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("trusted");
    QTest::addColumn<QString>("says");
    QTest::newRow("an unknown authority") << u"good"_s << QString() << u"issuer is unknown"_s;
    QTest::newRow("its authority") << u"good"_s << u"ca"_s << QString();
    QTest::newRow("another name") << u"othername"_s << u"ca"_s << u"for another name: other.example, not 127.0.0.1"_s;
    QTest::newRow("expired") << u"expired"_s << u"ca"_s << u"It expired on"_s;
    QTest::newRow("signed by itself") << u"selfsigned"_s << QString() << u"signed itself"_s;
    QTest::newRow("signed by itself, chosen as what is trusted") << u"selfsigned"_s << u"selfsigned"_s << QString();
    QTest::newRow("signed by itself, another one is trusted") << u"selfsigned"_s << u"ca"_s << u"signed itself"_s;
}

void ConnectingTest::believesOnlyWhatAnAuthorityVouchesFor()
{
    QFETCH(QString, shown);
    QFETCH(QString, trusted);
    QFETCH(QString, says);
    FakeServer server(m_certificates.server(shown));
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    NetworkPath path;
    const auto result = health({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .tls = tls({.authorities = trusted.isEmpty() ? QString() : m_certificates.certificate(trusted), .certificate = {}, .key = {}, .passphrase = {}})}, path);
    QCOMPARE(result.ok(), says.isEmpty());
    QCOMPARE(server.requests().size(), says.isEmpty() ? 1 : 0);
    if (result)
        return;
    QCOMPARE(result.error().kind, Error::Kind::Untrusted);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
}

void ConnectingTest::saysWhoseCertificateItWas()
{
    FakeServer server(m_certificates.server(u"othername"_s));
    NetworkPath path;
    const auto result = health({.baseUrl = server.url(), .apiKey = u"tr-key"_s}, path);
    QVERIFY(!result);
    const QSslCertificate certificate = QSslCertificate::fromPath(m_certificates.certificate(u"othername"_s)).value(0);
    for (const QString &part : {u"Subject: othername, Retriever Tests"_s, u"Issuer: Test Authority, Retriever Tests"_s, u"Valid: "_s + certificate.effectiveDate().toUTC().toString(Qt::ISODate),
             certificate.expiryDate().toUTC().toString(Qt::ISODate), QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper())})
        QVERIFY2(result.error().message.contains(part), qPrintable(part + u'\n' + result.error().message));
}

void ConnectingTest::saysTheSameOfAStream()
{
    FakeServer server(m_certificates.server(u"expired"_s));
    NetworkPath path;
    std::optional<StreamEnd> ended;
    StreamCall call = path.client({.baseUrl = server.url(), .apiKey = u"tr-key"_s}).generate(DatasetId(u"d"_s), {.previousMessages = {{.content = u"?"_s}}});
    call.then(this, [](const QString &) {}, [&ended](const StreamEnd &end) { ended = end; });
    QTRY_VERIFY(ended);
    QCOMPARE(ended->how, StreamEnd::How::Refused);
    QCOMPARE(ended->error->kind, Error::Kind::Untrusted);
    QVERIFY2(ended->error->message.contains(u"It expired on"_s), qPrintable(ended->error->message));
    QVERIFY(server.requests().isEmpty());
}

void ConnectingTest::showsItsCertificateToWhoAsks()
{
    FakeServer server(m_certificates.server(u"good"_s, true));
    server.on("GET", "/api/health", FakeAnswer::empty(200));
    NetworkPath path;
    const TlsFiles files{.authorities = m_certificates.certificate(u"ca"_s), .certificate = m_certificates.certificate(u"client"_s),
        .key = m_certificates.key(u"client"_s), .passphrase = u"open sesame"_s};
    const auto result = health({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .tls = tls(files)}, path);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
}

void ConnectingTest::saysThatAServerWantsACertificate()
{
    FakeServer server(m_certificates.server(u"good"_s, true));
    NetworkPath path;
    const TlsFiles files{.authorities = m_certificates.certificate(u"ca"_s), .certificate = {}, .key = {}, .passphrase = {}};
    const auto result = health({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .tls = tls(files)}, path);
    QVERIFY(!result);
    QVERIFY(server.requests().isEmpty());
    QVERIFY2(result.error().message.contains(u"client certificate"_s), qPrintable(result.error().message));
}

void ConnectingTest::saysThatNobodySpeaksTlsThere()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] { server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
    NetworkPath path;
    const auto result = health({.baseUrl = QUrl(u"https://127.0.0.1:%1"_s.arg(server.serverPort())), .apiKey = u"tr-key"_s}, path);
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(u"does not speak TLS"_s), qPrintable(result.error().message));
}

void ConnectingTest::namesTheFileThatIsWrong_data()
{
    QTest::addColumn<QString>("authorities");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("passphrase");
    QTest::addColumn<QString>("says");
    const QString none;
    QTest::newRow("no such CA file") << u"nothing.pem"_s << none << none << none << u"The CA file"_s;
    QTest::newRow("a CA file without a certificate") << u"ca.key"_s << none << none << none << u"holds no certificate"_s;
    QTest::newRow("a key without a certificate") << none << none << u"client.key"_s << none << u"no client certificate"_s;
    QTest::newRow("no key") << none << u"client.pem"_s << none << none << u"holds no private key"_s;
    QTest::newRow("no passphrase") << none << u"client.pem"_s << u"client.key"_s << none << u"locked with a passphrase"_s;
    QTest::newRow("a wrong passphrase") << none << u"client.pem"_s << u"client.key"_s << u"open barley"_s << u"passphrase is wrong"_s;
}

void ConnectingTest::namesTheFileThatIsWrong()
{
    QFETCH(QString, authorities);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, passphrase);
    QFETCH(QString, says);
    const auto path = [this](const QString &name) { return name.isEmpty() ? name : m_certificates.folder() + u'/' + name; };
    const auto loaded = Tls::load({path(authorities), path(certificate), path(key), passphrase});
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(says), qPrintable(loaded.error().message));
    QVERIFY(passphrase.isEmpty() || !loaded.error().message.contains(passphrase));
}

void ConnectingTest::sendsTheHeadersOfAGateway()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::json("{}"));
    NetworkPath path;
    Connection connection{.baseUrl = server.url(), .apiKey = u"tr-key"_s};
    connection.headers = {{u"X-Team"_s, u"search and rescue"_s, false}, {u"CF-Access-Client-Secret"_s, u"s3cret"_s, true}, {u"authorization"_s, u"Basic x"_s, false}};
    (void)outcome(path.client(connection).dataset(DatasetId(u"d"_s)));
    QCOMPARE(server.lastRequest().header("X-Team"), QByteArray("search and rescue"));
    QCOMPARE(server.lastRequest().header("CF-Access-Client-Secret"), QByteArray("s3cret"));
    QCOMPARE(server.lastRequest().header("Authorization"), QByteArray("Bearer tr-key"));
}

void ConnectingTest::refusesHeadersThatWouldBeginAnother_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("a line break in the value") << u"X-A"_s << u"1\r\nX-B: 2"_s;
    QTest::newRow("a line break in the name") << u"X-A: 1\r\nX-B"_s << u"2"_s;
    QTest::newRow("a space in the name") << u"X A"_s << u"2"_s;
    QTest::newRow("no name") << QString() << u"2"_s;
    QTest::newRow("no value") << u"X-A"_s << QString();
    QTest::newRow("a letter that no header carries") << u"X-A"_s << u"ü"_s;
}

void ConnectingTest::refusesHeadersThatWouldBeginAnother()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    FakeServer server;
    NetworkPath path;
    Connection connection{.baseUrl = server.url(), .apiKey = u"tr-key"_s};
    connection.headers = {{name, value, false}};
    const auto result = health(connection, path);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Rejected);
    QVERIFY(server.requests().isEmpty());
}

void ConnectingTest::goesOverAnHttpProxy()
{
    FakeServer proxy;
    proxy.on("GET", "*", FakeAnswer::empty(200));
    const ProxyChoice choice{.kind = ProxyChoice::Kind::Http, .host = u"127.0.0.1"_s, .port = proxy.port(), .user = u"me"_s, .password = u"pw"_s};
    NetworkPath path(choice);
    const auto result = health({.baseUrl = QUrl(u"http://trieve.invalid/prefix"_s), .apiKey = u"tr-key"_s, .proxy = choice}, path);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(proxy.lastRequest().path, QByteArray("http://trieve.invalid/prefix/api/health"));
    QCOMPARE(proxy.lastRequest().header("Proxy-Authorization"), QByteArray("Basic ") + QByteArray("me:pw").toBase64());
    proxy.forgetScripts();
    proxy.on("GET", "*", FakeAnswer::empty(407).header("Proxy-Authenticate", "Basic realm=\"p\""));
    const auto refused = health({.baseUrl = QUrl(u"http://trieve.invalid"_s), .apiKey = u"tr-key"_s}, path);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(u"proxy wants a user name"_s), qPrintable(refused.error().message));
}

void ConnectingTest::asksTheVersionOverAProxyThatWantsAName()
{
    FakeServer proxy;
    proxy.on("GET", "http://trieve.invalid/api-docs/openapi.json", FakeAnswer::json(R"({"info": {"version": "0.13.0"}})"));
    const QByteArray who = "Basic " + QByteArray("me:pw").toBase64();
    connect(&proxy, &FakeServer::requested, &proxy, [&proxy, who](const FakeRequest &request) {
        if (request.header("Proxy-Authorization") != who)
            proxy.forgetScripts();
    });
    const ProxyChoice choice{.kind = ProxyChoice::Kind::Http, .host = u"127.0.0.1"_s, .port = proxy.port(), .user = u"me"_s, .password = u"pw"_s};
    ServerProbe probe({.baseUrl = QUrl(u"http://trieve.invalid"_s), .apiKey = u"tr-key"_s, .proxy = choice});
    std::optional<QString> version;
    connect(&probe, &ServerProbe::versionFound, this, [&version](const QString &found) { version = found; });
    probe.askVersion();
    QTRY_VERIFY(version);
    QCOMPARE(*version, u"0.13.0"_s);
    QVERIFY(!proxy.lastRequest().hasHeader("Authorization"));
}

void ConnectingTest::goesOverASocksProxy()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::empty(200));
    FakeSocks proxy(server.port(), "me", "pw");
    ProxyChoice choice{.kind = ProxyChoice::Kind::Socks5, .host = u"127.0.0.1"_s, .port = proxy.port(), .user = u"me"_s, .password = u"pw"_s};
    NetworkPath path(choice);
    const auto result = health({.baseUrl = QUrl(u"http://trieve.invalid:81"_s), .apiKey = u"tr-key"_s}, path);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(proxy.wanted(), QList<QByteArray>{"trieve.invalid:81"});
    choice.password = u"wrong"_s;
    NetworkPath refused(choice);
    const auto failed = health({.baseUrl = QUrl(u"http://trieve.invalid:81"_s), .apiKey = u"tr-key"_s}, refused);
    QVERIFY(!failed);
    QVERIFY2(failed.error().message.contains(u"proxy"_s, Qt::CaseInsensitive), qPrintable(failed.error().message));
}

void ConnectingTest::saysThatTheProxyIsTheTrouble()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::empty(200));
    quint16 closed = 0;
    {
        const FakeServer gone;
        closed = gone.port();
    }
    for (const ProxyChoice::Kind kind : {ProxyChoice::Kind::Http, ProxyChoice::Kind::Socks5}) {
        NetworkPath path({.kind = kind, .host = u"127.0.0.1"_s, .port = closed, .user = {}, .password = {}});
        const auto result = health({.baseUrl = server.url(), .apiKey = u"tr-key"_s}, path);
        QVERIFY(!result);
        QVERIFY2(result.error().message.contains(u"proxy"_s, Qt::CaseInsensitive), qPrintable(result.error().message));
    }
    QVERIFY(server.requests().isEmpty());
}

void ConnectingTest::goesPastTheSystemsProxyWhereAskedTo()
{
    FakeServer server;
    server.on("GET", "*", FakeAnswer::empty(200));
    FakeServer proxy;
    proxy.on("GET", "*", FakeAnswer::empty(200));
    qputenv("http_proxy", proxy.url().toEncoded());
    NetworkPath direct({.kind = ProxyChoice::Kind::None, .host = {}, .user = {}, .password = {}});
    QVERIFY(health({.baseUrl = server.url(), .apiKey = u"tr-key"_s}, direct));
    QCOMPARE(proxy.requests().size(), 0);
    NetworkPath system;
    QVERIFY(health({.baseUrl = QUrl(u"http://trieve.invalid"_s), .apiKey = u"tr-key"_s}, system));
    QCOMPARE(proxy.requests().size(), 1);
    qunsetenv("http_proxy");
}

void ConnectingTest::saysWhichRoleAnActionNeeds_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("action");
    QTest::addColumn<Error::Role>("role");
    QTest::newRow("an owner's") << 403 << u"deleteDataset"_s << Error::Role::Owner;
    QTest::newRow("an admin's") << 403 << u"deleteChunk"_s << Error::Role::Admin;
    QTest::newRow("anybody's") << 401 << u"search"_s << Error::Role::AnyKey;
    QTest::newRow("not about the key") << 404 << u"deleteChunk"_s << Error::Role::Unknown;
}

void ConnectingTest::saysWhichRoleAnActionNeeds()
{
    QFETCH(int, status);
    QFETCH(QString, action);
    FakeServer server;
    for (const QByteArray verb : {"POST", "DELETE"})
        server.on(verb, "*", FakeAnswer::json(R"({"message": "Forbidden"})", status));
    NetworkPath path;
    const ApiClient client = path.client({.baseUrl = server.url(), .apiKey = u"tr-key"_s});
    const DatasetId dataset(u"d"_s);
    const Error error = action == "search"_L1 ? outcome(client.search(dataset, {.query = u"q"_s, .searchType = u"fulltext"_s, .filter = {}})).error()
        : action == "deleteChunk"_L1 ? outcome(client.deleteChunk(dataset, ChunkId(u"c"_s))).error() : outcome(client.deleteDataset(dataset)).error();
    QTEST(error.neededRole, "role");
    QCOMPARE(error.httpStatus, status);
}

Q_DECLARE_METATYPE(Error::Role)

QTEST_GUILESS_MAIN(ConnectingTest)
#include "tst_api_connecting.moc"
