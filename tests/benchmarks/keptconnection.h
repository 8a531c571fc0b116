#pragma once

#include <QByteArray>

#include <functional>

/// An HTTP/1.1 client of one kept-alive connection to loopback on a blocking socket, so that what is measured is the server. Any answer
/// but 2xx ends the program. For one thread.
class KeptConnection
{
public:
    explicit KeptConnection(quint16 port);
    ~KeptConnection();
    KeptConnection(const KeptConnection &) = delete;
    KeptConnection &operator=(const KeptConnection &) = delete;

    /// Lines of headers that go with each request, each ended by CR LF.
    void setHeaders(const QByteArray &headers) { m_headers = headers; }
    /// The answer's body.
    QByteArray send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    QByteArray get(const QByteArray &path) { return send("GET", path); }
    QByteArray post(const QByteArray &path, const QByteArray &body) { return send("POST", path, body); }
    /// Hands on each piece of a chunked body as soon as it is there.
    void stream(const QByteArray &path, const QByteArray &body, const std::function<void(QByteArrayView piece)> &take);

private:
    void request(const QByteArray &method, const QByteArray &path, const QByteArray &body);
    void receive();
    /// Reads to the end of the headers and gives them.
    QByteArray head();
    QByteArray line();

    int m_socket = -1;
    QByteArray m_headers;
    /// What was received and not used yet.
    QByteArray m_received;
};
