#include "app/api/topiccalls.h"

#include "app/api/decoding.h"

using namespace Qt::StringLiterals;

Call<QList<Topic>> TopicCalls::topics(const DatasetId &dataset, const QString &ownerId) const
{
    return call<QList<Topic>>(ApiRequest::get({u"topic"_s, u"owner"_s, ownerId}).in(dataset),
        [](const Json &json) { return decoding::list<Topic>(json, u"topics"); });
}

Call<Topic> TopicCalls::createTopic(const DatasetId &dataset, const NewTopic &topic) const
{
    return call<Topic>(ApiRequest::post({u"topic"_s}).in(dataset).with(topic.toJson()).askingTheModel(), Topic::fromJson);
}

Call<Topic> TopicCalls::cloneTopic(const DatasetId &dataset, const TopicId &topic, const QString &ownerId, const std::optional<QString> &name) const
{
    Json body = Json::object({{u"topic_id", topic.text()}, {u"owner_id", ownerId}});
    if (name)
        body.set(u"name", *name);
    return call<Topic>(ApiRequest::post({u"topic"_s, u"clone"_s}).in(dataset).with(body), Topic::fromJson);
}

Call<void> TopicCalls::renameTopic(const DatasetId &dataset, const TopicId &id, const QString &name) const
{
    return call(ApiRequest::put({u"topic"_s}).in(dataset).with(Json::object({{u"topic_id", id.text()}, {u"name", name}})));
}

Call<void> TopicCalls::deleteTopic(const DatasetId &dataset, const TopicId &id) const
{
    return call(ApiRequest::remove({u"topic"_s, id.text()}).in(dataset));
}

Call<QList<Message>> TopicCalls::messages(const DatasetId &dataset, const TopicId &topic) const
{
    return call<QList<Message>>(ApiRequest::get({u"messages"_s, topic.text()}).in(dataset),
        [](const Json &json) { return decoding::list<Message>(json, u"messages"); });
}

Call<Message> TopicCalls::message(const DatasetId &dataset, const MessageId &id) const
{
    return call<Message>(ApiRequest::get({u"message"_s, id.text()}).in(dataset), Message::fromJson);
}

StreamCall TopicCalls::sendMessage(const DatasetId &dataset, const MessageRequest &request) const
{
    if (const auto fault = request.fault())
        return refusedStream(*fault);
    return stream(ApiRequest::post({u"message"_s}).in(dataset).with(request.toJson()));
}

StreamCall TopicCalls::editMessage(const DatasetId &dataset, qint64 sortOrder, const MessageRequest &request) const
{
    if (const auto fault = request.fault())
        return refusedStream(*fault);
    return stream(ApiRequest::put({u"message"_s}).in(dataset).with(request.toEditJson(sortOrder)));
}

StreamCall TopicCalls::regenerateMessage(const DatasetId &dataset, const MessageRequest &request) const
{
    if (const auto fault = request.regenerateFault())
        return refusedStream(*fault);
    return stream(ApiRequest::patch({u"message"_s}).in(dataset).with(request.toRegenerateJson()));
}
