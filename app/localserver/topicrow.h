#pragma once

#include "app/values/json.h"

#include <optional>

class Database;
class Statement;

/// A conversation as stored.
struct TopicRow {
    QString id;
    QString datasetId;
    QString name;
    QString ownerId;
    /// Milliseconds since 1970, UTC.
    qint64 createdAt = 0;
    qint64 updatedAt = 0;

    static QList<TopicRow> ofOwner(Database &database, const QString &datasetId, const QString &ownerId);
    /// The topic of that id; Refusal 400 where it does not exist or was deleted.
    static TopicRow byId(Database &database, const QString &datasetId, const QString &id);
    Json toJson() const;
    void insert(Database &database) const;
    /// Keeps name and updatedAt.
    void update(Database &database) const;
    void remove(Database &database) const;
};

/// A message as stored.
struct MessageRow {
    QString id;
    QString topicId;
    QString datasetId;
    qint64 sortOrder = 0;
    /// system, user or assistant.
    QString role;
    /// Of an assistant: what was streamed, the chunks included.
    QString content;
    bool isDeleted = false;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;

    /// In their order, without deleted ones.
    static QList<MessageRow> ofTopic(Database &database, const QString &topicId);
    static std::optional<MessageRow> byId(Database &database, const QString &datasetId, const QString &id);
    Json toJson() const;
    void insert(Database &database) const;
    /// What was said, without the chunks that go with it.
    QString text() const;
};
