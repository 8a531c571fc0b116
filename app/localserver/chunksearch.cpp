#include "app/localserver/chunksearch.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/fulltexthits.h"
#include "app/localserver/highlighter.h"
#include "app/localserver/querylimit.h"
#include "app/localserver/refusal.h"
#include "app/localserver/reranking.h"
#include "app/localserver/wire.h"

#include <sqlite3.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto longestSearch = 20s;
/// Weights reorder the best ones of a search, not all of a million.
constexpr qint64 reordered = 1000;
constexpr qint64 defaultMaxLimit = 10'000;

class ChunkSearch
{
public:
    ChunkSearch(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope)
        : m_database(database), m_dataset(dataset), m_order(order), m_cutter(database),
          m_query(order.query, {order.quotesAndMinus, order.kind == SearchOrder::Kind::Autocomplete}, m_cutter),
          m_where(both(chunkCondition(order.filters, dataset.key), scope))
    {
    }

    FoundChunks find()
    {
        FoundChunks found;
        if (m_order.pageSize == 0)
            return found;
        const auto source = hits();
        found.chunks = chunks(page(ordered(*source)));
        if (m_order.wantsTotal)
            found.totalPages = wire::pages(source->count(mostCounted(), m_order.scoreThreshold), m_order.pageSize);
        return found;
    }

private:
    /// The only place that decides what a search is answered from.
    std::unique_ptr<HitSource> hits() const
    {
        return std::make_unique<FullTextHits>(m_database, m_dataset, m_order, m_query, m_where);
    }

    /// At least all up to the page's end.
    QList<Hit> ordered(const HitSource &source) const
    {
        const qint64 end = m_order.page * m_order.pageSize;
        if (m_order.sortBy)
            return source.sorted(*m_order.sortBy, end, m_order.scoreThreshold);
        if (!isReranked(m_database, m_dataset.key, m_order))
            return source.best(end, m_order.scoreThreshold);
        return reranked(m_database, m_order, source.best(std::max(end, reordered), m_order.scoreThreshold));
    }

    qint64 mostCounted() const
    {
        return m_dataset.configuration[u"MAX_LIMIT"].toInteger().value_or(defaultMaxLimit);
    }

    QList<Hit> page(const QList<Hit> &hits) const
    {
        return hits.mid(std::min((m_order.page - 1) * m_order.pageSize, qint64(hits.size())), m_order.pageSize);
    }

    QList<FoundChunk> chunks(const QList<Hit> &hits) const
    {
        const Highlighter highlighter(m_query, m_order.highlight, m_cutter);
        QList<FoundChunk> found;
        auto row = m_database.prepare(
            QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE chunks.key = ? AND chunks.dataset = ?");
        for (const Hit &hit : hits) {
            row.reset();
            if (!row.bind(hit.chunk, m_dataset.key).step())
                continue;
            FoundChunk chunk{ChunkRow::fromRow(row), {}, hit.score, {}};
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

    Database &m_database;
    const DatasetRow &m_dataset;
    const SearchOrder &m_order;
    const WordCutter m_cutter;
    const SearchQuery m_query;
    const SqlCondition m_where;
};

}

Json FoundChunk::toJson(const QString &datasetId, bool v1, ChunkRow::Shape shape) const
{
    ChunkRow marked = row;
    marked.chunkHtml = markedHtml;
    return marked.toJson(datasetId, v1, shape);
}

FoundChunks searchChunks(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope,
    const std::function<bool()> &isWanted)
{
    const QueryLimit limit(database, longestSearch, isWanted);
    try {
        return ChunkSearch(database, dataset, order, scope).find();
    } catch (const DatabaseError &error) {
        if (error.code() != SQLITE_INTERRUPT)
            throw;
        throw Refusal(408,
            u"The search took longer than %1 seconds. Search for rarer words, or narrow it with a filter."_s.arg(
                longestSearch.count()));
    }
}
