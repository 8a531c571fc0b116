#include "app/localserver/localserver.h"
#include "app/values/json.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

struct Options {
    bool serve = false;
    LocalServerOptions server;
};

/// ~/.local/share/retriever/workspace
QString workspaceFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/workspace"_s;
}

Options parsed(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Native desktop administrator for Trieve."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption serve(u"serve"_s, u"Run the local workspace's server alone, until SIGTERM or SIGINT."_s);
    const QCommandLineOption port(u"port"_s, u"With --serve: the port on 127.0.0.1; 0, the default, takes a free one."_s, u"N"_s, u"0"_s);
    const QCommandLineOption data(u"data"_s, u"The folder of the local workspace."_s, u"DIR"_s, workspaceFolder());
    const QCommandLineOption key(u"key"_s, u"With --serve: the key that clients must send; a random one by default."_s, u"KEY"_s);
    parser.addOptions({serve, port, data, key});
    parser.process(application);
    bool ok = false;
    const ushort number = parser.value(port).toUShort(&ok);
    if (!ok) {
        std::fputs("retriever: --port takes a number from 0 to 65535\n", stderr);
        std::exit(2);
    }
    return {.serve = parser.isSet(serve),
            .server = {.dataFolder = QDir(parser.value(data)).absolutePath(), .port = number, .key = parser.value(key)}};
}

/// Serves until SIGTERM or SIGINT. Prints one line of JSON once requests are accepted.
int serve(const LocalServerOptions &options)
{
    // Blocked before the server starts its threads, so that all of them inherit it and only the wait below sees the signals.
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);

    const auto server = LocalServer::start(options);
    if (!server) {
        std::fprintf(stderr, "retriever: %s\n", qPrintable(server.error().message));
        return 1;
    }
    const QByteArray line = Json::object({{u"url", (*server)->url()},
                                          {u"key", (*server)->key()},
                                          {u"organization_id", (*server)->organizationId()}})
                                .toBytes();
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
    int received = 0;
    sigwait(&ends, &received);
    return 0;
}

}

int main(int argc, char *argv[])
{
    QCoreApplication::setApplicationName(u"retriever"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RETRIEVER_VERSION));
    QCoreApplication application(argc, argv);
    const Options options = parsed(application);
    return serve(options.server);
}
