#include "tests/support/fakeserver.h"

#include <QPointer>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

FakeAnswer FakeAnswer::json(const QByteArray &body, int status)
{
    return bytes("application/json", body, status);
}

FakeAnswer FakeAnswer::text(const QByteArray &body, int status)
{
    return bytes("text/plain; charset=utf-8", body, status);
}

FakeAnswer FakeAnswer::html(const QByteArray &body, int status)
{
    return bytes("text/html; charset=utf-8", body, status);
}

FakeAnswer FakeAnswer::bytes(const QByteArray &contentType, const QByteArray &body, int status)
{
    FakeAnswer answer = empty(status).header("Content-Type", contentType);
    answer.m_pieces = {body};
    return answer;
}

FakeAnswer FakeAnswer::empty(int status)
{
    FakeAnswer answer;
    answer.m_status = status;
    return answer;
}

FakeAnswer FakeAnswer::redirect(const QUrl &target, int status)
{
    return empty(status).header("Location", target.toEncoded());
}

FakeAnswer FakeAnswer::stream(const QList<QByteArray> &pieces, int gap)
{
    FakeAnswer answer;
    answer.m_way = Way::Chunked;
    answer.m_pieces = pieces;
    answer.m_gap = gap;
    return answer;
}

FakeAnswer FakeAnswer::hangUp()
{
    FakeAnswer answer;
    answer.m_way = Way::HangUp;
    return answer;
}

FakeAnswer FakeAnswer::silence()
{
    FakeAnswer answer;
    answer.m_way = Way::Silence;
    return answer;
}

FakeAnswer FakeAnswer::header(const QByteArray &name, const QByteArray &value) const
{
    FakeAnswer answer = *this;
    answer.m_headers.append({name, value});
    return answer;
}

FakeAnswer FakeAnswer::after(int delay) const
{
    FakeAnswer answer = *this;
    answer.m_delay = delay;
    return answer;
}

FakeAnswer FakeAnswer::cutAfter(qsizetype bytes) const
{
    FakeAnswer answer = *this;
    answer.m_cut = bytes;
    return answer;
}

FakeAnswer FakeAnswer::stallAfter(qsizetype bytes) const
{
    FakeAnswer answer = *this;
    answer.m_stall = bytes;
    return answer;
}

FakeServer::FakeServer(QObject *parent) : QObject(parent), m_scheme(QStringLiteral("http")), m_server(std::make_unique<QTcpServer>())
{
    listen();
}

FakeServer::FakeServer(const QSslConfiguration &tls, QObject *parent) : QObject(parent), m_scheme(QStringLiteral("https"))
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    listen();
}

void FakeServer::listen()
{
    // The second tells of connections whose handshake is done.
    connect(m_server.get(), &QTcpServer::newConnection, this, &FakeServer::accept);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &FakeServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("No port to listen on: %s", qPrintable(m_server->errorString()));
}

FakeServer::~FakeServer()
{
    die();
}

void FakeServer::die()
{
    m_server->close();
    dropConnections();
}

void FakeServer::dropConnections()
{
    const QList<QTcpSocket *> sockets = m_sockets.keys();
    m_sockets.clear();
    for (QTcpSocket *socket : sockets) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

QUrl FakeServer::url() const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(m_scheme).arg(m_server->serverPort()));
}

void FakeServer::on(const QByteArray &method, const QByteArray &path, const FakeAnswer &answer)
{
    m_scripts[method + ' ' + path].append(answer);
}

int FakeServer::count(const QByteArray &method, const QByteArray &path) const
{
    return int(std::count_if(m_requests.begin(), m_requests.end(),
        [&](const FakeRequest &request) { return request.method == method && request.path == path; }));
}

void FakeServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        m_sockets.insert(socket, Peer{{}, ++m_connections, false});
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_sockets.remove(socket);
            socket->deleteLater();
            Q_EMIT disconnected();
        });
    }
}

void FakeServer::read(QTcpSocket *socket)
{
    const auto peer = m_sockets.find(socket);
    if (peer == m_sockets.end())
        return;
    peer->received += socket->readAll();
    FakeRequest request;
    if (peer->busy || !takeRequest(*peer, request))
        return;
    peer->busy = true;
    m_requests.append(request);
    Q_EMIT requested(request);
    const FakeAnswer answer = answerTo(request);
    const bool close = request.header("Connection").toLower() == "close";
    QTimer::singleShot(answer.m_delay, socket, [this, socket, answer, close] { start(socket, answer, close); });
}

bool FakeServer::takeRequest(Peer &peer, FakeRequest &request)
{
    const qsizetype headEnd = peer.received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    QList<QByteArray> lines = peer.received.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (peer.received.size() < headEnd + 4 + length)
        return false;
    request.method = words.value(0);
    const QByteArray target = words.value(1);
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    request.body = peer.received.mid(headEnd + 4, length);
    request.connection = peer.number;
    peer.received.remove(0, headEnd + 4 + length);
    return true;
}

FakeAnswer FakeServer::answerTo(const FakeRequest &request)
{
    for (const QByteArray &path : {request.path, QByteArrayLiteral("*")}) {
        const auto script = m_scripts.find(request.method + ' ' + path);
        if (script != m_scripts.end())
            return script->size() > 1 ? script->takeFirst() : script->first();
    }
    return FakeAnswer::empty(404);
}

void FakeServer::start(QTcpSocket *socket, const FakeAnswer &answer, bool close)
{
    if (answer.m_way == FakeAnswer::Way::Silence)
        return;
    if (answer.m_way == FakeAnswer::Way::HangUp) {
        socket->disconnectFromHost();
        return;
    }
    sendHead(socket, answer, close);
    sendPieces(socket, answer, 0, 0, close);
}

void FakeServer::sendHead(QTcpSocket *socket, const FakeAnswer &answer, bool close)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.m_status) + " Status\r\n";
    for (const auto &[name, value] : answer.m_headers)
        head += name + ": " + value + "\r\n";
    if (answer.m_way == FakeAnswer::Way::Chunked)
        head += "Transfer-Encoding: chunked\r\n";
    else if (answer.m_status != 204)
        head += "Content-Length: " + QByteArray::number(answer.m_pieces.join().size()) + "\r\n";
    if (close)
        head += "Connection: close\r\n";
    socket->write(head + "\r\n");
}

void FakeServer::sendPieces(QTcpSocket *socket, const FakeAnswer &answer, qsizetype index, qsizetype sent, bool close)
{
    if (!m_sockets.contains(socket))
        return;
    const qsizetype limit = answer.m_cut >= 0 ? answer.m_cut : answer.m_stall;
    while (index < answer.m_pieces.size()) {
        const QByteArray &whole = answer.m_pieces[index];
        const QByteArray piece = limit < 0 ? whole : whole.left(limit - sent);
        const bool chunked = answer.m_way == FakeAnswer::Way::Chunked;
        if (chunked && !piece.isEmpty())
            socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        else
            socket->write(piece);
        sent += piece.size();
        ++index;
        if (sent == limit && (piece.size() < whole.size() || index < answer.m_pieces.size() || answer.m_stall >= 0 || chunked)) {
            if (answer.m_cut >= 0)
                socket->disconnectFromHost();
            return;
        }
        if (answer.m_gap > 0 && index < answer.m_pieces.size()) {
            QTimer::singleShot(answer.m_gap, socket,
                [this, socket, answer, index, sent, close] { sendPieces(socket, answer, index, sent, close); });
            return;
        }
    }
    endAnswer(socket, answer, close);
}

void FakeServer::endAnswer(QTcpSocket *socket, const FakeAnswer &answer, bool close)
{
    if (answer.m_way == FakeAnswer::Way::Chunked)
        socket->write("0\r\n\r\n");
    if (close) {
        socket->disconnectFromHost();
        return;
    }
    const auto peer = m_sockets.find(socket);
    if (peer == m_sockets.end())
        return;
    peer->busy = false;
    if (!peer->received.isEmpty())
        QTimer::singleShot(0, socket, [this, socket] { read(socket); });
}
