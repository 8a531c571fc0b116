#pragma once

#include "app/api/callstate.h"

/// A request under way and the right to its outcome: a move-only handle.
///
/// Destroying or reassigning a Call aborts the request, silently: the continuation is not run. Otherwise the continuation runs exactly once,
/// always from the event loop, with a value or an Error; it may delete anything, this handle and its owner included. The access manager
/// dying first gives Canceled. A default-constructed Call is not running.
///
///     m_rename = m_client.updateDataset(id, patch);                           // a member: owner gone, request gone
///     m_rename.then(this, [this](const Result<Dataset> &dataset) { ... });
///
///     m_client.health().then(context, f);                                     // on an rvalue: the context owns the request
template <typename T>
class Call
{
public:
    using Continuation = std::function<void(const Result<T> &)>;

    Call() = default;
    /// Whoever makes the state finishes it.
    explicit Call(std::unique_ptr<CallState<T>> state) : m_state(std::move(state)) { }
    Call(Call &&) noexcept = default;
    Call &operator=(Call &&) noexcept = default;

    /// Until the continuation has been started; without one, until the outcome is there.
    bool isRunning() const { return m_state && m_state->isRunning(); }

    /// The handle stays the owner. The continuation is dropped when the context dies first; the request then goes on until the handle goes.
    /// Nothing happens on a Call that never had a request.
    void then(QObject *context, Continuation continuation) &
    {
        if (m_state)
            m_state->then(context, std::move(continuation));
    }

    /// The context becomes the owner: its end aborts the request.
    void then(QObject *context, Continuation continuation) &&
    {
        if (!m_state)
            return;
        m_state->then(context, std::move(continuation));
        CallState<T>::giveTo(context, std::move(m_state));
    }

    /// Told each time that an attempt failed for a passing reason and the request goes on, so that whoever waits can be told; see
    /// RetryPolicy. The context has to be alive. Letting the Call go ends the waiting, too.
    void onRetry(QObject *context, std::function<void(const Retry &)> told)
    {
        if (m_state)
            m_state->onRetry(context, std::move(told));
    }

    /// What the request goes on after, nothing while its first attempt is under way or when it is over.
    std::optional<Retry> retry() const { return m_state ? m_state->retry() : std::nullopt; }

private:
    std::unique_ptr<CallState<T>> m_state;
};
