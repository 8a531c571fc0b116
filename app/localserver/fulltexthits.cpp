#include "app/localserver/fulltexthits.h"

#include "app/localserver/besthits.h"
#include "app/localserver/database.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/schema.h"

#include <algorithm>

namespace
{

/// Fewer chunks than this with all the words, and chunks with any of them are taken in.
constexpr qint64 fewHits = 10;

}

FullTextHits::FullTextHits(
    Database &database, const DatasetRow &dataset, const SearchOrder &order, const SearchQuery &query, const SqlCondition &where)
    : m_database(database), m_table(schema::textTable(dataset.key)), m_score("-bm25(" + m_table + ')')
{
    if (query.isEmpty() || !schema::hasTextTable(database, dataset.key))
        return;
    if (where.sql != "1") {
        m_where = " AND EXISTS (SELECT 1 FROM chunks WHERE chunks.key = " + m_table + ".rowid AND chunks.dataset = ? AND " + where.sql + ')';
        m_values.append(dataset.key);
        m_values += where.values;
    }
    // The same for every page of one search, so that no chunk comes twice.
    SearchQuery::Expression expression = query.all();
    m_expression = expression.match;
    const bool mayExtend = order.kind != SearchOrder::Kind::Autocomplete || order.extendResults;
    if (mayExtend && query.terms().size() > 1 && (order.anyWordWillDo || matches(fewHits) < fewHits)) {
        expression = query.any();
        m_expression = expression.match;
    }
    if (order.method == SearchOrder::Method::Bm25 || query.isWeighted())
        weigh(dataset.configuration, expression.weights);
}

/// Scores with the dataset's constants and the weights of the phrases.
void FullTextHits::weigh(const Json &configuration, const QList<double> &weights)
{
    const auto constant = [&](QStringView name, double usual) { return configuration[name].toDouble().value_or(usual); };
    QByteArrayList numbers;
    for (const double weight : weights)
        numbers.append(QByteArray::number(weight));
    m_score = "okapi(" + m_table + ", ?, ?, ?, ?)";
    m_scoreValues
        = {constant(u"BM25_K", 0.75), constant(u"BM25_B", 0.75), constant(u"BM25_AVG_LEN", 256), QByteArray(numbers.join(' '))};
}

/// before + the hits that match + after, with their values bound.
Statement FullTextHits::prepared(const QByteArray &before, const QByteArray &after) const
{
    auto statement = m_database.prepare(before + " FROM " + m_table + " WHERE " + m_table + " MATCH ?" + m_where + after);
    if (before.contains(m_score))
        statement.bindAll(m_scoreValues);
    statement.bind(m_expression).bindAll(m_values);
    return statement;
}

qint64 FullTextHits::matches(qint64 most) const
{
    auto row = prepared("SELECT count(*) FROM (SELECT 1", " LIMIT ?)");
    row.bind(most);
    return row.step() ? row.integer(0) : 0;
}

QList<Hit> FullTextHits::best(qint64 most, double threshold) const
{
    if (m_expression.isEmpty() || most <= 0)
        return {};
    // Every match is seen anyway: that also counts them.
    BestHits best(most);
    auto row = prepared("SELECT rowid, " + m_score, {});
    while (row.step()) {
        const Hit hit{row.integer(0), row.real(1)};
        if (hit.score >= threshold)
            best.add(hit);
    }
    m_counted = {threshold, best.added()};
    return best.taken();
}

qint64 FullTextHits::count(qint64 most, double threshold) const
{
    if (m_expression.isEmpty())
        return 0;
    if (m_counted && m_counted->first == threshold)
        return std::min(m_counted->second, most);
    if (threshold <= 0)
        return matches(most);
    auto row = prepared("SELECT count(*) FROM (SELECT 1 FROM (SELECT " + m_score + " AS score", ") WHERE score >= ? LIMIT ?)");
    row.bind(threshold, most);
    return row.step() ? row.integer(0) : 0;
}

QList<Hit> FullTextHits::sorted(const SortColumn &column, qint64 most, double threshold) const
{
    QList<Hit> hits;
    if (m_expression.isEmpty())
        return hits;
    auto row = prepared("SELECT chunks.key, hit.score FROM (SELECT rowid AS key, " + m_score + " AS score",
        ") AS hit JOIN chunks ON chunks.key = hit.key WHERE hit.score >= ? ORDER BY " + column.order() + " LIMIT ?");
    row.bind(threshold, most);
    while (row.step())
        hits.append({row.integer(0), row.real(1)});
    return hits;
}
