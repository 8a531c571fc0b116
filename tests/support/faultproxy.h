#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <QUrl>

#include <functional>

class QTcpSocket;

/// What goes wrong with one request on its way to a server, or with the answer on its way back.
struct Fault {
    enum class Kind {
        None,
        CutRequest, ///< The connection ends when that much of the request came; nothing of it is passed on; `answer` comes first.
        HangUp, ///< It ends when the whole request came; nothing is passed on.
        Swallow, ///< The server gets the request, its answer is lost and the connection ends.
        CutAnswer, ///< It ends when that much of the answer was passed on.
        StallAnswer, ///< It stays open, but nothing more is passed on.
        Drip, ///< The answer is passed on in small pieces, `delay` apart.
        Instead, ///< The client gets `answer`, the server nothing; then the connection ends.
        TrimBody, ///< The answer's body ends in its middle and its head says that this is all.
    };
    enum class Place { Start, InHead, AfterHead, InBody };

    Kind kind = Kind::None;
    Place place = Place::Start;
    /// The connection ends by a reset, not by being closed.
    bool resets = false;
    /// Milliseconds before the request is passed on, or between pieces.
    int delay = 0;
    QByteArray answer = {};
    qsizetype piece = 1;
};

/// A relay on 127.0.0.1 between an HTTP client and a server on this machine, which breaks what it is told to. It knows requests by
/// their Content-Length. In the thread that makes it; no threads, no waiting.
class FaultProxy : public QObject
{
    Q_OBJECT
public:
    /// Asked when a request begins, with its first bytes ("POST /api/chunk ..."); requests are counted from 1 over all connections, those
    /// that a client repeats too.
    using Choice = std::function<Fault(int number, const QByteArray &begin)>;

    FaultProxy(quint16 target, Choice choice);

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }
    /// The whole requests that came, heads included, whether they were passed on or not.
    const QList<QByteArray> &requests() const { return m_requests; }
    /// Those that begin so.
    int count(const QByteArray &begin) const;
    int connections() const { return m_connections; }
    /// How many requests something was done to.
    int broken() const { return m_broken; }

private:
    struct Line;

    void accept();
    void readRequest(Line &line);
    void carryOut(Line &line);
    void pass(Line &line);
    void readAnswer(Line &line);
    void trim(Line &line);
    void drip(Line &line);
    static void end(Line &line);

    QTcpServer m_server;
    const quint16 m_target;
    const Choice m_choice;
    QList<QByteArray> m_requests;
    int m_number = 0;
    int m_connections = 0;
    int m_broken = 0;
};
