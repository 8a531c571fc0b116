#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/stampedmodel.h"

#include "app/api/apiclient.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QTemporaryDir>

#include <array>
#include <cstdio>

// How long a piece of a streamed answer takes from the server's socket to whoever shows it: through StreamCall, and through curl -N and
// a pipe, as scripts read it. The server says in each piece when it was sent.
//   bench_api_stream [pieces, 5000 by default]

using namespace Qt::StringLiterals;

namespace
{

constexpr int pauseMicroseconds = 1000;

std::vector<double> throughStreamCall(quint16 port)
{
    QNetworkAccessManager requests;
    QNetworkAccessManager streams;
    const QTemporaryDir folder;
    RequestHistory history(folder.path());
    ApiClient client({.baseUrl = QUrl(u"http://127.0.0.1:%1"_s.arg(port)), .apiKey = u"tr-benchmark"_s, .organization = {}}, requests, streams);
    client.keepHistory(history);
    std::vector<double> delays;
    StreamCall call = client.generate(DatasetId(u"11111111-2222-4333-8444-555555555555"_s), {.previousMessages = {{.content = u"?"_s}}});
    QObject context;
    call.then(
        &context,
        [&](const QString &text) {
            const std::vector<double> ages = StampedModel::ages(text.toUtf8());
            delays.insert(delays.end(), ages.begin(), ages.end());
        },
        [](const StreamEnd &) { QCoreApplication::quit(); });
    QCoreApplication::exec();
    return delays;
}

std::vector<double> throughCurl(quint16 port)
{
    const QByteArray command = "exec curl -sN -X POST -H 'Content-Type: application/json' -d '{}' http://127.0.0.1:" + QByteArray::number(port) + "/api/chunk/generate";
    std::FILE *pipe = ::popen(command.constData(), "r");
    if (!pipe)
        qFatal("curl cannot be started");
    std::vector<double> delays;
    std::array<char, 65536> buffer{};
    for (ssize_t count = 0; (count = ::read(::fileno(pipe), buffer.data(), buffer.size())) > 0;) {
        const std::vector<double> ages = StampedModel::ages(QByteArrayView(buffer.data(), count));
        delays.insert(delays.end(), ages.begin(), ages.end());
    }
    ::pclose(pipe);
    return delays;
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const int pieces = argc > 1 ? QByteArray(argv[1]).toInt() : 5000;
    const StampedModel model(pieces, pauseMicroseconds);
    // The first of each only warms up.
    throughStreamCall(model.port());
    throughCurl(model.port());
    const std::vector<double> ours = throughStreamCall(model.port());
    const std::vector<double> other = throughCurl(model.port());
    if (int(ours.size()) != pieces || int(other.size()) != pieces)
        qFatal("%zu and %zu pieces came instead of %d", ours.size(), other.size(), pieces);
    const Comparison table;
    table.addTimes(u"piece, from the server's socket to its reader"_s, ours, other);
    return 0;
}
