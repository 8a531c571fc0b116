#include "app/values/conversation.h"

#include "app/values/jsonfields.h"
#include "app/values/jsonreader.h"

using namespace Qt::StringLiterals;
using namespace jsonfields;

Result<Topic> Topic::fromJson(const Json &json)
{
    JsonReader in(json, u"Topic");
    Topic topic;
    topic.id = in.id<TopicTag>(u"id");
    topic.datasetId = in.id<DatasetTag>(u"dataset_id");
    topic.name = in.string(u"name");
    topic.ownerId = in.string(u"owner_id");
    topic.createdAt = in.string(u"created_at");
    topic.updatedAt = in.string(u"updated_at");
    if (in.failed())
        return in.error();
    return topic;
}

Json Topic::toJson() const
{
    return Json::object({{u"id", id.text()},
                         {u"dataset_id", datasetId.text()},
                         {u"name", name},
                         {u"owner_id", ownerId},
                         {u"deleted", false},
                         {u"created_at", createdAt},
                         {u"updated_at", updatedAt}});
}

Json NewTopic::toJson() const
{
    Json json = Json::object({{u"owner_id", ownerId}});
    setGiven(json, u"name", name);
    setGiven(json, u"first_user_message", firstUserMessage);
    setFilled(json, u"metadata", metadata);
    return json;
}

Result<Message> Message::fromJson(const Json &json)
{
    JsonReader in(json, u"Message");
    Message message;
    message.id = in.id<MessageTag>(u"id");
    message.topicId = in.id<TopicTag>(u"topic_id");
    const auto role = roleFromName(in.string(u"role"));
    if (!role)
        in.fail(u"role", u"system, user or assistant");
    message.role = role.value_or(Role::User);
    message.content = in.string(u"content");
    message.sortOrder = in.integer(u"sort_order");
    message.promptTokens = in.optionalInteger(u"prompt_tokens");
    message.completionTokens = in.optionalInteger(u"completion_tokens");
    message.createdAt = in.string(u"created_at");
    message.updatedAt = in.string(u"updated_at");
    if (in.failed())
        return in.error();
    return message;
}

QString roleName(Message::Role role)
{
    switch (role) {
    case Message::Role::System: return u"system"_s;
    case Message::Role::User: return u"user"_s;
    case Message::Role::Assistant: return u"assistant"_s;
    }
    return {};
}

std::optional<Message::Role> roleFromName(QStringView name)
{
    for (const auto role : {Message::Role::System, Message::Role::User, Message::Role::Assistant}) {
        if (name == roleName(role))
            return role;
    }
    return std::nullopt;
}
