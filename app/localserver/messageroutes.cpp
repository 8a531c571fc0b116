#include "app/localserver/messageroutes.h"

#include "app/localserver/answerstream.h"
#include "app/localserver/fields.h"
#include "app/localserver/messageanswer.h"
#include "app/localserver/modelroutes.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/searchmeaning.h"
#include "app/localserver/speech.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace
{

Response say(const Request &request, Store &store, MessageOrder::Kind kind)
{
    const Json body = request.json();
    MessageOrder order = MessageOrder::fromJson(body, kind);
    searchmeaning::check(order.search, *request.dataset);
    if (order.isAgentic)
        requiredModel(*request.dataset, order.model, u"use_agentic_search");
    const auto isServing = [&store] { return !store.isStopping(); };
    if (order.isSpoken)
        order.content = *spokenText(Fields(body), u"audio_input", *request.dataset, isServing);
    const auto answer = std::make_shared<MessageAnswer>(store, *request.dataset, order);
    answer->prepare();
    const auto make = [answer](const AnswerStream::Hand &hand, const AnswerStream::IsWanted &isWanted) {
        return answer->make(hand, isWanted);
    };
    const auto stream = std::make_shared<AnswerStream>(make, isServing);
    Response response = AnswerStream::response(stream, order.llm.isStreamed).with("TR-QueryID", answer->id().toLatin1());
    return order.isSpoken ? std::move(response).with("X-TR-Query", spokenHeader(order.content)) : response;
}

Response messagesOfTopic(const Request &request, Store &store)
{
    const QString topic = request.idParameter(u"messages_topic_id");
    const auto messages = store.read([&](Database &database) {
        TopicRow::byId(database, request.dataset->id, topic);
        return MessageRow::ofTopic(database, topic);
    });
    Json list = Json::array();
    for (const MessageRow &message : messages)
        list.append(message.toJson());
    return Response::json(list);
}

Response messageById(const Request &request, Store &store)
{
    const QString id = request.idParameter(u"message_id");
    const auto message = store.read([&](Database &database) { return MessageRow::byId(database, request.dataset->id, id); });
    if (!message)
        throw Refusal::notFound(u"Could not find message %1"_s.arg(id));
    return Response::json(message->toJson());
}

}

void addMessageRoutes(Router &router, Store &store)
{
    const auto add = [&](const QByteArray &method, MessageOrder::Kind kind) {
        router.add(method, u"/api/message", {Scope::Dataset, Role::Admin},
            [&store, kind](const Request &request) { return say(request, store, kind); });
    };
    add("POST", MessageOrder::Kind::New);
    add("PUT", MessageOrder::Kind::Edit);
    add("PATCH", MessageOrder::Kind::Regenerate);
    // As old clients do it.
    add("DELETE", MessageOrder::Kind::Regenerate);
    addModelRoutes(router, store);
    router.add("GET", u"/api/messages/{messages_topic_id}", {Scope::Dataset, Role::Read},
        [&store](const Request &request) { return messagesOfTopic(request, store); });
    router.add("GET", u"/api/message/{message_id}", {Scope::Dataset, Role::Admin},
        [&store](const Request &request) { return messageById(request, store); });
}
