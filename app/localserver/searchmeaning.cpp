#include "app/localserver/searchmeaning.h"

#include "app/localserver/datasetrow.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/store.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(category, "retriever.localserver.search", QtWarningMsg)

}

void searchmeaning::read(SearchOrder &order, const Json &body)
{
    const QString type = body[u"search_type"].toString();
    if (type == u"semantic")
        order.sense = SearchOrder::Sense::Meaning;
    else if (type == u"hybrid")
        order.sense = SearchOrder::Sense::Both;
    else if (!type.isEmpty() || order.kind != SearchOrder::Kind::Question)
        order.sense = SearchOrder::Sense::Words;
    const Json *boost = Fields(body).object(u"scoring_options") ? body[u"scoring_options"].find(u"semantic_boost") : nullptr;
    if (boost && !boost->isNull()) {
        const Fields fields(*boost, u"scoring_options.semantic_boost."_s);
        order.meaningBoost = {fields.requiredString(u"phrase"), fields.number(u"distance_factor").value_or("0").toDouble()};
    }
}

void searchmeaning::check(const SearchOrder &order, const DatasetRow &dataset)
{
    const auto settings = EmbeddingSettings::fromDataset(dataset);
    if (!settings && order.sense.value_or(SearchOrder::Sense::Words) != SearchOrder::Sense::Words)
        throw Refusal(400, u"search_type: "_s + settings.error().message);
    if (!settings && order.rerank && order.rerank->isByMeaning)
        throw Refusal(400, u"sort_options.sort_by.rerank_type: "_s + settings.error().message);
}

void searchmeaning::find(SearchOrder &order, const DatasetRow &dataset, Store &store, const std::function<bool()> &isWanted)
{
    check(order, dataset);
    QList<Meaning::Text> texts;
    for (const SearchOrder::Query &query : std::as_const(order.queries))
        texts.append({query.text, query.weight});
    if (order.rerank && order.rerank->isByMeaning) {
        const QString query = order.rerank->query.trimmed();
        order.rerank->meaning = Meaning::ofTexts(query.isEmpty() ? texts : QList<Meaning::Text>{{query}}, {}, dataset, store, isWanted);
    }
    if (order.sense == SearchOrder::Sense::Words || (!order.sense && !Meaning::isPossible(dataset)))
        return;
    try {
        order.meaning = Meaning::ofTexts(texts, order.meaningBoost, dataset, store, isWanted);
    } catch (const Refusal &refusal) {
        if (order.sense)
            throw;
        qCWarning(category) << "a question is searched by its words alone:" << refusal.message();
    }
}
