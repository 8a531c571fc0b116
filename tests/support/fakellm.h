#pragma once

#include <QByteArrayList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

/// What a FakeLlm does with one request: writes bytes of HTTP as they stand, each in a write of its own, and ends.
struct FakeLlmScript {
    enum class End { Close, HoldOpen };

    QByteArrayList writes;
    int pauseMs = 0;
    End end = End::Close;

    /// The usual answer: server-sent events, one delta each, [DONE].
    static FakeLlmScript deltas(const QStringList &texts);
    /// The same bytes in writes of that many bytes.
    FakeLlmScript cutInto(qsizetype bytes) const;
    /// Only the first bytes, then the connection goes.
    FakeLlmScript droppedAfter(qsizetype bytes) const;
    /// A call of a tool, its arguments in two pieces.
    static FakeLlmScript toolCall(const QString &name, const QString &arguments);
    static FakeLlmScript json(const QByteArray &body, int status = 200);
    /// Any body of event stream, as it stands.
    static FakeLlmScript events(const QByteArray &body);
    static QByteArray event(const QString &text);
};

/// A language model server on loopback that speaks OpenAI's wire format and does what the script says. Works in a thread of its
/// own, because the client under test blocks. Requests beyond the scripts get "Hello [1].".
class FakeLlm
{
public:
    FakeLlm();
    ~FakeLlm();
    FakeLlm(const FakeLlm &) = delete;
    FakeLlm &operator=(const FakeLlm &) = delete;

    /// "http://127.0.0.1:PORT/v1"
    QString baseUrl() const;
    void next(const FakeLlmScript &script);
    /// Answers requests beyond the scripts, given their body. Called in this server's thread.
    void answerWith(std::function<FakeLlmScript(const QByteArray &)> answer);
    /// Head and body of the requests so far, in their order.
    QByteArrayList heads() const;
    QByteArrayList bodies() const;
    /// How many clients went away while something was still being written to them or held open.
    int abandoned() const { return m_abandoned; }

private:
    void run();
    void serve(int socket);
    FakeLlmScript takeScript(const QByteArray &body);

    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_abandoned = 0;
    mutable std::mutex m_mutex;
    QList<FakeLlmScript> m_scripts;
    std::function<FakeLlmScript(const QByteArray &)> m_answer;
    QByteArrayList m_heads;
    QByteArrayList m_bodies;
    std::thread m_thread;
};
