#include "app/localserver/topicrow.h"

#include "app/localserver/database.h"
#include "app/localserver/refusal.h"
#include "app/localserver/wire.h"

using namespace Qt::StringLiterals;

namespace
{

constexpr char topicColumns[] = "SELECT id, dataset_id, name, owner_id, created_at, updated_at FROM topics ";
constexpr char messageColumns[]
    = "SELECT id, topic_id, dataset_id, sort_order, role, content, deleted, created_at, updated_at FROM messages ";

TopicRow topic(const Statement &row)
{
    return {row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4), row.integer(5)};
}

MessageRow message(const Statement &row)
{
    return {row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5), row.integer(6) != 0, row.integer(7),
        row.integer(8)};
}

}

QList<TopicRow> TopicRow::ofOwner(Database &database, const QString &datasetId, const QString &ownerId)
{
    auto row = database.prepare(
        QByteArray(topicColumns) + "WHERE dataset_id = ? AND owner_id = ? AND deleted = 0 ORDER BY updated_at DESC, key DESC");
    row.bind(datasetId, ownerId);
    QList<TopicRow> topics;
    while (row.step())
        topics.append(topic(row));
    return topics;
}

TopicRow TopicRow::byId(Database &database, const QString &datasetId, const QString &id)
{
    auto row = database.prepare(QByteArray(topicColumns) + "WHERE id = ? AND dataset_id = ? AND deleted = 0");
    row.bind(id, datasetId);
    if (!row.step())
        throw Refusal(400, u"topic_id: This topic does not exist"_s);
    return topic(row);
}

Json TopicRow::toJson() const
{
    return Json::object({{u"id", id}, {u"name", name}, {u"deleted", false}, {u"created_at", wire::moment(createdAt)},
        {u"updated_at", wire::moment(updatedAt)}, {u"dataset_id", datasetId}, {u"owner_id", ownerId}});
}

void TopicRow::insert(Database &database) const
{
    database.prepare("INSERT INTO topics(id, dataset_id, name, owner_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(id, datasetId, name, ownerId, createdAt, updatedAt)
        .run();
}

void TopicRow::update(Database &database) const
{
    database.prepare("UPDATE topics SET name = ?, updated_at = ? WHERE id = ?").bind(name, updatedAt, id).run();
}

void TopicRow::remove(Database &database) const
{
    database.prepare("UPDATE topics SET deleted = 1 WHERE id = ?").bind(id).run();
}

QList<MessageRow> MessageRow::ofTopic(Database &database, const QString &topicId)
{
    auto row = database.prepare(
        QByteArray(messageColumns) + "WHERE topic_id = ? AND deleted = 0 ORDER BY sort_order, created_at, key");
    row.bind(topicId);
    QList<MessageRow> messages;
    while (row.step())
        messages.append(message(row));
    return messages;
}

std::optional<MessageRow> MessageRow::byId(Database &database, const QString &datasetId, const QString &id)
{
    auto row = database.prepare(QByteArray(messageColumns) + "WHERE id = ? AND dataset_id = ? AND deleted = 0");
    row.bind(id, datasetId);
    return row.step() ? std::optional(message(row)) : std::nullopt;
}

Json MessageRow::toJson() const
{
    return Json::object({{u"id", id}, {u"topic_id", topicId}, {u"sort_order", sortOrder}, {u"content", content}, {u"role", role},
        {u"deleted", isDeleted}, {u"prompt_tokens", nullptr}, {u"completion_tokens", nullptr},
        {u"created_at", wire::moment(createdAt)}, {u"updated_at", wire::moment(updatedAt)}, {u"dataset_id", datasetId}});
}

void MessageRow::insert(Database &database) const
{
    database
        .prepare("INSERT INTO messages(id, topic_id, dataset_id, sort_order, role, content, deleted, created_at, updated_at) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id, topicId, datasetId, sortOrder, role, content, isDeleted, createdAt, updatedAt)
        .run();
}

QString MessageRow::text() const
{
    if (role != u"assistant")
        return content;
    if (content.startsWith(u"[{") || content.startsWith(u"[]")) {
        // A model that searched by itself says what it found before each of its turns; the last one is the answer.
        const qsizetype last = content.lastIndexOf(u"}]||"_s);
        if (last > 0 && content.lastIndexOf(u"[{\"chunk\":"_s, last) > 0)
            return content.mid(last + 4);
        const qsizetype bars = content.indexOf(u"||"_s);
        return bars < 0 ? content : content.mid(bars + 2);
    }
    const qsizetype bars = content.lastIndexOf(u"||[{"_s);
    return bars < 0 ? content : content.left(bars);
}
