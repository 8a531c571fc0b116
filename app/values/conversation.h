#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"

/// A conversation that the server remembers.
struct Topic {
    TopicId id;
    DatasetId datasetId;
    QString name;
    QString ownerId;
    QString createdAt;
    QString updatedAt;

    bool operator==(const Topic &) const = default;

    static Result<Topic> fromJson(const Json &json);
    Json toJson() const;
};

/// What a user wants of a new topic. Source: CreateTopicReqPayload.
struct NewTopic {
    std::optional<QString> name;
    /// Any text; topics are listed by it.
    QString ownerId;
    /// A language model makes the name of it, also where there is a name.
    std::optional<QString> firstUserMessage;
    /// Not given back by servers.
    Metadata metadata;

    Json toJson() const;
};

/// One message of a topic, as stored. An assistant's content is the raw text of its stream; AnswerParser reads it.
struct Message {
    enum class Role { System, User, Assistant };

    MessageId id;
    TopicId topicId;
    Role role = Role::User;
    QString content;
    qint64 sortOrder = 0;
    /// As the server counted; not reliable, for it counts pieces of a stream, too.
    std::optional<qint64> promptTokens;
    std::optional<qint64> completionTokens;
    QString createdAt;
    QString updatedAt;

    bool operator==(const Message &) const = default;

    static Result<Message> fromJson(const Json &json);
};

QString roleName(Message::Role role);
std::optional<Message::Role> roleFromName(QStringView name);
