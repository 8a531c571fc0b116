#include "tests/benchmarks/barechunkserver.h"
#include "tests/benchmarks/measurements.h"

#include <atomic>
#include <random>
#include <thread>

using namespace Qt::StringLiterals;

namespace
{

constexpr int requests = 20'000;

using Connections = std::vector<std::unique_ptr<KeptConnection>>;

QByteArrayList someIds(const GrownWorkspace &workspace)
{
    QByteArrayList ids;
    const auto bare = GrownWorkspace::reader(workspace.barePath());
    auto row = bare->prepare("SELECT id FROM rows WHERE key = ?");
    std::mt19937_64 random(7);
    for (int i = 0; i < 5000; ++i) {
        row.bind(qint64(random() % quint64(workspace.count())) + 1);
        if (row.step())
            ids.append(row.bytes(0));
        row.reset();
    }
    return ids;
}

/// Requests a second over all of them.
double rate(const Connections &connections, const QByteArrayList &ids)
{
    std::atomic<int> done = 0;
    QElapsedTimer clock;
    clock.start();
    std::vector<std::thread> threads;
    for (const auto &connection : connections) {
        threads.emplace_back([&, http = connection.get()] {
            for (int i = done++; i < requests; i = done++)
                http->get("/api/chunk/" + ids[i % ids.size()]);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return requests / (double(clock.nsecsElapsed()) / 1e9);
}

}

void measurements::compareReads(const GrownWorkspace &workspace, const Comparison &table)
{
    const QByteArrayList ids = someIds(workspace);
    const BareChunkServer bare(workspace.barePath());
    for (const int clients : {1, 8}) {
        Connections ours;
        Connections others;
        for (int i = 0; i < clients; ++i) {
            ours.push_back(workspace.connected());
            others.push_back(std::make_unique<KeptConnection>(bare.port()));
        }
        rate(ours, ids);
        rate(others, ids);
        table.add(u"chunk by id, %1 connections"_s.arg(clients), u"/s"_s, rate(ours, ids), rate(others, ids));
    }
}
