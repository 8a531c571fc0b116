#include "tests/benchmarks/measurements.h"

#include "app/values/json.h"

#include <functional>

using namespace Qt::StringLiterals;

namespace
{

constexpr int rounds = 30;

std::vector<double> repeated(const std::function<void()> &f)
{
    f();
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(measurements::milliseconds(f));
    return times;
}

void addGroups(KeptConnection &http)
{
    for (int i = 0; i < 1000; i += 100) {
        Json groups = Json::array();
        for (int k = i; k < i + 100; ++k)
            groups.append(Json::object({{u"name", u"Group %1"_s.arg(k)}, {u"tracking_id", u"group %1"_s.arg(k)},
                {u"upsert_by_tracking_id", true}}));
        http.post("/api/chunk_group", groups.toBytes());
    }
}

}

void measurements::compareLists(const GrownWorkspace &workspace, const Comparison &table)
{
    const auto http = workspace.connected();
    addGroups(*http);
    const auto plain = GrownWorkspace::reader(workspace.path());
    auto named = plain->prepare("SELECT key FROM datasets WHERE id = ?");
    named.bind(workspace.datasetId()).step();
    const QByteArray key = QByteArray::number(named.integer(0));
    const auto compare = [&](const QString &name, const std::function<void()> &ours, const QByteArray &sql) {
        table.addTimes(name, repeated(ours), repeated([&] {
            auto rows = plain->prepare(sql);
            while (rows.step())
                rows.bytes(0);
        }));
    };
    const QByteArray id = workspace.datasetId();
    auto middle = plain->prepare("SELECT id FROM chunks WHERE dataset = ? AND key >= ? LIMIT 1");
    middle.bind(named.integer(0), workspace.count() / 2).step();
    const QByteArray half = middle.bytes(0);
    const auto post = [&](const QByteArray &path, const QByteArray &body) {
        return [&http, path, body] { http->post(path, body); };
    };
    const auto get = [&](const QByteArray &path) {
        return [&http, path] { http->get(path); };
    };
    const QByteArray ofDataset = " WHERE dataset = " + key;
    compare(u"datasets with their counts"_s, get("/api/dataset/organization/" + workspace.organizationId()),
        "SELECT id, name, (SELECT chunks FROM dataset_counts WHERE dataset = key) FROM datasets");
    compare(u"groups, first page"_s, get("/api/dataset/groups/" + id + "/1"),
        "SELECT id, name FROM chunk_groups" + ofDataset + " ORDER BY key DESC LIMIT 10");
    compare(u"members of a group, first page"_s, get("/api/chunk_group/tracking_id/every%20hundredth/1"),
        "SELECT chunks.* FROM group_members JOIN chunks ON chunks.key = chunk WHERE chunk_group = (SELECT key FROM chunk_groups"
            + ofDataset + " AND tracking_id = 'every hundredth') LIMIT 10");
    compare(u"all tags"_s, post("/api/dataset/get_all_tags", "{}"),
        "SELECT tag, count(*) FROM chunk_tags" + ofDataset + " GROUP BY tag ORDER BY 2 DESC LIMIT 20");
    compare(u"scroll, first page"_s, post("/api/chunks/scroll", R"({"page_size": 20})"),
        "SELECT * FROM chunks" + ofDataset + " ORDER BY key LIMIT 20");
    compare(u"scroll, from the middle"_s, post("/api/chunks/scroll", R"({"page_size": 20, "offset_chunk_id": ")" + half + "\"}"),
        "SELECT * FROM chunks" + ofDataset + " AND key >= (SELECT key FROM chunks WHERE id = '" + half + "') ORDER BY key LIMIT 20");
    compare(u"scroll, by num_value"_s, post("/api/chunks/scroll", R"({"page_size": 20, "sort_by": {"field": "num_value", "direction": "asc"}})"),
        "SELECT * FROM chunks" + ofDataset + " AND number IS NOT NULL ORDER BY number, key LIMIT 20");
    compare(u"scroll, of one tag"_s, post("/api/chunks/scroll", R"({"page_size": 20, "filters": {"must": [{"field": "tag_set", "match_any": ["sqlite"]}]}})"),
        "SELECT chunks.* FROM chunk_tags JOIN chunks ON chunks.key = chunk WHERE chunk_tags.dataset = " + key
            + " AND tag = 'sqlite' ORDER BY chunk LIMIT 20");
    compare(u"count of chunks found"_s, post("/api/chunk/count", R"({"search_type": "fulltext", "query": "vacuum"})"),
        "SELECT count(*) FROM (SELECT 1 FROM fts_" + key + " WHERE fts_" + key + " MATCH 'vacuum' LIMIT 10000)");
}
