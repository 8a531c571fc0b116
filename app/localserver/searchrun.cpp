#include "app/localserver/searchrun.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/fulltexthits.h"
#include "app/localserver/fusedhits.h"
#include "app/localserver/highlighter.h"
#include "app/localserver/meaninghits.h"
#include "app/localserver/querylimit.h"
#include "app/localserver/refusal.h"
#include "app/localserver/reranking.h"
#include "app/localserver/schema.h"
#include "app/localserver/spelling.h"
#include "app/localserver/variety.h"

#include <sqlite3.h>

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto longestSearch = 20s;
/// Weights reorder the best ones of a search, not all of a million.
constexpr qint64 reordered = 1000;
/// Every two of them are compared.
constexpr qint64 mostVaried = 200;
constexpr qint64 defaultMaxLimit = 10'000;

SqlCondition among(const QList<Hit> &hits)
{
    Json keys = Json::array();
    for (const Hit &hit : hits)
        keys.append(hit.chunk);
    return {"(chunks.key IN (SELECT value FROM json_each(?)))", {keys.toBytes()}};
}

}

SearchRun::SearchRun(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope)
    : m_database(database), m_dataset(dataset), m_order(order), m_cutter(database), m_query(read(order)),
      m_where(both(chunkCondition(order.filters, dataset.key, u"filters."_s, ConditionUse::Checking), scope))
{
}

SearchQuery SearchRun::read(const SearchOrder &order)
{
    SearchQuery::Options options;
    options.quotesAndMinus = order.quotesAndMinus;
    options.lastIsPrefix = order.kind == SearchOrder::Kind::Autocomplete;
    options.keepsStopWords = order.keepsStopWords;
    options.boosted = m_cutter.stems(order.fullTextBoost.phrase);
    options.boost = order.fullTextBoost.factor;
    QList<SearchQuery::Weighted> texts;
    for (const SearchOrder::Query &query : order.queries)
        texts.append({query.text, query.weight});
    if (order.typos.isOn && schema::hasTextTable(m_database, m_dataset.key)) {
        const Spelling spelling(m_database, m_dataset.key, order.typos, m_cutter);
        QStringList corrected;
        for (SearchQuery::Weighted &text : texts) {
            if (const auto better = spelling.corrected(text.text, options.lastIsPrefix)) {
                text.text = *better;
                m_corrected = QString();
            }
            corrected.append(text.text);
            if (order.typos.requiresSpecialWords)
                options.required += spelling.specialStems(text.text);
        }
        if (m_corrected)
            m_corrected = corrected.join(u' ');
    }
    return {texts, options, m_cutter};
}

/// The only place that decides what a search is answered from.
std::unique_ptr<HitSource> SearchRun::source(const SearchOrder &order, const SearchQuery &query, const SqlCondition &where) const
{
    auto words = std::make_unique<FullTextHits>(m_database, m_dataset, order, query, where);
    if (!order.meaning)
        return words;
    auto meaning = std::make_unique<MeaningHits>(m_database, m_dataset, *order.meaning, where);
    if (order.sense == SearchOrder::Sense::Meaning)
        return meaning;
    return std::make_unique<FusedHits>(m_database, std::move(words), std::move(meaning));
}

QList<Hit> SearchRun::ordered(const HitSource &hits, qint64 end) const
{
    const double threshold = m_order.scoreThreshold;
    if (m_order.sortBy) {
        return m_order.prefetch ? m_order.sortBy->sorted(m_database, hits.best(std::min(*m_order.prefetch, mostCounted()), threshold))
                                : hits.sorted(*m_order.sortBy, end, threshold);
    }
    if (m_order.rerank)
        return secondLook(hits.best(std::min(m_order.prefetch.value_or(std::max(end, reordered)), mostCounted()), threshold));
    const bool isChanged = isReranked(m_database, m_dataset.key, m_order);
    if (!isChanged && !m_order.variety)
        return hits.best(end, threshold);
    QList<Hit> found = hits.best(std::max(end, reordered), threshold);
    if (isChanged)
        found = reranked(m_database, m_order, std::move(found));
    if (m_order.variety)
        found = varied(m_database, m_dataset.key, found.mid(0, mostVaried), *m_order.variety, m_cutter) + found.mid(mostVaried);
    return found;
}

/// Sorts hits by what another kind of search or another query thinks of them; those that it does not find come last.
QList<Hit> SearchRun::secondLook(const QList<Hit> &hits) const
{
    SearchOrder order = m_order;
    order.method = m_order.rerank->method;
    order.anyWordWillDo = true;
    order.meaning = m_order.rerank->meaning;
    order.sense = order.meaning ? SearchOrder::Sense::Meaning : SearchOrder::Sense::Words;
    std::optional<SearchQuery> other;
    if (!m_order.rerank->query.trimmed().isEmpty())
        other.emplace(m_order.rerank->query, SearchQuery::Options(), m_cutter);
    const QList<Hit> again = source(order, other ? *other : m_query, among(hits))->best(hits.size(), 0);
    QSet<qint64> found;
    for (const Hit &hit : again)
        found.insert(hit.chunk);
    QList<Hit> result = reranked(m_database, m_order, again);
    for (const Hit &hit : hits) {
        if (!found.contains(hit.chunk))
            result.append({hit.chunk, 0});
    }
    return result;
}

qint64 SearchRun::mostCounted() const
{
    return m_dataset.configuration[u"MAX_LIMIT"].toInteger().value_or(defaultMaxLimit);
}

QList<FoundChunk> SearchRun::chunks(const QList<Hit> &hits) const
{
    const Highlighter highlighter(m_query, m_order.highlight, m_cutter);
    // Distances as such, though more is better until here.
    const bool isByMeaning = m_order.rerank ? m_order.rerank->isByMeaning : m_order.sense == SearchOrder::Sense::Meaning;
    const std::optional<Meaning> &meaning = m_order.rerank ? m_order.rerank->meaning : m_order.meaning;
    const auto shown = [&](double score) { return isByMeaning && meaning ? meaning->metric.shown(score) : score; };
    QList<FoundChunk> found;
    auto row = m_database.prepare(
        QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE chunks.key = ? AND chunks.dataset = ?");
    for (const Hit &hit : hits) {
        row.reset();
        if (!row.bind(hit.chunk, m_dataset.key).step())
            continue;
        FoundChunk chunk{ChunkRow::fromRow(row), {}, shown(hit.score), {}};
        chunk.markedHtml = chunk.row.chunkHtml;
        if (m_order.highlight.isOn && chunk.row.chunkHtml) {
            const Highlighter::Marked marked = highlighter.mark(*chunk.row.chunkHtml);
            chunk.markedHtml = marked.html;
            chunk.highlights = marked.highlights;
        }
        found.append(std::move(chunk));
    }
    return found;
}

void searchInTime(Database &database, const std::function<bool()> &isWanted, const std::function<void()> &search)
{
    const QueryLimit limit(database, longestSearch, isWanted);
    try {
        search();
    } catch (const DatabaseError &error) {
        if (error.code() != SQLITE_INTERRUPT)
            throw;
        throw Refusal(408,
            u"The search took longer than %1 seconds. Search for rarer words, or narrow it with a filter."_s.arg(
                longestSearch.count()));
    }
}
