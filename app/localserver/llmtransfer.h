#pragma once

#include "app/localserver/eventreader.h"
#include "app/localserver/modelcall.h"

#include <optional>

/// One answer of a language model on its way: takes the bytes of the call, hands the text out and says how it ended.
class LlmTransfer
{
public:
    LlmTransfer(const ModelCall &call, const std::function<bool(const QString &)> &hand) : m_call(call), m_hand(hand) { }

    /// The next bytes; false where nobody wants more of them.
    bool take(int status, const QByteArray &bytes);
    Result<void> outcome(const ModelCall::End &end);
    /// What the model wants of its tools; complete after outcome().
    const QList<LlmToolCall> &calls() const { return m_calls; }

private:
    bool takeEvent(const QByteArray &data);
    void takeWhole();
    bool handOut(const QString &text);
    void noteError(const Json &error);
    void noteCalls(const Json &calls);

    const ModelCall &m_call;
    const std::function<bool(const QString &)> &m_hand;
    EventReader m_events;
    /// What came that is no event stream: an error, or an answer in one piece.
    QByteArray m_body;
    std::optional<bool> m_isEventStream;
    bool m_isDone = false;
    bool m_isCanceled = false;
    bool m_hasText = false;
    std::optional<Error> m_error;
    QList<LlmToolCall> m_calls;
};
