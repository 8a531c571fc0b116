#include "tests/benchmarks/measurements.h"

#include "app/values/json.h"

using namespace Qt::StringLiterals;

namespace
{

struct Words {
    QString name;
    QStringList queries;
};

const QList<Words> &kinds()
{
    static const QList<Words> all{
        {u"rare word"_s, {u"geopoly"_s, u"lemon"_s, u"asyncore"_s, u"pg_rewind"_s, u"msilib"_s, u"turtle"_s, u"zipapp"_s, u"sandwich"_s}},
        {u"middling word"_s, {u"vacuum"_s, u"savepoint"_s, u"socket"_s, u"trigger"_s, u"cursor"_s, u"decimal"_s, u"locale"_s, u"replication"_s}},
        {u"frequent word"_s, {u"function"_s, u"returns"_s, u"value"_s, u"table"_s}},
        {u"several words"_s,
            {u"create index concurrently"_s, u"read file line"_s, u"replication slot lag"_s, u"virtual table module"_s,
                u"parse json string"_s, u"connection timeout"_s, u"prepared statement parameters"_s, u"garbage collector threshold"_s}},
        {u"quoted words"_s,
            {u"\"write ahead log\""_s, u"\"foreign key\" constraint"_s, u"\"regular expression\" match"_s, u"\"virtual table\""_s}},
    };
    return all;
}

/// The words as FTS5 takes them: each quoted, quoted ones as they are.
QByteArray expression(const QString &query)
{
    QByteArrayList terms;
    const QStringList parts = query.split(u'"');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 1)
            terms.append('"' + parts[i].toUtf8() + '"');
        else
            for (const QString &word : parts[i].split(u' ', Qt::SkipEmptyParts))
                terms.append('"' + word.toUtf8() + '"');
    }
    return terms.join(' ');
}

/// One way to narrow a search, for both.
struct Narrowing {
    QString name;
    QByteArray json;
    QByteArray sql;
};

const QList<Narrowing> &narrowings()
{
    static const QList<Narrowing> all{
        {{}, {}, {}},
        {u", one tag of three"_s, R"(, "filters": {"must": [{"field": "tag_set", "match_any": ["sqlite"]}]})", " AND rows.tag = 'sqlite'"},
        {u", num_value in a range"_s, R"(, "filters": {"must": [{"field": "num_value", "range": {"gte": 100, "lt": 300}}]})",
            " AND rows.num_value >= 100 AND rows.num_value < 300"},
    };
    return all;
}

class SearchPair
{
public:
    explicit SearchPair(const GrownWorkspace &workspace)
        : m_http(workspace.connected()), m_bare(GrownWorkspace::reader(workspace.barePath()))
    {
    }

    double ours(const QString &query, const Narrowing &narrowing, const QByteArray &options = {})
    {
        const QByteArray body = "{\"search_type\": \"fulltext\", \"use_quote_negated_terms\": true, \"page_size\": 10, \"query\": "
            + Json(query).toBytes() + narrowing.json + options + '}';
        return measurements::milliseconds([&] { m_http->post("/api/chunk/search", body); });
    }

    double bare(const QString &query, const Narrowing &narrowing)
    {
        const QByteArray words = expression(query);
        return measurements::milliseconds([&] {
            auto row = m_bare->prepare(narrowing.sql.isEmpty()
                    ? QByteArray("SELECT rows.*, found.rank FROM (SELECT rowid, rank FROM fts WHERE fts MATCH ? ORDER BY rank LIMIT 10) "
                                 "AS found JOIN rows ON rows.key = found.rowid ORDER BY found.rank")
                    : "SELECT rows.*, bm25(fts) FROM fts JOIN rows ON rows.key = fts.rowid WHERE fts MATCH ?" + narrowing.sql
                        + " ORDER BY bm25(fts) LIMIT 10");
            row.bind(words);
            while (row.step()) {
                for (int column = 0; column < 6; ++column)
                    row.bytes(column);
            }
        });
    }

private:
    std::unique_ptr<KeptConnection> m_http;
    std::unique_ptr<Database> m_bare;
};

}

void measurements::compareSearches(const GrownWorkspace &workspace, const Comparison &table)
{
    SearchPair pair(workspace);
    // A second's worth of the quick ones, and of the slow ones a few.
    const int rounds = workspace.count() > 200'000 ? 7 : 25;
    for (const Narrowing &narrowing : narrowings()) {
        std::vector<double> allOurs;
        std::vector<double> allBare;
        for (const Words &kind : kinds()) {
            std::vector<double> ours;
            std::vector<double> bare;
            for (int round = 0; round <= rounds; ++round) {
                for (const QString &query : kind.queries) {
                    const double own = pair.ours(query, narrowing);
                    const double other = pair.bare(query, narrowing);
                    // The first round only warms up.
                    if (round > 0) {
                        ours.push_back(own);
                        bare.push_back(other);
                    }
                }
            }
            table.addTimes(u"search, "_s + kind.name + narrowing.name, ours, bare);
            allOurs.insert(allOurs.end(), ours.begin(), ours.end());
            allBare.insert(allBare.end(), bare.begin(), bare.end());
        }
        table.addTimes(u"search, all of these"_s + narrowing.name, allOurs, allBare);
    }
    std::vector<double> counted;
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        for (const QString &query : kinds()[1].queries) {
            counted.push_back(pair.ours(query, narrowings().first(), ", \"get_total_pages\": true"));
            bare.push_back(pair.bare(query, narrowings().first()));
        }
    }
    table.addTimes(u"search, middling word, pages counted"_s, counted, bare);
}
