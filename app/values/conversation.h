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

/// One message of a topic, as stored. An assistant's content is the raw text of its stream; AnswerParser reads it.
struct Message {
    enum class Role { System, User, Assistant };

    MessageId id;
    TopicId topicId;
    Role role = Role::User;
    QString content;
    qint64 sortOrder = 0;
    QString createdAt;
    QString updatedAt;

    bool operator==(const Message &) const = default;

    static Result<Message> fromJson(const Json &json);
};

QString roleName(Message::Role role);
std::optional<Message::Role> roleFromName(QStringView name);
