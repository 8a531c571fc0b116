#include "app/localserver/chunksearch.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/highlighter.h"
#include "app/localserver/querylimit.h"
#include "app/localserver/refusal.h"
#include "app/localserver/schema.h"
#include "app/localserver/searchquery.h"
#include "app/localserver/store.h"
#include "app/localserver/wire.h"

#include <sqlite3.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto longestSearch = 20s;
/// Fewer chunks than this with all the words, and chunks with any of them are taken in.
constexpr qint64 fewHits = 10;
/// Weights reorder the best ones of a search, not all of a million.
constexpr qint64 reordered = 1000;
constexpr qint64 defaultMaxLimit = 10'000;

struct Candidate {
    qint64 key = 0;
    double score = 0;
};

class ChunkSearch
{
public:
    ChunkSearch(Database &database, const DatasetRow &dataset, const SearchOrder &order, const SqlCondition &scope)
        : m_database(database), m_dataset(dataset), m_order(order), m_table(schema::textTable(dataset.key)),
          m_query(order.query, {order.quotesAndMinus, order.kind == SearchOrder::Kind::Autocomplete}, m_cutter)
    {
        const SqlCondition filter = chunkCondition(order.filters, dataset.key);
        const bool isNarrow = filter.sql != "1" || scope.sql != "1";
        if (isNarrow) {
            m_where = " AND EXISTS (SELECT 1 FROM chunks WHERE chunks.key = " + m_table + ".rowid AND chunks.dataset = ? AND "
                + filter.sql + " AND " + scope.sql + ')';
            m_values.append(dataset.key);
            m_values += filter.values + scope.values;
        }
    }

    FoundChunks find()
    {
        if (m_query.isEmpty() || m_order.pageSize == 0 || !schema::hasTextTable(m_database, m_dataset.key))
            return {};
        chooseExpression();
        FoundChunks found;
        found.chunks = chunks(page(m_order.sortBy ? sorted() : ranked()));
        if (m_order.wantsTotal)
            found.totalPages = wire::pages(total(), m_order.pageSize);
        return found;
    }

private:
    /// The same for every page of one search, so that no chunk comes twice.
    void chooseExpression()
    {
        m_expression = m_query.matchAll();
        const bool mayExtend = m_order.kind != SearchOrder::Kind::Autocomplete || m_order.extendResults;
        if (!mayExtend || m_query.terms().size() < 2 || count(fewHits) >= fewHits)
            return;
        m_expression = m_query.matchAny();
    }

    Statement matching(const QByteArray &select, const QByteArray &after) const
    {
        auto statement = m_database.prepare(select + " FROM " + m_table + " WHERE " + m_table + " MATCH ?" + m_where + after);
        statement.bind(m_expression).bindAll(m_values);
        return statement;
    }

    qint64 count(qint64 most) const
    {
        auto row = m_database.prepare(
            "SELECT count(*) FROM (SELECT 1 FROM " + m_table + " WHERE " + m_table + " MATCH ?" + m_where + " LIMIT ?)");
        row.bind(m_expression).bindAll(m_values).bind(most);
        return row.step() ? row.integer(0) : 0;
    }

    qint64 total() const
    {
        const qint64 most = m_dataset.configuration[u"MAX_LIMIT"].toInteger().value_or(defaultMaxLimit);
        if (m_order.scoreThreshold <= 0)
            return count(most);
        auto row = m_database.prepare("SELECT count(*) FROM (SELECT -bm25(" + m_table + ") AS score FROM " + m_table + " WHERE "
            + m_table + " MATCH ?" + m_where + ") WHERE score >= ?");
        row.bind(m_expression).bindAll(m_values).bind(m_order.scoreThreshold);
        return row.step() ? std::min(row.integer(0), most) : 0;
    }

    QList<Candidate> ranked() const
    {
        const qint64 end = m_order.page * m_order.pageSize;
        auto row = matching("SELECT rowid, -bm25(" + m_table + ')', " ORDER BY 2 DESC, 1 LIMIT ?");
        row.bind(std::max(end, reordered));
        QList<Candidate> candidates;
        while (row.step()) {
            if (row.real(1) >= m_order.scoreThreshold)
                candidates.append({row.integer(0), row.real(1)});
        }
        reorder(candidates);
        return candidates;
    }

    void reorder(QList<Candidate> &candidates) const
    {
        if (!m_order.usesWeights && m_order.tagWeights.isEmpty() && m_order.recencyBias == 0)
            return;
        for (Candidate &candidate : candidates)
            candidate.score *= factor(candidate.key);
        std::stable_sort(
            candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) { return a.score > b.score; });
    }

    double factor(qint64 key) const
    {
        auto row = m_database.prepare("SELECT weight_number, time_stamp, tag_set FROM chunks WHERE key = ?");
        row.bind(key);
        if (!row.step())
            return 1;
        double factor = 1;
        // A weight of 0 is what a chunk has whose weight nobody set.
        if (m_order.usesWeights && row.real(0) > 0)
            factor = row.real(0);
        if (m_order.recencyBias > 0 && !row.isNull(1)) {
            constexpr double dayMs = 86'400'000;
            const double days = std::max(0.0, double(Store::now() - row.integer(1)) / dayMs);
            factor *= 1 + m_order.recencyBias * std::exp2(-days / 180);
        }
        if (!m_order.tagWeights.isEmpty()) {
            const Json tags = wire::verbatim(row.optionalBytes(2));
            for (const Json &tag : tags.items())
                factor *= m_order.tagWeights.value(tag.toString(), 1);
        }
        return factor;
    }

    QList<Candidate> sorted() const
    {
        const auto [column, path] = sortColumn();
        const QByteArray direction = m_order.sortBy->isAscending ? " ASC" : " DESC";
        auto row = m_database.prepare("SELECT hit.key, hit.score FROM (SELECT rowid AS key, -bm25(" + m_table + ") AS score FROM "
            + m_table + " WHERE " + m_table + " MATCH ?" + m_where
            + ") AS hit JOIN chunks ON chunks.key = hit.key WHERE hit.score >= ? ORDER BY " + column + " IS NULL, " + column
            + direction + ", hit.key LIMIT ?");
        row.bind(m_expression).bindAll(m_values).bind(m_order.scoreThreshold);
        if (!path.isEmpty())
            row.bind(path, path);
        row.bind(m_order.page * m_order.pageSize);
        QList<Candidate> candidates;
        while (row.step())
            candidates.append({row.integer(0), row.real(1)});
        return candidates;
    }

    std::pair<QByteArray, QString> sortColumn() const
    {
        const QString &field = m_order.sortBy->field;
        if (field == u"time_stamp")
            return {"chunks.time_stamp", {}};
        if (field == u"num_value")
            return {"chunks.number", {}};
        if (field == u"weight")
            return {"chunks.weight_number", {}};
        if (field.startsWith(u"metadata.") && field.size() > 9 && !field.contains(u'"'))
            return {"json_extract(chunks.metadata, ?)", u"$.\""_s + field.mid(9).replace(u'.', u"\".\""_s) + u'"'};
        throw Refusal(400,
            u"sort_options.sort_by.field: expected time_stamp, num_value, weight or metadata.<name>, got \"%1\""_s.arg(
                field.left(100)));
    }

    QList<Candidate> page(const QList<Candidate> &candidates) const
    {
        return candidates.mid(std::min((m_order.page - 1) * m_order.pageSize, qint64(candidates.size())), m_order.pageSize);
    }

    QList<FoundChunk> chunks(const QList<Candidate> &candidates) const
    {
        const Highlighter highlighter(m_query, m_order.highlight, m_cutter);
        QList<FoundChunk> found;
        for (const Candidate &candidate : candidates) {
            auto row = m_database.prepare(
                QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE chunks.key = ? AND chunks.dataset = ?");
            row.bind(candidate.key, m_dataset.key);
            if (!row.step())
                continue;
            FoundChunk chunk{ChunkRow::fromRow(row), {}, candidate.score, {}};
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
    const QByteArray m_table;
    const WordCutter m_cutter;
    const SearchQuery m_query;
    QByteArray m_where;
    QList<SqlValue> m_values;
    QByteArray m_expression;
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
