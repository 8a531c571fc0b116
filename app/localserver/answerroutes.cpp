#include "app/localserver/answerroutes.h"

#include "app/localserver/answermaker.h"
#include "app/localserver/answerstream.h"
#include "app/localserver/fields.h"
#include "app/localserver/llmoptions.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"
#include "app/localserver/speech.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace
{

/// Source: the description of "prompt".
constexpr QStringView defaultPrompt
    = u"Respond to the previous instruction and include the doc numbers that you used in square brackets at the "
      "end of the sentences that you used the docs for:";

QList<LlmTurn> turns(const Fields &fields)
{
    const auto items = fields.array(u"prev_messages");
    if (!items)
        fields.refuse(u"prev_messages", u"expected an array of messages, but it is missing"_s);
    if (items->isEmpty())
        throw Refusal(400, u"prev_messages: There needs to be at least 1 prior message"_s);
    QList<LlmTurn> turns;
    for (qsizetype i = 0; i < items->size(); ++i) {
        const Fields item((*items)[i], u"prev_messages[%1]."_s.arg(i));
        LlmTurn turn{item.requiredString(u"role"), item.requiredString(u"content"), {}};
        if (turn.role != u"system" && turn.role != u"user" && turn.role != u"assistant")
            item.refuse(u"role", u"expected system, user or assistant, got \"%1\""_s.arg(turn.role.left(40)));
        turns.append(std::move(turn));
    }
    return turns;
}

/// The chunks that exist, in the order of the request; the others are passed over, as on real servers.
QList<ChunkRow> knownChunks(Store &store, const DatasetRow &dataset, const QStringList &ids)
{
    return store.read([&](Database &database) {
        QList<ChunkRow> chunks;
        for (const QString &id : ids) {
            if (auto chunk = chunkById(database, dataset.key, id))
                chunks.append(*std::move(chunk));
        }
        return chunks;
    });
}

QString promptOf(const Fields &fields, const DatasetRow &dataset)
{
    if (const auto prompt = fields.string(u"prompt"))
        return *prompt;
    const QString configured = dataset.setting(u"RAG_PROMPT");
    return configured.isEmpty() ? defaultPrompt.toString() : configured;
}

AnswerOrder orderOf(const Fields &fields, const DatasetRow &dataset, const LlmOptions &options,
    const std::optional<QString> &spoken, Store &store)
{
    AnswerOrder order;
    order.request = options.request(dataset);
    // Source: the descriptions of the fields.
    if (!order.request.temperature)
        order.request.temperature = 0.5;
    if (!order.request.frequencyPenalty)
        order.request.frequencyPenalty = 0.7;
    if (!order.request.presencePenalty)
        order.request.presencePenalty = 0.7;
    order.request.turns = turns(fields);
    if (spoken)
        order.request.turns.last().content = *spoken;
    order.endpoint = configuredModel(dataset, fields.string(u"model"));
    const auto ids = fields.ids(u"chunk_ids");
    if (!ids)
        fields.refuse(u"chunk_ids", u"expected an array of chunk ids, but it is missing"_s);
    bool includeLinks = false;
    if (const Json *context = fields.object(u"context_options"))
        includeLinks = Fields(*context, u"context_options."_s).boolean(u"include_links").value_or(false);
    const QList<ChunkRow> chunks = knownChunks(store, dataset, *ids);
    order.documents = numbered(chunks);
    LlmTurn &last = order.request.turns.last();
    order.question = last.content;
    const QString prompt = promptOf(fields, dataset);
    if (!prompt.isEmpty())
        last.content += u"\n\n"_s + prompt;
    if (!chunks.isEmpty())
        last.content += u"\n\n"_s + documentsText(chunks, includeLinks);
    last.role = u"user"_s;
    last.imageUrls = fields.strings(u"image_urls").value_or(QStringList());
    if (options.usesImages)
        last.imageUrls += chunkImages(chunks, options.imagesPerChunk);
    return order;
}

void note(Store &store, const DatasetRow &dataset, const QString &id, const QString &question, const QString &text, const Json &body)
{
    // Without a search or a topic; the contract wants ids nevertheless.
    const QString none = u"00000000-0000-0000-0000-000000000000"_s;
    const Json data = Json::object({{u"rag_type", u"chosen_chunks"}, {u"user_message", question}, {u"llm_response", text}, {u"topic_id", none},
        {u"search_id", none}, {u"results", body[u"chunk_ids"]}, {u"top_score", 0}, {u"hallucination_score", 0}, {u"detected_hallucinations", Json::array()}});
    store.queryLog().note(QueryLog::Kind::Answer, dataset, id, data, body);
}

Response generate(const Request &request, Store &store)
{
    const Json body = request.json();
    const Fields fields(body);
    const LlmOptions options = LlmOptions::fromFields(fields);
    // Wrong fields are told before anybody listens to a recording.
    AnswerOrder order = orderOf(fields, *request.dataset, options, {}, store);
    (void)fields.boolean(u"highlight_results");
    (void)fields.string(u"user_id");
    const auto isServing = [&store] { return !store.isStopping(); };
    const auto spoken = spokenText(fields, u"audio_input", *request.dataset, isServing);
    if (spoken)
        order = orderOf(fields, *request.dataset, options, spoken, store);
    const QString id = Store::newId();
    const auto make = [&store, order, id, body, dataset = *request.dataset](const AnswerStream::Hand &hand, const AnswerStream::IsWanted &isWanted) {
        QString text;
        const auto keep = [&](const QString &piece) {
            text += piece;
            return hand(piece);
        };
        auto made = makeAnswer(order, keep, isWanted);
        if (made || !text.isEmpty())
            note(store, dataset, id, order.question, text, body);
        return made;
    };
    const auto stream = std::make_shared<AnswerStream>(make, isServing);
    Response response = AnswerStream::response(stream, options.isStreamed).with("TR-QueryID", id.toLatin1());
    return spoken ? std::move(response).with("X-TR-Query", spokenHeader(*spoken)) : response;
}

}

void addAnswerRoutes(Router &router, Store &store)
{
    router.add(
        "POST", u"/api/chunk/generate", {Scope::Dataset, Role::Read}, [&store](const Request &request) { return generate(request, store); });
}
