#include "tests/support/fakellm.h"

#include "app/values/json.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

using namespace Qt::StringLiterals;

namespace
{

bool readable(int socket, int milliseconds)
{
    pollfd waiting{socket, POLLIN, 0};
    return poll(&waiting, 1, milliseconds) > 0;
}

bool hasLeft(int socket)
{
    char byte = 0;
    return readable(socket, 0) && recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

QByteArray head(const QByteArray &type, int status)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\nContent-Type: " + type + "\r\nConnection: close\r\n";
}

}

QByteArray FakeLlmScript::event(const QString &text)
{
    const Json delta = Json::object({{u"content", text}});
    const Json choice = Json::object({{u"index", 0}, {u"delta", delta}, {u"finish_reason", nullptr}});
    return "data: " + Json::object({{u"object", u"chat.completion.chunk"}, {u"choices", Json::array({choice})}}).toBytes()
        + "\n\n";
}

FakeLlmScript FakeLlmScript::deltas(const QStringList &texts)
{
    FakeLlmScript script{{head("text/event-stream", 200) + "\r\n"}};
    script.writes.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n");
    for (const QString &text : texts)
        script.writes.append(event(text));
    script.writes.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    return script;
}

FakeLlmScript FakeLlmScript::toolCall(const QString &name, const QString &arguments)
{
    const auto piece = [](const Json &function, bool isFirst) {
        Json call = Json::object({{u"index", 0}, {u"function", function}});
        if (isFirst)
            call.set(u"id", u"call-1"_s);
        const Json choice
            = Json::object({{u"index", 0}, {u"delta", Json::object({{u"tool_calls", Json::array({call})}})}, {u"finish_reason", nullptr}});
        return "data: " + Json::object({{u"choices", Json::array({choice})}}).toBytes() + "\n\n";
    };
    const qsizetype half = arguments.size() / 2;
    FakeLlmScript script{{head("text/event-stream", 200) + "\r\n"}};
    script.writes.append(piece(Json::object({{u"name", name}, {u"arguments", arguments.left(half)}}), true));
    script.writes.append(piece(Json::object({{u"arguments", arguments.mid(half)}}), false));
    script.writes.append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n");
    return script;
}

FakeLlmScript FakeLlmScript::cutInto(qsizetype bytes) const
{
    FakeLlmScript script = *this;
    const QByteArray whole = writes.join();
    script.writes.clear();
    for (qsizetype at = 0; at < whole.size(); at += bytes)
        script.writes.append(whole.mid(at, bytes));
    return script;
}

FakeLlmScript FakeLlmScript::droppedAfter(qsizetype bytes) const
{
    FakeLlmScript script = *this;
    script.writes = {writes.join().left(bytes)};
    return script;
}

FakeLlmScript FakeLlmScript::json(const QByteArray &body, int status)
{
    return {{head("application/json", status) + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body}};
}

FakeLlmScript FakeLlmScript::events(const QByteArray &body)
{
    return {{head("text/event-stream", 200) + "\r\n", body}};
}

FakeLlm::FakeLlm()
{
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (bind(m_listener, generic, length) != 0 || listen(m_listener, 16) != 0 || getsockname(m_listener, generic, &length) != 0)
        qFatal("FakeLlm cannot listen on loopback");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FakeLlm::~FakeLlm()
{
    m_stopping = true;
    m_thread.join();
    close(m_listener);
}

QString FakeLlm::baseUrl() const
{
    return u"http://127.0.0.1:%1/v1"_s.arg(m_port);
}

void FakeLlm::next(const FakeLlmScript &script)
{
    const std::lock_guard lock(m_mutex);
    m_scripts.append(script);
}

QByteArrayList FakeLlm::heads() const
{
    const std::lock_guard lock(m_mutex);
    return m_heads;
}

QByteArrayList FakeLlm::bodies() const
{
    const std::lock_guard lock(m_mutex);
    return m_bodies;
}

void FakeLlm::answerWith(std::function<FakeLlmScript(const QByteArray &)> answer)
{
    const std::lock_guard lock(m_mutex);
    m_answer = std::move(answer);
}

FakeLlmScript FakeLlm::takeScript(const QByteArray &body)
{
    const std::lock_guard lock(m_mutex);
    if (!m_scripts.isEmpty())
        return m_scripts.takeFirst();
    return m_answer ? m_answer(body) : FakeLlmScript::deltas({u"Hello [1]."_s});
}

void FakeLlm::run()
{
    while (!m_stopping) {
        if (!readable(m_listener, 20))
            continue;
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            continue;
        const int on = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        serve(client);
        close(client);
    }
}

void FakeLlm::serve(int socket)
{
    QByteArray received;
    qsizetype headEnd = -1;
    qsizetype wanted = -1;
    std::array<char, 65536> buffer{};
    while (!m_stopping && (headEnd < 0 || received.size() < wanted)) {
        if (!readable(socket, 20))
            continue;
        const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return;
        received.append(buffer.data(), count);
        headEnd = received.indexOf("\r\n\r\n");
        const qsizetype field = received.toLower().indexOf("content-length:");
        if (headEnd >= 0 && field >= 0)
            wanted = headEnd + 4 + received.mid(field + 15, received.indexOf('\r', field) - field - 15).trimmed().toLongLong();
    }
    {
        const std::lock_guard lock(m_mutex);
        m_heads.append(received.left(headEnd));
        m_bodies.append(received.mid(headEnd + 4));
    }
    const FakeLlmScript script = takeScript(received.mid(headEnd + 4));
    for (const QByteArray &bytes : script.writes) {
        if (script.pauseMs > 0)
            std::this_thread::sleep_for(std::chrono::milliseconds(script.pauseMs));
        if (m_stopping || hasLeft(socket) || send(socket, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL) < 0) {
            ++m_abandoned;
            return;
        }
    }
    while (script.end == FakeLlmScript::End::HoldOpen && !m_stopping) {
        if (hasLeft(socket)) {
            ++m_abandoned;
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}
