#include "app/localserver/database.h"
#include "app/localserver/localserver.h"
#include "app/values/json.h"
#include "tests/support/plainhttp.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

#include <cmath>
#include <random>

// How fast chunks go in over HTTP, until the last one can be found, against the same texts put into a bare FTS5 table of the same words in
// transactions of 5,000. About 1 KB of text each, words by Zipf's law over a vocabulary of 200,000.
//   bench_ingest [chunks, 24000 by default]

using namespace Qt::StringLiterals;

namespace {

constexpr int batchSize = 120;
constexpr int rowsInTransaction = 5000;

std::vector<QString> texts(int count)
{
    constexpr int vocabulary = 200'000;
    std::vector<double> weights(vocabulary);
    for (int i = 0; i < vocabulary; ++i)
        weights[std::size_t(i)] = 1.0 / (i + 1);
    std::mt19937 random(7);
    std::discrete_distribution<int> word(weights.begin(), weights.end());
    std::vector<QString> all;
    for (int i = 0; i < count; ++i) {
        QString text;
        while (text.size() < 1000)
            text += u"w%1 "_s.arg(word(random), 0, 36);
        all.push_back(text);
    }
    return all;
}

double bareSeconds(const std::vector<QString> &all)
{
    QTemporaryDir folder;
    QElapsedTimer clock;
    Database database(folder.filePath(u"bare.db"_s), Database::Access::ReadWrite);
    database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;"
                     "CREATE VIRTUAL TABLE fts USING fts5(body, tokenize = 'porter unicode61 remove_diacritics 2')");
    clock.start();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i % rowsInTransaction == 0)
            database.execute(i == 0 ? "BEGIN" : "COMMIT; BEGIN");
        database.prepare("INSERT INTO fts(rowid, body) VALUES (?, ?)").bind(qint64(i + 1), all[i]).run();
    }
    database.execute("COMMIT");
    return double(clock.nsecsElapsed()) / 1e9;
}

struct Ingest {
    double accepted = 0;
    double indexed = 0;
};

Ingest serverSeconds(const std::vector<QString> &all)
{
    QTemporaryDir folder;
    const auto server = LocalServer::start({folder.path(), 0, {}});
    if (!server)
        qFatal("%s", qPrintable(server.error().message));
    PlainHttp http((*server)->url(), (*server)->key());
    const Json dataset = http.post("/api/dataset", R"({"dataset_name": "bench"})").json();
    http.useDataset(dataset[u"id"].toString());
    QList<QByteArray> bodies;
    for (std::size_t i = 0; i < all.size(); i += batchSize) {
        Json batch = Json::array();
        for (std::size_t k = i; k < std::min(all.size(), i + batchSize); ++k)
            batch.append(Json::object({{u"chunk_html", all[k]}, {u"tracking_id", QString::number(k)}, {u"tag_set", Json::strings({u"bench"_s})}}));
        bodies.append(batch.toBytes());
    }
    QElapsedTimer clock;
    clock.start();
    for (const QByteArray &body : std::as_const(bodies)) {
        const PlainAnswer answer = http.post("/api/chunk", body);
        if (answer.status != 200)
            qFatal("%d %s", answer.status, answer.body.constData());
    }
    Ingest result;
    result.accepted = double(clock.nsecsElapsed()) / 1e9;
    while (http.get("/api/dataset/get_dataset_queue_lengths").json()[u"chunk_queue_length"].toInteger() != 0)
        QThread::msleep(20);
    result.indexed = double(clock.nsecsElapsed()) / 1e9;
    return result;
}

}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 24'000;
    const auto all = texts(count);
    QTextStream out(stdout);
    for (int round = 0; round < 3; ++round) {
        const double bare = bareSeconds(all);
        const Ingest served = serverSeconds(all);
        out << "bare FTS5 " << qRound(count / bare) << "/s, accepted " << qRound(count / served.accepted) << "/s, indexed "
            << qRound(count / served.indexed) << "/s, ratio " << bare / served.indexed << '\n';
        out.flush();
    }
    return 0;
}
