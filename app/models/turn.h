#pragma once

#include "app/models/answersettings.h"
#include "app/values/chunk.h"
#include "app/values/conversation.h"

#include <QDateTime>

/// One turn of a conversation as it is shown: a question, or an answer read out of its stream.
struct Turn {
    enum class State {
        Complete,
        Waiting, ///< The question is on its way and nothing came back.
        Streaming,
        Stopped, ///< The user stopped it; what came is kept.
        Interrupted, ///< It broke off; what came is kept.
        TimedOut, ///< Nothing came for too long; what came is kept.
    };

    /// Ours: stays the same for as long as the turn is shown, and is never used twice.
    quint64 key = 0;
    Message::Role role = Message::Role::User;
    State state = State::Complete;
    /// Markdown for an answer, plain text for a question.
    QString text;
    /// What an answer was made from; citation [n] is the n-th.
    QList<SearchHit> hits;
    /// What the server said it was searching for.
    QStringList searches;
    /// Why it is not complete, or the failure that the server reported inside of its text.
    std::optional<Error> error;
    /// Known for answers that were given while the conversation is open: servers do not store them.
    std::optional<AnswerSettings> settings;
    /// Complete, but it ended when servers commonly cut answers off, or inside its chunks.
    bool mayBeCut = false;
    /// It ended inside its chunks, whatever the reason: hits may not be all that it was made from.
    bool arrayCut = false;
    /// How long the answer took, 0 where it is not known.
    qint64 milliseconds = 0;
    QDateTime createdAt;

    bool isAnswer() const { return role == Message::Role::Assistant; }
    bool isUnderWay() const { return state == State::Waiting || state == State::Streaming; }
};
