#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPair>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <memory>

class QTcpSocket;

/// What a FakeServer answers, misbehaviour included. Values chain:
///
///     FakeAnswer::json(R"({"message": "no"})", 503).header("x-request-id", "7").after(50)
class FakeAnswer
{
public:
    static FakeAnswer json(const QByteArray &body, int status = 200);
    static FakeAnswer text(const QByteArray &body, int status = 200);
    static FakeAnswer bytes(const QByteArray &contentType, const QByteArray &body, int status = 200);
    static FakeAnswer html(const QByteArray &body, int status = 200);
    /// No body and no content type.
    static FakeAnswer empty(int status = 204);
    static FakeAnswer redirect(const QUrl &target, int status = 302);
    /// Chunked, no content type, as Trieve streams: each piece is one chunk, gap milliseconds apart.
    static FakeAnswer stream(const QList<QByteArray> &pieces, int gap = 0);
    /// Reads the request and closes the connection without a byte.
    static FakeAnswer hangUp();
    /// Reads the request and never answers.
    static FakeAnswer silence();

    FakeAnswer header(const QByteArray &name, const QByteArray &value) const;
    /// Milliseconds to wait before the first byte.
    FakeAnswer after(int delay) const;
    /// Closes the connection when that many bytes of the body (of a stream: of its text) have been sent; 0 is after the headers.
    FakeAnswer cutAfter(qsizetype bytes) const;
    /// Stays silent for ever when that many bytes of the body have been sent.
    FakeAnswer stallAfter(qsizetype bytes) const;

private:
    friend class FakeServer;
    enum class Way { Whole, Chunked, HangUp, Silence };

    Way m_way = Way::Whole;
    int m_status = 200;
    QList<QPair<QByteArray, QByteArray>> m_headers;
    QList<QByteArray> m_pieces;
    int m_gap = 0;
    int m_delay = 0;
    qsizetype m_cut = -1;
    qsizetype m_stall = -1;
};

/// A request as it came over the wire.
struct FakeRequest {
    QByteArray method;
    /// As sent: still percent-encoded.
    QByteArray path;
    /// Without the question mark.
    QByteArray query;
    /// Names in lower case.
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
    /// Which connection it came on, counted from 1.
    int connection = 0;

    /// A header by its name in any case, empty where it is absent.
    QByteArray header(const QByteArray &name) const { return headers.value(name.toLower()); }
    bool hasHeader(const QByteArray &name) const { return headers.contains(name.toLower()); }
};

/// A scripted HTTP/1.1 server on 127.0.0.1, in the thread that makes it: real sockets, no threads. It answers each (method, path)
/// with the script's answers in their order, the last one again and again; what has no script gets an empty 404. Keeps every request.
class FakeServer : public QObject
{
    Q_OBJECT
public:
    explicit FakeServer(QObject *parent = nullptr);
    /// Speaks HTTPS with that certificate and key; asks for a client certificate where the configuration verifies peers.
    explicit FakeServer(const QSslConfiguration &tls, QObject *parent = nullptr);
    ~FakeServer() override;

    /// "http://127.0.0.1:PORT", or https where it speaks that.
    QUrl url() const;
    quint16 port() const { return m_server->serverPort(); }

    /// path is as it goes over the wire (percent-encoded), without the query; "*" is any path.
    void on(const QByteArray &method, const QByteArray &path, const FakeAnswer &answer);
    /// Drops the scripts, keeps the requests and the connections.
    void forgetScripts() { m_scripts.clear(); }

    const QList<FakeRequest> &requests() const { return m_requests; }
    /// The latest one; an empty one before the first.
    FakeRequest lastRequest() const { return m_requests.isEmpty() ? FakeRequest() : m_requests.last(); }
    int count(const QByteArray &method, const QByteArray &path) const;
    int openConnections() const { return int(m_sockets.size()); }
    /// Closes every connection; new ones are welcome.
    void dropConnections();
    /// Resets every connection and stops listening: the server is gone.
    void die();

Q_SIGNALS:
    /// Before the answer is chosen: a script that is made now counts for it.
    void requested(const FakeRequest &request);
    /// A client closed its end, or we did.
    void disconnected();

private:
    struct Peer {
        QByteArray received;
        int number = 0;
        bool busy = false;
    };

    void accept();
    void read(QTcpSocket *socket);
    bool takeRequest(Peer &peer, FakeRequest &request);
    FakeAnswer answerTo(const FakeRequest &request);
    void start(QTcpSocket *socket, const FakeAnswer &answer, bool close);
    void sendHead(QTcpSocket *socket, const FakeAnswer &answer, bool close);
    void sendPieces(QTcpSocket *socket, const FakeAnswer &answer, qsizetype index, qsizetype sent, bool close);
    void endAnswer(QTcpSocket *socket, const FakeAnswer &answer, bool close);

    void listen();

    const QString m_scheme;
    std::unique_ptr<QTcpServer> m_server;
    QHash<QByteArray, QList<FakeAnswer>> m_scripts;
    QHash<QTcpSocket *, Peer> m_sockets;
    QList<FakeRequest> m_requests;
    int m_connections = 0;
};
