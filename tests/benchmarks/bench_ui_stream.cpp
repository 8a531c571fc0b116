#include "app/api/answerparser.h"
#include "app/api/apiclient.h"
#include "app/models/conversation.h"
#include "tests/support/fakeserver.h"
#include "ui/chat/chatview.h"
#include "ui/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <functional>
#include <vector>

#include <sys/resource.h>

// The processor's time to receive one answer of 20 KB that comes as 5,000 pieces over about five seconds: through the client and the
// parser, and through the client into a chat view that is shown, each against curl that throws it away. The server is a child process
// of ours, and its time counts for nobody. The worst frame is the longest that one event kept the event loop.

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

/// Notes how long the longest event took; what it is dispatched within counts once.
class WatchedApplication : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        QElapsedTimer timer;
        timer.start();
        const bool done = QApplication::notify(receiver, event);
        m_worst = std::max(m_worst, double(timer.nsecsElapsed()) / 1e6);
        --m_depth;
        return done;
    }
    double takeWorst() { return std::exchange(m_worst, 0); }

private:
    int m_depth = 0;
    double m_worst = 0;
};

/// One way to take an answer in: called with each piece, and once at the end.
struct Way {
    QString name;
    std::function<void(const QString &)> take;
    std::function<qsizetype(const StreamEnd &)> end; ///< Gives the number of characters that it has of the answer.
};

double throughTheClient(const ApiClient &client, const Way &way)
{
    // Of its own level, so that events of the loop are seen one by one.
    QEventLoop loop;
    bool complete = false;
    qsizetype characters = 0;
    const double before = seconds(RUSAGE_SELF);
    StreamCall call = client.sendMessage(DatasetId(u"d"_s), {.topicId = TopicId(u"t"_s), .content = u"Why?"_s});
    call.then(&loop, way.take, [&](const StreamEnd &end) {
        characters = way.end(end);
        complete = end.how == StreamEnd::How::Complete;
        loop.quit();
    });
    loop.exec();
    const double used = seconds(RUSAGE_SELF) - before;
    if (!complete || characters < 4 * pieces)
        qFatal("The answer did not come whole: %lld characters", qlonglong(characters));
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
    WatchedApplication application(argc, argv);
    applyTheme(application, lightTheme());
    QProcess server;
    server.start(QApplication::applicationFilePath(), {u"--server"_s});
    if (!server.waitForReadyRead(10'000))
        qFatal("The server did not start.");
    const QUrl url(QString::fromUtf8(server.readLine()).trimmed());
    QNetworkAccessManager manager;
    const ApiClient client({url, u"tr-key"_s, {}}, manager, manager);

    AnswerParser parser;
    Conversation conversation(client);
    ChatView view;
    view.resize(800, 600);
    view.setConversation(&conversation);
    view.show();
    const std::vector<Way> ways{
        {u"client and parser"_s, [&](const QString &text) { parser.feed(text); },
         [&](const StreamEnd &) {
             parser.finish();
             return std::exchange(parser, {}).text().size();
         }},
        {u"client and chat view"_s,
         [&](const QString &text) {
             if (!conversation.isAnswering())
                 conversation.beginAnswer(u"Why?"_s, {});
             conversation.feed(text);
         },
         [&](const StreamEnd &end) {
             conversation.endAnswer(end);
             return conversation.turn(conversation.rowCount() - 1).text.size();
         }},
    };
    std::vector<std::vector<double>> own(ways.size());
    std::vector<std::vector<double>> frames(ways.size());
    std::vector<double> curl;
    for (int round = 0; round < rounds; ++round) {
        curl.push_back(throughCurl(url));
        for (size_t i = 0; i < ways.size(); ++i) {
            application.takeWorst();
            own[i].push_back(throughTheClient(client, ways[i]));
            frames[i].push_back(application.takeWorst());
        }
    }
    server.kill();
    server.waitForFinished();
    QTextStream out(stdout);
    for (size_t i = 0; i < ways.size(); ++i)
        out << QString::asprintf("20 KB answer in %d pieces, %s: %.3f s of processor time, curl: %.3f s, ratio %.1f; worst frame %.1f ms (median of %d)\n",
                                 pieces, qPrintable(ways[i].name), median(own[i]), median(curl), median(own[i]) / median(curl), median(frames[i]), rounds);
    return 0;
}
