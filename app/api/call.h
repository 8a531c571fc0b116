#pragma once

#include "app/values/result.h"

#include <QObject>

#include <functional>
#include <memory>

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
    Call(Call &&) noexcept = default;
    Call &operator=(Call &&) noexcept = default;

    bool isRunning() const;
    /// The handle stays the owner. The continuation is dropped when the context dies first; the request then goes on until the handle goes.
    void then(QObject *context, Continuation continuation) &;
    /// The context becomes the owner: its end aborts the request.
    void then(QObject *context, Continuation continuation) &&;
};
