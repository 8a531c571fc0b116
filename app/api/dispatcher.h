#pragma once

#include "app/api/attempts.h"
#include "app/api/call.h"
#include "app/api/errormapping.h"
#include "app/api/requesthistory.h"
#include "app/api/streamcall.h"

/// What all operations of ApiClient are built on: a connection, the two access managers, how long to wait and how often to try.
/// Operations are in one class a subject; each says what goes over the wire and how the answer is read, and nothing else.
/// Stateless but for the connection; a copy is as good as the original. Both access managers must outlive it or the calls end with
/// Canceled.
class Dispatcher
{
public:
    // Never moved: each subject would move it once more, and the second time it is empty.
    Dispatcher(const Dispatcher &) = default;
    Dispatcher &operator=(const Dispatcher &) = default;

    const Connection &connection() const { return m_connection; }

    /// From now on every request is written down there, each attempt for itself.
    void keepHistory(RequestHistory &history) { m_onlookers.history = &history; }
    /// There must be one; see keepHistory.
    RequestHistory &history() const { return *m_onlookers.history; }
    /// From now on what waits to be sent again is on that board, and that object learns from each answer what the key may do.
    void tell(RetryBoard &retries, KeyRole &keyRole);
    /// Null where nobody is told.
    RetryBoard *retries() const { return m_onlookers.retries; }
    KeyRole *keyRole() const { return m_onlookers.keyRole; }
    /// Sends a read of the log once more, with this connection's own key. Rejected where it is not a read or its body was cut.
    Call<void> repeat(const RequestRecord &record) const;

protected:
    template <typename T>
    using Decode = Result<T> (*)(const Json &);

    /// Only ApiClient makes one, with the other constructor; its subjects name this one and never run it.
    Dispatcher() = default;
    Dispatcher(Connection connection, QNetworkAccessManager &requests, QNetworkAccessManager &streams, const Patience &patience, const RetryPolicy &policy);

    /// decodeFound reads the answer of the request's look-up, where that is another one.
    template <typename T>
    Call<T> call(const ApiRequest &request, Decode<T> decode, Decode<T> decodeFound = nullptr) const
    {
        auto state = std::make_unique<CallState<T>>();
        CallState<T> *target = state.get();
        const bool leavesDoubt = request.doesHarmTwice();
        begin(
            request, target, [target](const Retry &retry) { target->noteRetry(retry); },
            [target, decode, decodeFound, leavesDoubt](const Result<HttpAnswer> &answer) {
                if (!answer)
                    target->finish(answer.error());
                else
                    target->finish(decoded<T>(*answer, answer->isOfLookup && decodeFound ? decodeFound : decode, leavesDoubt));
            });
        return Call<T>(std::move(state));
    }

    /// An operation that answers nothing.
    Call<void> call(const ApiRequest &request) const { return call<void>(request, nullptr); }

    /// Ended before it began.
    template <typename T>
    static Call<T> refused(const Error &error)
    {
        auto state = std::make_unique<CallState<T>>();
        state->finish(error);
        return Call<T>(std::move(state));
    }
    template <typename T>
    static Call<T> refused(const QString &reason)
    {
        return refused<T>(errormapping::refused(reason));
    }

    StreamCall stream(const ApiRequest &request) const;
    static StreamCall refusedStream(const QString &reason);

    RetryPolicy m_policy;

private:
    void begin(const ApiRequest &request, QObject *owner, Attempts::Told told, Exchange::Ended ended) const;

    static Error malformed(const HttpAnswer &answer, const Error &error, bool leavesDoubt)
    {
        Error told = errormapping::malformed(answer, error.message);
        told.mayHaveArrived = leavesDoubt;
        return told;
    }

    template <typename T>
    static Result<T> decoded(const HttpAnswer &answer, Decode<T> decode, bool leavesDoubt)
    {
        if constexpr (std::is_void_v<T>) {
            return {};
        } else {
            const Result<Json> json = Json::parse(answer.body);
            if (!json)
                return malformed(answer, json.error(), leavesDoubt);
            Result<T> value = decode(*json);
            if (!value)
                return malformed(answer, value.error(), leavesDoubt);
            return value;
        }
    }

    Connection m_connection;
    QPointer<QNetworkAccessManager> m_requests;
    QPointer<QNetworkAccessManager> m_streams;
    Patience m_patience;
    Onlookers m_onlookers;
};
