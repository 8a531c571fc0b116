#include "app/localserver/httpserver.h"

#include "app/localserver/httpexchange.h"
#include "app/localserver/streampipe.h"

#include <QLoggingCategory>

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(category, "retriever.localserver", QtWarningMsg)

constexpr unsigned connectionLimit = 256;
constexpr unsigned idleSeconds = 60;
// Of request line and headers together.
constexpr std::size_t headerLimit = 65'536;
constexpr qint64 heldLimit = 4 * Reception::bodyLimit;
// A refused body is read to its end so that the client sees the answer and no reset, but not for ever.
constexpr qint64 drainLimit = 1'073'741'824;

MHD_Result collectHeader(void *target, MHD_ValueKind, const char *name, const char *value)
{
    auto &headers = *static_cast<QHash<QByteArray, QByteArray> *>(target);
    QByteArray &kept = headers[QByteArray(name).toLower()];
    // A header sent twice is a list; two hosts or two keys then match nothing.
    kept = kept.isEmpty() ? QByteArray(value ? value : "") : kept + ", " + (value ? value : "");
    return MHD_YES;
}

void addHeaders(MHD_Response *made, const Response &response)
{
    for (const auto &[name, value] : response.headers)
        MHD_add_response_header(made, name.constData(), value.constData());
    MHD_add_response_header(made, "Cache-Control", "no-store");
    MHD_add_response_header(made, "X-Content-Type-Options", "nosniff");
}

bool queue(MHD_Connection *connection, int status, MHD_Response *made)
{
    const bool queued = MHD_queue_response(connection, unsigned(status), made) == MHD_YES;
    MHD_destroy_response(made);
    return queued;
}

void freeBytes(void *bytes)
{
    delete static_cast<QByteArray *>(bytes);
}

// What MHD holds of a streamed answer.
struct OpenStream {
    HttpServer *server;
    StreamPipe pipe;
};

ssize_t readStream(void *stream, std::uint64_t, char *target, std::size_t limit)
{
    std::size_t count = 0;
    switch (static_cast<OpenStream *>(stream)->pipe.read(target, limit, count)) {
    case StreamPipe::Outcome::Bytes:
        return ssize_t(count);
    case StreamPipe::Outcome::End:
        return MHD_CONTENT_READER_END_OF_STREAM;
    case StreamPipe::Outcome::Broken:
        break;
    }
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

void freeStream(void *stream)
{
    auto *open = static_cast<OpenStream *>(stream);
    open->server->forget(&open->pipe);
    delete open;
}

void *onTarget(void *, const char *target, MHD_Connection *)
{
    return new HttpExchange(target);
}

MHD_Result onRequest(void *self, MHD_Connection *connection, const char *, const char *method, const char *, const char *bytes,
    std::size_t *size, void **context)
{
    auto &server = *static_cast<HttpServer *>(self);
    auto &exchange = *static_cast<HttpExchange *>(*context);
    try {
        if (!exchange.begun) {
            server.begin(exchange, connection, method);
            server.watch().gotHead(connection, exchange.match.route && !exchange.refusal);
            // Whoever asks before sending gets the refusal instead of "continue".
            const bool asksFirst = exchange.request.header("expect").toLower() == "100-continue";
            return exchange.refusal && asksFirst && !server.answer(exchange, connection) ? MHD_NO : MHD_YES;
        }
        if (*size > 0) {
            server.receive(exchange, bytes, *size);
            server.watch().gotBody(connection, qint64(*size));
            *size = 0;
            return exchange.receivedBytes > drainLimit ? MHD_NO : MHD_YES;
        }
        server.watch().working(connection);
        return server.answer(exchange, connection) ? MHD_YES : MHD_NO;
    } catch (const std::exception &error) {
        qCCritical(category) << "a request could not be handled:" << error.what();
        return MHD_NO;
    }
}

void onCompleted(void *self, MHD_Connection *connection, void **context, MHD_RequestTerminationCode)
{
    static_cast<HttpServer *>(self)->watch().answered(connection);
    auto *exchange = static_cast<HttpExchange *>(std::exchange(*context, nullptr));
    if (exchange)
        static_cast<HttpServer *>(self)->release(*exchange);
    delete exchange;
}

void onConnection(void *self, MHD_Connection *connection, void **, MHD_ConnectionNotificationCode what)
{
    ConnectionWatch &watch = static_cast<HttpServer *>(self)->watch();
    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        watch.opened(connection, MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    else
        watch.closed(connection);
}

// A socket that listens on the loopback address; the daemon closes it.
Result<int> listen(quint16 port)
{
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    // A port that was ours a moment ago may be taken again at once.
    const int reuse = 1;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listening >= 0 && ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse) == 0
        && ::bind(listening, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 && ::listen(listening, SOMAXCONN) == 0)
        return listening;
    const int reason = errno;
    if (listening >= 0)
        ::close(listening);
    return Error{Error::Kind::Rejected, 0,
        u"Port %1 of this computer cannot be used (%2). Choose another port, or 0 for a free one."_s.arg(port).arg(qt_error_string(reason)), {}};
}

quint16 portOf(int socket)
{
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr *>(&address), &size);
    return ntohs(address.sin_port);
}

void onLog(void *, const char *format, va_list arguments)
{
    qCDebug(category).noquote() << QString::vasprintf(format, arguments).trimmed();
}

}

Result<std::unique_ptr<HttpServer>> HttpServer::start(const Router &router, Store &store, quint16 port, const QByteArray &key)
{
    // The first request may come as soon as the daemon runs, so everything is in place before; the port must be known for that.
    const auto listening = listen(port);
    if (!listening)
        return listening.error();
    std::unique_ptr<HttpServer> server(new HttpServer);
    server->m_port = portOf(*listening);
    server->m_reception = std::make_unique<Reception>(router, store, server->m_port, key);
    server->m_record = AnswerRecord::open(router);
    server->m_daemon = MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ERROR_LOG,
        0, nullptr, nullptr, onRequest, server.get(), MHD_OPTION_EXTERNAL_LOGGER, onLog, nullptr, MHD_OPTION_LISTEN_SOCKET, *listening,
        MHD_OPTION_CONNECTION_LIMIT, connectionLimit, MHD_OPTION_CONNECTION_TIMEOUT, idleSeconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        headerLimit, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, onTarget, nullptr, MHD_OPTION_NOTIFY_COMPLETED,
        onCompleted, server.get(), MHD_OPTION_NOTIFY_CONNECTION, onConnection, server.get(), MHD_OPTION_END);
    if (server->m_daemon)
        return server;
    const int reason = errno;
    ::close(*listening);
    return Error{Error::Kind::Rejected, 0, u"The local server could not start: %1."_s.arg(qt_error_string(reason)), {}};
}

HttpServer::~HttpServer()
{
    {
        // Connections that wait for a stream would keep the daemon from stopping.
        const std::lock_guard lock(m_pipesMutex);
        m_stopping = true;
        for (StreamPipe *pipe : m_pipes)
            pipe->close();
    }
    if (m_daemon)
        MHD_stop_daemon(m_daemon);
}

void HttpServer::begin(HttpExchange &exchange, MHD_Connection *connection, const char *method)
{
    exchange.begun = true;
    exchange.request.method = QByteArray(method).toUpper();
    MHD_get_connection_values(connection, MHD_HEADER_KIND, collectHeader, &exchange.request.headers);
    m_reception->admit(exchange);
}

void HttpServer::receive(HttpExchange &exchange, const char *bytes, std::size_t size)
{
    exchange.receivedBytes += qint64(size);
    if (exchange.refusal)
        return;
    if (exchange.receivedBytes > Reception::bodyLimit) {
        exchange.refusal = Reception::tooLarge();
    } else if (m_heldBytes.fetch_add(qint64(size)) + qint64(size) > heldLimit) {
        m_heldBytes -= qint64(size);
        exchange.refusal = Response::error(503, u"Too many large requests at once. Try again in a moment."_s);
    } else {
        exchange.heldBytes += qint64(size);
        // Growing piece by piece would take up to twice the memory.
        if (exchange.request.body.isEmpty())
            exchange.request.body.reserve(qsizetype(qBound(qint64(size), exchange.request.header("content-length").toLongLong(), Reception::bodyLimit)));
        exchange.request.body.append(bytes, qsizetype(size));
        return;
    }
    exchange.request.body = {};
    release(exchange);
}

void HttpServer::release(HttpExchange &exchange)
{
    m_heldBytes -= std::exchange(exchange.heldBytes, 0);
}

bool HttpServer::answer(HttpExchange &exchange, MHD_Connection *connection)
{
    Response response = m_reception->respond(exchange);
    if (m_record)
        m_record->add(exchange, response);
    qCInfo(category).noquote() << exchange.request.method << u'/' + exchange.request.segments.join(u'/') << response.status
                               << exchange.clock.elapsed() << "ms";
    // The body is not needed any more, and sending the answer may take long.
    exchange.request.body = {};
    release(exchange);
    if (response.stream)
        return answerStream(response, connection);
    auto *bytes = new QByteArray(response.body);
    MHD_Response *made = MHD_create_response_from_buffer_with_free_callback_cls(
        std::size_t(bytes->size()), const_cast<char *>(bytes->constData()), freeBytes, bytes);
    if (!made) {
        delete bytes;
        return false;
    }
    addHeaders(made, response);
    return queue(connection, response.status, made);
}

bool HttpServer::answerStream(const Response &response, MHD_Connection *connection)
{
    const int socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    auto *stream = new OpenStream{this, {response.stream, socket}};
    {
        const std::lock_guard lock(m_pipesMutex);
        m_pipes.insert(&stream->pipe);
        if (m_stopping)
            stream->pipe.close();
    }
    MHD_Response *made = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 32'768, readStream, stream, freeStream);
    if (!made) {
        freeStream(stream);
        return false;
    }
    addHeaders(made, response);
    return queue(connection, response.status, made);
}

void HttpServer::forget(StreamPipe *pipe)
{
    const std::lock_guard lock(m_pipesMutex);
    m_pipes.erase(pipe);
}
