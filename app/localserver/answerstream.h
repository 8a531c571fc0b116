#pragma once

#include "app/localserver/response.h"

#include <QString>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

/// An answer in the making, in a thread of its own, so that what goes wrong before its first word can still become an error
/// status. When it is destroyed, or its client goes, the maker is told that nobody wants it any more and is waited for.
class AnswerStream
{
public:
    using Hand = std::function<bool(const QString &)>;
    using IsWanted = std::function<bool()>;
    /// Makes the answer; what it has to do at the end, it does for abandoned answers too.
    using Maker = std::function<Result<void>(const Hand &, const IsWanted &)>;

    /// isServing is asked now and then whether the server goes on.
    AnswerStream(Maker maker, IsWanted isServing);
    ~AnswerStream();
    AnswerStream(const AnswerStream &) = delete;
    AnswerStream &operator=(const AnswerStream &) = delete;

    /// Waits for the first word, the end or that time. The error where the answer failed without a word.
    std::optional<Error> startWithin(std::chrono::milliseconds time);
    /// Sends the answer until its end.
    void relay(StreamSink &sink);
    /// Waits for the whole answer.
    Result<QString> whole();

    /// The answer as a response: streamed, or as one JSON string. Statuses of failures: 400, with the model's reason.
    static Response response(const std::shared_ptr<AnswerStream> &stream, bool isStreamed);

private:
    void make(const Maker &maker);
    bool hand(const QString &piece);
    bool isWanted();

    const IsWanted m_isServing;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    QString m_pending;
    bool m_hasBegun = false;
    bool m_isAbandoned = false;
    bool m_isFinished = false;
    std::optional<Error> m_error;
    std::thread m_thread;
};
