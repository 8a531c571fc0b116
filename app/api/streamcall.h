#pragma once

#include "app/values/error.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

class StreamReply;

/// How a stream of text ended.
struct StreamEnd {
    enum class How {
        Complete, ///< The server ended it properly. (A server's own time limit looks the same.)
        Interrupted, ///< It broke off after it had begun: what came is kept.
        Refused, ///< The server answered with an error, or could not be reached: nothing came.
        TimedOut, ///< No byte for too long.
    };
    How how = How::Complete;
    /// Set for all but Complete.
    std::optional<Error> error;
    /// The TR-QueryID header: the id of the answer for ratings, empty where the server sent none.
    QString queryId;
    /// From the first byte of the request to the first byte of the answer, and to its end.
    qint64 firstByteMilliseconds = 0;
    qint64 milliseconds = 0;
    /// The X-TR-Query header: what the server heard in a recording; empty where none was sent.
    QString transcript;

    /// Whether a complete answer ended when a server's time for answers commonly ends (10 or 120 seconds): it is cut off then, and
    /// looks like any other. True of few that were not cut. Nobody sees when a server begins to count, only that it is between the
    /// request and the first byte: the two ends of that count always, all between them where the text seems unfinished, too.
    bool mayBeCut(bool seemsUnfinished = false) const;
};

/// A streamed answer under way: a move-only handle with the ownership rules of Call. Text comes in whole characters, however the
/// network cut the bytes, as often as the network delivers: whoever shows it coalesces. Text and end come from the event loop only.
class StreamCall
{
public:
    StreamCall();
    explicit StreamCall(std::unique_ptr<StreamReply> reply);
    StreamCall(StreamCall &&) noexcept;
    StreamCall &operator=(StreamCall &&) noexcept;
    ~StreamCall();

    bool isRunning() const;

    /// Calls onText(const QString &) for each piece and onEnd(const StreamEnd &) exactly once, unless the handle or the context goes first.
    void then(QObject *context, std::function<void(const QString &)> onText, std::function<void(const StreamEnd &)> onEnd);

private:
    std::unique_ptr<StreamReply> m_reply;
};
