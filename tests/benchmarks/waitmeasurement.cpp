#include "tests/benchmarks/measurements.h"

#include "app/values/json.h"

#include <QThread>

#include <atomic>
#include <functional>
#include <thread>

using namespace Qt::StringLiterals;

namespace
{

/// Adds a small chunk to a dataset of its own every few milliseconds, and notes how long each took.
class SmallWrites
{
public:
    explicit SmallWrites(const GrownWorkspace &workspace)
        : m_http(workspace.connected(workspace.newDataset("small"))), m_thread([this] { run(); })
    {
    }

    std::vector<double> ended()
    {
        m_ending = true;
        m_thread.join();
        return m_times;
    }

private:
    void run()
    {
        while (!m_ending) {
            m_times.push_back(measurements::milliseconds([&] { m_http->post("/api/chunk", R"({"chunk_html": "A small note"})"); }));
            QThread::msleep(5);
        }
    }

    std::unique_ptr<KeptConnection> m_http;
    std::atomic<bool> m_ending = false;
    std::vector<double> m_times;
    std::thread m_thread;
};

std::vector<double> writesWhile(const GrownWorkspace &workspace, const std::function<void()> &f)
{
    SmallWrites writes(workspace);
    f();
    return writes.ended();
}

void waitUntilPurged(const GrownWorkspace &workspace)
{
    const auto plain = GrownWorkspace::reader(workspace.path());
    while (plain->integer("SELECT count(*) FROM purges") > 0)
        QThread::msleep(20);
}

}

void measurements::compareWaits(GrownWorkspace &workspace, const Comparison &table)
{
    const auto http = workspace.connected();
    const std::vector<double> quiet = writesWhile(workspace, [] { QThread::sleep(3); });
    const auto compare = [&](const QString &name, const std::function<void()> &f) {
        double took = 0;
        const std::vector<double> busy = writesWhile(workspace, [&] { took = milliseconds(f); });
        table.add(u"%1 takes"_s.arg(name), u"s"_s, took / 1000);
        table.addTimes(u"small write during "_s + name + u" (against none)"_s, busy, quiet);
        table.add(u"longest of them"_s, u"ms"_s, Comparison::percentile(busy, 1), Comparison::percentile(quiet, 1));
    };
    compare(u"an import of 12,000"_s, [&] { workspace.growTo(workspace.count() + 12'000, GrownWorkspace::Until::Indexed); });
    double answered = 0;
    compare(u"clearing the dataset"_s, [&] {
        answered = milliseconds([&] { http->send("PUT", "/api/dataset/clear/" + workspace.datasetId()); });
        waitUntilPurged(workspace);
    });
    table.add(u"the request to clear it"_s, u"ms"_s, answered);
}
