#pragma once

#include "app/api/retry.h"
#include "app/values/result.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <optional>

/// What a Call and its request share. The request is a child of it, so that the end of the state is the end of the request; the
/// outcome is handed over once, from the event loop, whenever both it and a continuation are there.
template <typename T>
class CallState final : public QObject
{
public:
    using Continuation = std::function<void(const Result<T> &)>;

    bool isRunning() const { return !m_delivered && (!m_outcome || m_continuation); }

    /// The first outcome counts.
    void finish(Result<T> outcome)
    {
        if (m_outcome || m_delivered)
            return;
        m_retry.reset();
        m_outcome.emplace(std::move(outcome));
        schedule();
    }

    /// The last attempt failed and another one goes on. Comes from the event loop; whoever hears it may delete this object.
    void noteRetry(const Retry &retry)
    {
        m_retry = retry;
        if (!m_onRetry || !m_retryContext)
            return;
        const auto told = m_onRetry;
        told(retry);
    }
    const std::optional<Retry> &retry() const { return m_retry; }
    void onRetry(QObject *context, std::function<void(const Retry &)> told)
    {
        m_retryContext = context;
        m_onRetry = std::move(told);
    }

    /// context is what has to be alive for the continuation to run; it must not be null.
    void then(QObject *context, Continuation continuation)
    {
        Q_ASSERT(context);
        m_context = context;
        m_continuation = std::move(continuation);
        schedule();
    }

    /// The context owns the state from here on; it goes with the context or after it was delivered.
    static void giveTo(QObject *context, std::unique_ptr<CallState> state)
    {
        state->m_ownsItself = true;
        state.release()->setParent(context);
    }

private:
    void schedule()
    {
        if (m_outcome && m_continuation)
            QMetaObject::invokeMethod(this, [this] { deliver(); }, Qt::QueuedConnection);
    }

    void deliver()
    {
        if (m_delivered)
            return;
        m_delivered = true;
        if (m_ownsItself)
            deleteLater();
        // The continuation may delete this object, so nothing of it is touched after the call.
        const Continuation continuation = std::move(m_continuation);
        const Result<T> outcome = *std::exchange(m_outcome, std::nullopt);
        m_continuation = nullptr;
        if (m_context)
            continuation(outcome);
    }

    QPointer<QObject> m_retryContext;
    std::function<void(const Retry &)> m_onRetry;
    std::optional<Retry> m_retry;
    QPointer<QObject> m_context;
    Continuation m_continuation;
    std::optional<Result<T>> m_outcome;
    bool m_delivered = false;
    bool m_ownsItself = false;
};
