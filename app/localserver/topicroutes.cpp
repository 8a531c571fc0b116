#include "app/localserver/topicroutes.h"

#include "app/localserver/fields.h"
#include "app/localserver/messageroutes.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/store.h"
#include "app/localserver/topicrow.h"

using namespace Qt::StringLiterals;

namespace
{

/// A name for a conversation from what it begins with: the beginning, up to a word.
QString nameFrom(const QString &message)
{
    constexpr qsizetype longest = 50;
    const QString text = message.simplified();
    if (text.size() <= longest)
        return text;
    qsizetype end = text.lastIndexOf(u' ', longest);
    if (end < longest / 2)
        end = text[longest].isLowSurrogate() ? longest - 1 : longest;
    return text.left(end) + QChar(0x2026);
}

QString requiredId(const Fields &fields, QStringView field)
{
    const auto id = fields.id(field);
    if (!id)
        fields.refuse(field, u"expected a UUID, but it is missing"_s);
    return *id;
}

QString requiredName(const Fields &fields, const QString &name)
{
    if (name.trimmed().isEmpty())
        fields.refuse(u"name", u"Topic name must not be empty"_s);
    return name;
}

Response createTopic(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    TopicRow topic;
    topic.id = Store::newId();
    topic.datasetId = request.dataset->id;
    topic.ownerId = fields.requiredString(u"owner_id");
    const QString name = fields.string(u"name").value_or(QString());
    const QString first = fields.string(u"first_user_message").value_or(QString());
    topic.name = requiredName(fields, name.trimmed().isEmpty() ? nameFrom(first) : name);
    topic.createdAt = topic.updatedAt = Store::now();
    store.write([&](Database &database) { topic.insert(database); });
    return Response::json(topic.toJson());
}

Response renameTopic(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const QString id = requiredId(fields, u"topic_id");
    const QString name = requiredName(fields, fields.requiredString(u"name"));
    store.write([&](Database &database) {
        TopicRow topic = TopicRow::byId(database, request.dataset->id, id);
        topic.name = name;
        topic.updatedAt = Store::now();
        topic.update(database);
    });
    return Response::noContent();
}

Response deleteTopic(const Request &request, Store &store)
{
    const QString id = request.idParameter(u"topic_id");
    store.write([&](Database &database) { TopicRow::byId(database, request.dataset->id, id).remove(database); });
    return Response::noContent();
}

Response cloneTopic(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const QString id = requiredId(fields, u"topic_id");
    const QString owner = fields.requiredString(u"owner_id");
    const QString name = fields.string(u"name").value_or(QString());
    const TopicRow copy = store.write([&](Database &database) {
        TopicRow topic = TopicRow::byId(database, request.dataset->id, id);
        topic.id = Store::newId();
        topic.ownerId = owner;
        if (!name.trimmed().isEmpty())
            topic.name = name;
        topic.createdAt = topic.updatedAt = Store::now();
        topic.insert(database);
        for (MessageRow message : MessageRow::ofTopic(database, id)) {
            message.id = Store::newId();
            message.topicId = topic.id;
            message.insert(database);
        }
        return topic;
    });
    return Response::json(copy.toJson());
}

Response topicsOfOwner(const Request &request, Store &store)
{
    const auto topics = store.read(
        [&](Database &database) { return TopicRow::ofOwner(database, request.dataset->id, request.parameter(u"owner_id")); });
    Json list = Json::array();
    for (const TopicRow &topic : topics)
        list.append(topic.toJson());
    return Response::json(list);
}

}

void addTopicRoutes(Router &router, Store &store)
{
    const auto add = [&](const QByteArray &method, QStringView pattern, Response (*handler)(const Request &, Store &)) {
        router.add(
            method, pattern, {Scope::Dataset, Role::Admin}, [&store, handler](const Request &request) { return handler(request, store); });
    };
    add("POST", u"/api/topic", createTopic);
    add("PUT", u"/api/topic", renameTopic);
    add("DELETE", u"/api/topic/{topic_id}", deleteTopic);
    add("POST", u"/api/topic/clone", cloneTopic);
    add("GET", u"/api/topic/owner/{owner_id}", topicsOfOwner);
    addMessageRoutes(router, store);
}
