#pragma once

#include "app/values/json.h"

#include <QByteArray>
#include <QList>

#include <functional>

/// Where a streamed answer is written to. Usable from any thread, for the duration of the stream function it was given to.
class StreamSink
{
public:
    virtual ~StreamSink() = default;
    /// Sends a piece as soon as the client takes it; waits while the client is slow. False when the client has gone or the server is
    /// stopping: then return soon.
    virtual bool write(const QByteArray &piece) = 0;
    /// The same question without writing, for whoever waits for a model: false when nobody listens any more.
    virtual bool isOpen() const = 0;
    /// Ends the answer as broken: the client sees an incomplete transfer. For failures after the first byte.
    virtual void fail() = 0;
};

/// An answer: a whole body, or a function that writes one in pieces.
struct Response {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    /// When set, body is ignored and the function is called once, in a thread of its own that may block. The answer ends when it
    /// returns; an exception ends it as broken. The server outlives it.
    std::function<void(StreamSink &)> stream;

    static Response json(const Json &json, int status = 200);
    /// 204
    static Response noContent();
    /// {"message": message}
    static Response error(int status, const QString &message);
    static Response streamed(std::function<void(StreamSink &)> stream);

    Response &&with(const QByteArray &header, const QByteArray &value) &&
    {
        headers.append({header, value});
        return std::move(*this);
    }
};
