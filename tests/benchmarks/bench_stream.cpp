#include "app/api/answerparser.h"
#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QApplication>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <functional>
#include <vector>

#include <sys/resource.h>

// The processor's time to receive one answer of 20 KB that comes as 5,000 pieces over about five seconds: through the client and the
// parser, against curl that throws it away. The server is a child process of ours, and its time counts for nobody.

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 3;
constexpr int pieces = 5000;

QByteArray chunksOfTheAnswer()
{
    return R"([{"id":"c0c0c0c0-0000-4000-8000-000000000001","chunk_html":"Roses need light","tag_set":"a","score":0.5}]||)";
}

int serve(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QList<QByteArray> answer{chunksOfTheAnswer()};
    for (int i = 0; i < pieces; ++i)
        answer.append(i % 250 == 249 ? ".\n\n" : i % 7 == 0 ? " **a**" : " abc");
    FakeServer server;
    server.on("POST", "/api/message", FakeAnswer::stream(answer, 1));
    QTextStream(stdout) << server.url().toString() << Qt::endl;
    return QCoreApplication::exec();
}

double seconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto sum = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return sum(usage.ru_utime) + sum(usage.ru_stime);
}

/// What is done with the answer as it comes: called with the parser after each delivery, and once more at the end.
using Consumer = std::function<void(const AnswerParser &)>;

double throughTheClient(const QUrl &server, const Consumer &consumer)
{
    QNetworkAccessManager manager;
    const ApiClient client({server, u"tr-key"_s, {}}, manager, manager);
    AnswerParser parser;
    QEventLoop loop;
    bool complete = false;
    const double before = seconds(RUSAGE_SELF);
    StreamCall call = client.sendMessage(DatasetId(u"d"_s), {.topicId = TopicId(u"t"_s), .content = u"Why?"_s});
    call.then(
        &loop,
        [&](const QString &text) {
            parser.feed(text);
            consumer(parser);
        },
        [&](const StreamEnd &end) {
            parser.finish();
            consumer(parser);
            complete = end.how == StreamEnd::How::Complete;
            loop.quit();
        });
    loop.exec();
    const double used = seconds(RUSAGE_SELF) - before;
    if (!complete || parser.hits().size() != 1 || parser.text().size() < 4 * pieces)
        qFatal("The answer did not come whole: %lld characters", qlonglong(parser.text().size()));
    return used;
}

double throughCurl(const QUrl &server)
{
    const double before = seconds(RUSAGE_CHILDREN);
    QProcess curl;
    curl.start(u"curl"_s, {u"-sSN"_s, u"-o"_s, u"/dev/null"_s, u"--noproxy"_s, u"*"_s, u"-d"_s, u"{}"_s, server.toString() + u"/api/message"_s});
    if (!curl.waitForFinished(60'000) || curl.exitCode() != 0)
        qFatal("curl failed: %s", curl.readAllStandardError().constData());
    return seconds(RUSAGE_CHILDREN) - before;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}

int main(int argc, char *argv[])
{
    if (argc > 1 && qstrcmp(argv[1], "--server") == 0)
        return serve(argc, argv);
    qputenv("QT_LOGGING_RULES", "retriever.*=false");
    QApplication application(argc, argv);
    QProcess server;
    server.start(QApplication::applicationFilePath(), {u"--server"_s});
    if (!server.waitForReadyRead(10'000))
        qFatal("The server did not start.");
    const QUrl url(QString::fromUtf8(server.readLine()).trimmed());

    // A way to show the answer is one more line here: a name, and what it does with the parser's state.
    const std::vector<std::pair<QString, Consumer>> ways{
        {u"client and parser"_s, [](const AnswerParser &) {}},
    };
    std::vector<std::vector<double>> own(ways.size());
    std::vector<double> curl;
    for (int round = 0; round < rounds; ++round) {
        curl.push_back(throughCurl(url));
        for (size_t i = 0; i < ways.size(); ++i)
            own[i].push_back(throughTheClient(url, ways[i].second));
    }
    server.kill();
    server.waitForFinished();
    QTextStream out(stdout);
    for (size_t i = 0; i < ways.size(); ++i)
        out << QString::asprintf("20 KB answer in %d pieces, %s: %.3f s of processor time, curl: %.3f s, ratio %.1f (median of %d)\n", pieces,
                                 qPrintable(ways[i].first), median(own[i]), median(curl), median(own[i]) / median(curl), rounds);
    return 0;
}
