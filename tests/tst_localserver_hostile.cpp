#include "app/localserver/connectionwatch.h"
#include "support/workspace.h"

#include <QNetworkInterface>
#include <QNetworkReply>
#include <QTcpSocket>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A client that sends what it likes, blocking, for threads of its own.
class RawClient
{
public:
    explicit RawClient(const QString &url)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(quint16(QUrl(url).port()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{30, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        m_isOpen = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(m_socket); }
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isOpen() const { return m_isOpen; }
    bool send(const QByteArray &bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            const ssize_t count = ::send(m_socket, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
            if (count <= 0)
                return false;
            at += count;
        }
        return true;
    }
    /// Until the server closes; "TIMEOUT" where it does not.
    QByteArray received()
    {
        QByteArray answer;
        std::array<char, 65536> buffer{};
        while (true) {
            const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
            if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
                return "TIMEOUT " + answer;
            if (count <= 0)
                return answer;
            answer.append(buffer.data(), count);
        }
    }
    int socket() const { return m_socket; }

private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool m_isOpen = false;
};

qint64 largestMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray text = status.readAll();
    return text.mid(text.indexOf("VmHWM:") + 6, 20).simplified().split(' ').first().toLongLong() * 1024;
}

}

/// The server before clients that are broken, slow, many or greedy.
class HostileTest : public QObject
{
    Q_OBJECT

private:
    QByteArray head(const QByteArray &line, const QByteArray &more = {}) const
    {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(QUrl(m_space.server->url()).port())
            + "\r\nAuthorization: " + m_space.server->key().toUtf8() + "\r\nTR-Dataset: " + m_space.dataset.toUtf8() + "\r\n" + more;
    }
    bool isAlive() { return m_space.http->post("/api/chunks/scroll", "{}").status == 200; }

    Workspace m_space;

private Q_SLOTS:
    void answersEachBrokenRequestAndLivesOn_data();
    void answersEachBrokenRequestAndLivesOn();
    void answersPipelinedRequestsInTurn();
    void answersOldHttpAndCloses();
    void listensOnTheLoopbackAddressAlone();
    void servesTwoHundredAtOnce();
    void servesOthersWhileSilentClientsHoldConnections();
    void takesLargeBodiesInBoundedMemory();
    void refusesABodyOfMillionsOfSmallValues();
    void outlivesClientsThatLeaveAnAnswer();
    void endsRequestsThatNeverEnd();
    void leavesWhoeverWaitsForAnAnswer();
};

void HostileTest::answersEachBrokenRequestAndLivesOn_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<bool>("isOurs");
    const QByteArray end = "Connection: close\r\n\r\n";
    const QByteArray post = head("POST /api/chunk");
    QTest::newRow("a negative length") << post + "Content-Length: -5\r\n" + end << QByteArray("4") << false;
    QTest::newRow("a length of words") << post + "Content-Length: abc\r\n" + end << QByteArray("4") << false;
    QTest::newRow("a length beyond numbers") << post + "Content-Length: 99999999999999999999\r\n" + end << QByteArray("4") << false;
    QTest::newRow("a huge length") << post + "Content-Length: 999999999999\r\nExpect: 100-continue\r\n" + end << QByteArray("400") << true;
    QTest::newRow("chunks that are none") << post + "Transfer-Encoding: chunked\r\n" + end + "zz\r\nhello\r\n0\r\n\r\n" << QByteArray("4") << false;
    QTest::newRow("a chunk of endless size") << post + "Transfer-Encoding: chunked\r\n" + end + "ffffffffffffffffffff\r\nx" << QByteArray("4") << false;
    QTest::newRow("chunks that are not JSON") << post + "Transfer-Encoding: chunked\r\n" + end + "5\r\nhello\r\n0\r\n\r\n" << QByteArray("400") << true;
    QTest::newRow("another encoding") << post + "Transfer-Encoding: gzip\r\nContent-Length: 2\r\n" + end + "{}" << QByteArray("4") << false;
    QTest::newRow("a megabyte of header") << head("GET /api/health") + "X: " + QByteArray(1'000'000, 'a') + "\r\n" + end << QByteArray("431") << false;
    QTest::newRow("a hundred thousand headers") << head("GET /api/health") + QByteArray("X: y\r\n").repeated(100'000) + end << QByteArray("431") << false;
    QTest::newRow("a megabyte of path") << head("GET /" + QByteArray(1'000'000, 'a')) + end << QByteArray("4") << false;
    QTest::newRow("bad escapes") << head("GET /api/chunk/%zz%ff%") + end << QByteArray("400") << true;
    QTest::newRow("an escaped NUL") << head("GET /api/chunk/tracking_id/a%00b") + end << QByteArray("404") << true;
    QTest::newRow("a NUL in a header") << head("GET /api/nothing") + QByteArray("X: a\0b\r\n", 8) + end << QByteArray("4") << false;
    QTest::newRow("a NUL in the line") << QByteArray("GET /a\0b HTTP/1.1\r\n", 19) + end << QByteArray("4") << false;
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << QByteArray("4") << false;
    QTest::newRow("no host") << "GET /api/health HTTP/1.1\r\n" + end << QByteArray("4") << false;
    QTest::newRow("a verb nobody knows") << head("BREW /api/chunk") + end << QByteArray("405") << true;
    QTest::newRow("a body nobody expects") << head("GET /api/nothing") + "Content-Length: 3\r\n" + end + "abc" << QByteArray("404") << true;
    QTest::newRow("an expectation nobody knows") << head("GET /api/nothing") + "Expect: tea\r\n" + end << QByteArray("404") << true;
    QTest::newRow("up and up") << head("GET /api/../../etc/passwd") + end << QByteArray("404") << true;
    QTest::newRow("all of the address") << head("GET http://evil.example/api/nothing") + end << QByteArray("404") << true;
}

// What libmicrohttpd refuses itself, before there is a request, comes in its own words; all else is {"message": ...}.
void HostileTest::answersEachBrokenRequestAndLivesOn()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    QFETCH(bool, isOurs);
    RawClient client(m_space.server->url());
    QVERIFY(client.isOpen());
    std::thread sender([&] {
        client.send(request);
        ::shutdown(client.socket(), SHUT_WR);
    });
    const QByteArray answer = client.received();
    sender.join();
    // A client that goes on sending what was refused may lose the answer to the reset, but never waits.
    QVERIFY2(!answer.startsWith("TIMEOUT"), answer.left(300).constData());
    const bool isAnswered = answer.startsWith("HTTP/1.1 " + status) || answer.startsWith("HTTP/1.0 " + status);
    QVERIFY2(isAnswered || (!isOurs && answer.isEmpty()), answer.left(300).constData());
    if (isOurs)
        QVERIFY2(answer.contains("{\"message\":\""), answer.left(600).constData());
    QVERIFY(isAlive());
}

void HostileTest::answersPipelinedRequestsInTurn()
{
    RawClient client(m_space.server->url());
    QByteArray requests;
    for (int i = 0; i < 3; ++i)
        requests += head("GET /api/nothing" + QByteArray::number(i)) + "\r\n";
    QVERIFY(client.send(requests + head("GET /api/health") + "Connection: close\r\n\r\n"));
    const QByteArray answer = client.received();
    const qsizetype first = answer.indexOf("/api/nothing0");
    const qsizetype second = answer.indexOf("/api/nothing1");
    QVERIFY2(first > 0 && second > first && answer.indexOf("/api/nothing2") > second, answer.constData());
    QVERIFY(answer.contains("HTTP/1.1 200"));
}

void HostileTest::answersOldHttpAndCloses()
{
    RawClient client(m_space.server->url());
    QVERIFY(client.send(head("GET /api/health").replace("HTTP/1.1", "HTTP/1.0") + "\r\n"));
    const QByteArray answer = client.received();
    QVERIFY2(answer.contains(" 200 ") && !answer.startsWith("TIMEOUT"), answer.constData());
}

void HostileTest::listensOnTheLoopbackAddressAlone()
{
    QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    addresses.append({QHostAddress(u"127.0.0.2"_s), QHostAddress(u"::1"_s)});
    for (const QHostAddress &address : std::as_const(addresses)) {
        if (address == QHostAddress::LocalHost)
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, quint16(QUrl(m_space.server->url()).port()));
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState || socket.state() == QAbstractSocket::ConnectedState; });
        QVERIFY2(socket.state() != QAbstractSocket::ConnectedState, qPrintable(address.toString()));
    }
}

void HostileTest::servesTwoHundredAtOnce()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<RawClient>(m_space.server->url()));
        QVERIFY(clients.back()->send(head("POST /api/chunks/scroll") + "Content-Length: 2\r\nConnection: close\r\n\r\n{"));
    }
    for (auto &client : clients)
        QVERIFY(client->send("}"));
    for (auto &client : clients)
        QVERIFY(client->received().startsWith("HTTP/1.1 200"));
}

void HostileTest::servesOthersWhileSilentClientsHoldConnections()
{
    std::vector<std::unique_ptr<RawClient>> silent;
    for (int i = 0; i < 400; ++i) {
        silent.push_back(std::make_unique<RawClient>(m_space.server->url()));
        silent.back()->send(i % 2 ? "GET /api/health HTTP/1.1\r\nX: a" : "");
    }
    PlainHttp fresh(m_space.server->url(), m_space.server->key());
    fresh.useDataset(m_space.dataset);
    QCOMPARE(fresh.post("/api/chunks/scroll", "{}").status, 200);
    QVERIFY(isAlive());
}

void HostileTest::takesLargeBodiesInBoundedMemory()
{
    const qint64 before = largestMemory();
    const QByteArray piece(1'000'000, ' ');
    std::atomic<int> refused = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            RawClient client(m_space.server->url());
            client.send(head("POST /api/chunk") + "Content-Length: 134000000\r\nConnection: close\r\n\r\n");
            for (int sent = 0; sent < 134 && client.send(piece); ++sent) { }
            const QByteArray answer = client.received();
            refused += (answer.startsWith("HTTP/1.1 400") || answer.startsWith("HTTP/1.1 503")) && answer.contains("\"message\"");
        });
    }
    QVERIFY(isAlive());
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(refused, 8);
    const qint64 used = largestMemory() - before;
    QVERIFY2(before > 0 && used < 700'000'000, qPrintable(QString::number(used)));
    QVERIFY(isAlive());
}

void HostileTest::refusesABodyOfMillionsOfSmallValues()
{
    const qint64 before = largestMemory();
    const PlainAnswer answer = m_space.http->post("/api/chunk", '[' + QByteArray("1,").repeated(30'000'000) + "1]");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().contains(u"Send less at once"), answer.body.left(300).constData());
    QVERIFY(largestMemory() - before < 500'000'000);
    QVERIFY(isAlive());
}

void HostileTest::outlivesClientsThatLeaveAnAnswer()
{
    const QByteArray id = m_space.chunk("{'chunk_html': '<p>The anchor holds the boat. " + QByteArray("The anchor is of steel. ").repeated(2000) + "</p>'}").toUtf8();
    const QByteArray body = "{\"prev_messages\": [{\"role\": \"user\", \"content\": \"anchor\"}], \"chunk_ids\": [\"" + id + "\"]}";
    for (int i = 0; i < 30; ++i) {
        RawClient client(m_space.server->url());
        QVERIFY(client.send(head("POST /api/chunk/generate") + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body));
        if (i % 3 == 0) {
            char byte = 0;
            ::recv(client.socket(), &byte, 1, 0);
        }
    }
    QVERIFY(isAlive());
}

void HostileTest::endsRequestsThatNeverEnd()
{
    std::array<int, 2> head{};
    std::array<int, 2> body{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, head.data()), 0);
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, body.data()), 0);
    ConnectionWatch watch({.head = 100ms, .body = 100ms, .bodyRate = 1'000'000, .crowd = 100});
    watch.opened(&head, head[0]);
    watch.opened(&body, body[0]);
    watch.gotHead(&body, true);
    watch.gotBody(&body, 10);
    char byte = 0;
    QCOMPARE(::recv(head[1], &byte, 1, 0), 0);
    QCOMPARE(::recv(body[1], &byte, 1, 0), 0);
    watch.closed(&head);
    watch.closed(&body);
    for (const int socket : {head[0], head[1], body[0], body[1]})
        ::close(socket);
}

void HostileTest::leavesWhoeverWaitsForAnAnswer()
{
    std::array<int, 2> waiting{};
    std::array<int, 2> silent{};
    std::array<int, 2> known{};
    for (auto *pair : {&waiting, &silent, &known})
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair->data()), 0);
    ConnectionWatch watch({.head = 60s, .body = 60s, .bodyRate = 100, .crowd = 3});
    watch.opened(&waiting, waiting[0]);
    watch.gotHead(&waiting, false);
    watch.working(&waiting);
    watch.opened(&known, known[0]);
    watch.gotHead(&known, true);
    watch.answered(&known);
    watch.opened(&silent, silent[0]);
    watch.opened(&watch, -1);
    char byte = 0;
    QCOMPARE(::recv(silent[1], &byte, 1, 0), 0);
    QCOMPARE(::recv(waiting[1], &byte, 1, MSG_DONTWAIT), -1);
    QCOMPARE(::recv(known[1], &byte, 1, MSG_DONTWAIT), -1);
    for (auto *pair : {&waiting, &silent, &known}) {
        watch.closed(pair);
        ::close((*pair)[0]);
        ::close((*pair)[1]);
    }
}

QTEST_GUILESS_MAIN(HostileTest)
#include "tst_localserver_hostile.moc"
