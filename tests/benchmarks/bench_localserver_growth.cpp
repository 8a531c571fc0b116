#include "tests/benchmarks/measurements.h"

#include <QCoreApplication>
#include <QTextStream>

// A workspace of real documentation that grows over HTTP from size to size, and at each size: how fast it took the chunks, searches,
// reads of one chunk and lists, each beside the barest program that does the same; at the end, how long a small write waits meanwhile.
//   bench_localserver_growth [sizes, "10000 100000" by default, up to 1000000 in about ten minutes]
// The documentation is what tests/benchmarks/corpus unpacks into the build folder.

using namespace Qt::StringLiterals;

namespace
{

// Beyond that the same in other transactions would only take time.
constexpr qint64 longestBareTwice = 100'000;

void compareGrowth(GrownWorkspace &workspace, qint64 size, const Comparison &table)
{
    const auto growth = workspace.growTo(size);
    const auto chunks = double(growth.chunks);
    table.add(u"ingest until searchable, against 2,000 a transaction"_s, u"/s"_s, chunks / growth.searchable, chunks / growth.bare);
    if (growth.chunks == size && size <= longestBareTwice) {
        table.add(u"ingest until searchable, against 120 a transaction"_s, u"/s"_s, chunks / growth.searchable,
            chunks / workspace.bareSeconds(size, 120));
    }
    table.add(u"ingest until accepted"_s, u"/s"_s, chunks / growth.accepted);
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::vector<qint64> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.push_back(QByteArray(argv[i]).toLongLong());
    if (sizes.empty())
        sizes = {10'000, 100'000};
    const DocCorpus corpus(QStringLiteral(RETRIEVER_CORPUS));
    QTextStream(stdout) << corpus.size() << " chunks of documentation, beyond that variations of them\n";
    GrownWorkspace workspace(corpus);
    const Comparison table;
    for (const qint64 size : sizes) {
        QTextStream(stdout) << "-- " << size << " chunks" << Qt::endl;
        compareGrowth(workspace, size, table);
        measurements::compareSearches(workspace, table);
        measurements::compareReads(workspace, table);
        measurements::compareLists(workspace, table);
    }
    measurements::compareWaits(workspace, table);
    return 0;
}
