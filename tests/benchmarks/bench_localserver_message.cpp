#include "app/values/json.h"
#include "tests/benchmarks/barerelay.h"
#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/grownworkspace.h"
#include "tests/benchmarks/stampedmodel.h"

#include <QCoreApplication>
#include <QTextStream>

// What POST /api/message adds to the stream of a language model: the time to the first byte of the answer (with the search, the question
// stored, the model asked), and how long each token takes from the model's socket to the client, against a bare relay of the same model.
//   bench_localserver_message [chunks in the dataset, 10000 by default]

using namespace Qt::StringLiterals;

namespace
{

constexpr int answers = 40;
constexpr int tokens = 200;
constexpr int pauseMicroseconds = 1000;

struct Delays {
    std::vector<double> first;
    std::vector<double> tokens;
};

void takeAnswer(Delays &delays, KeptConnection &http, const QByteArray &path, const QByteArray &body)
{
    bool hasBegun = false;
    const qint64 asked = StampedModel::now();
    http.stream(path, body, [&](QByteArrayView piece) {
        if (!std::exchange(hasBegun, true))
            delays.first.push_back(double(StampedModel::now() - asked) / 1e6);
        const std::vector<double> ages = StampedModel::ages(piece);
        delays.tokens.insert(delays.tokens.end(), ages.begin(), ages.end());
    });
}

QByteArray newTopic(KeptConnection &http)
{
    const QByteArray made = http.post("/api/topic", R"({"name": "Bench", "owner_id": "bench"})");
    return (*Json::parse(made))[u"id"].toString().toUtf8();
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const qint64 size = argc > 1 ? QByteArray(argv[1]).toLongLong() : 10'000;
    const DocCorpus corpus(QStringLiteral(RETRIEVER_CORPUS));
    GrownWorkspace workspace(corpus);
    workspace.growTo(size);
    const StampedModel model(tokens, pauseMicroseconds);
    const QByteArray base = "http://127.0.0.1:" + QByteArray::number(model.port()) + "/v1";
    const BareRelay relay(base + "/chat/completions");
    const auto http = workspace.connected();
    http->send("PUT", "/api/dataset",
        "{\"dataset_id\": \"" + workspace.datasetId() + "\", \"server_configuration\": {\"LLM_BASE_URL\": \"" + base
            + "\", \"LLM_DEFAULT_MODEL\": \"stamped\"}}");
    KeptConnection bare(relay.port());
    Delays ours;
    Delays other;
    for (int i = 0; i <= answers; ++i) {
        const QByteArray question = R"({"new_message_content": "How does vacuum reclaim the space of deleted rows?", "topic_id": ")" + newTopic(*http)
            + "\"}";
        takeAnswer(ours, *http, "/api/message", question);
        takeAnswer(other, bare, "/", "{}");
        // The first of all only warms up.
        if (i == 0)
            ours = other = {};
    }
    const auto expected = std::size_t(answers) * tokens;
    if (ours.tokens.size() != expected || other.tokens.size() != expected)
        qFatal("%zu and %zu tokens came instead of %zu", ours.tokens.size(), other.tokens.size(), expected);
    const Comparison table;
    table.addTimes(u"message to first byte"_s, ours.first, other.first);
    table.addTimes(u"token, from the model to the client"_s, ours.tokens, other.tokens);
    return 0;
}
