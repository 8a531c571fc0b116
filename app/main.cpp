#include "app/api/networkpath.h"
#include "app/localserver/localserver.h"
#include "app/settings/keychainsecretstore.h"
#include "app/settings/logfile.h"
#include "app/settings/profiles.h"
#include "app/settings/settings.h"
#include "app/values/json.h"
#include "ui/appearance.h"
#include "ui/firststart.h"
#include "ui/mainwindow.h"
#include "ui/profileconnection.h"
#include "ui/sessions.h"
#include "ui/startclock.h"
#include "ui/workspace.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTranslator>

#include <csignal>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

struct Options {
    bool serve = false;
    LocalServerOptions server;
};

/// ~/.local/share/retriever, or where the desktop keeps such things.
QString dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

Options parsed(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Native desktop administrator for Trieve."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption serve(u"serve"_s, u"Run the local workspace's server alone, until SIGTERM or SIGINT."_s);
    const QCommandLineOption port(u"port"_s, u"With --serve: the port on 127.0.0.1; 0, the default, takes a free one."_s, u"N"_s, u"0"_s);
    const QCommandLineOption data(u"data"_s, u"The folder of the local workspace."_s, u"DIR"_s, dataFolder() + u"/workspace"_s);
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

/// The one session of the window: opens the embedded server or reads a key, and makes the client. Owns what they need.
class LiveSessions : public Sessions
{
    Q_OBJECT

public:
    LiveSessions(Profiles &profiles, SecretStore &secrets, LocalServerOptions options) :
        m_profiles(profiles), m_secrets(secrets), m_options(std::move(options))
    {
    }

    ~LiveSessions() override
    {
        if (m_starter.joinable())
            m_starter.join();
    }

    Profiles &profiles() override { return m_profiles; }
    SecretStore &secrets() override { return m_secrets; }
    State state() const override { return m_state; }
    const Session *current() const override { return m_session ? &*m_session : nullptr; }
    QString profileId() const override { return m_profile.id; }
    ApiClient client(const Connection &connection) override
    {
        m_trial = std::make_unique<NetworkPath>(connection.proxy);
        ApiClient client = m_trial->client(connection);
        client.keepHistory(m_history);
        return client;
    }

    void openProfile(const QString &id) override
    {
        const Profile *profile = m_profiles.find(id);
        if (!profile)
            return;
        close();
        m_profile = *profile;
        if (profile->kind == Profile::Kind::LocalWorkspace)
            openLocalWorkspace();
        else
            askKeyring();
    }

private:
    void enter(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    void close()
    {
        if (m_session) {
            Q_EMIT closing();
            m_session.reset();
        }
        ++m_attempt;
        enter(State::Closed);
    }

    void open(Connection connection)
    {
        connection.profile = m_profile.name;
        m_path = std::make_unique<NetworkPath>(connection.proxy);
        m_session.emplace(Session{.profile = m_profile, .client = m_path->client(connection, {}, RetryPolicy::whileSomebodyWaits())});
        m_session->client.keepHistory(m_history);
        enter(State::Open);
        Q_EMIT opened();
    }

    void fail(const QString &why)
    {
        enter(State::Closed);
        Q_EMIT failed(why);
    }

    void openLocalWorkspace()
    {
        if (m_server) {
            openServer();
            return;
        }
        enter(State::Opening);
        if (m_starter.joinable())
            return; // It is starting already; startedServer() looks at what is wanted by then.
        // Opening the database and looking it over takes longer than a frame.
        m_starter = std::thread([this] {
            auto started = std::make_shared<Result<std::unique_ptr<LocalServer>>>(LocalServer::start(m_options));
            QMetaObject::invokeMethod(this, [this, started] { startedServer(std::move(*started)); }, Qt::QueuedConnection);
        });
    }

    void startedServer(Result<std::unique_ptr<LocalServer>> started)
    {
        m_starter.join();
        if (started)
            m_server = *std::move(started);
        if (m_state != State::Opening || m_profile.kind != Profile::Kind::LocalWorkspace)
            return;
        if (m_server)
            openServer();
        else
            fail(started.error().message);
    }

    void openServer()
    {
        Connection connection{.baseUrl = QUrl(m_server->url()), .apiKey = m_server->key(), .organization = OrganizationId(m_server->organizationId())};
        connection.keyRole = Error::Role::Owner;
        connection.proxy.kind = ProxyChoice::Kind::None;
        open(connection);
    }

    void askKeyring()
    {
        enter(State::WaitingForKeyring);
        m_secrets.read(m_profile.id, this, [this, attempt = m_attempt](const SecretStore::Answer &answer) {
            if (attempt == m_attempt)
                adoptKey(answer);
        });
    }

    void adoptKey(const SecretStore::Answer &answer)
    {
        using Outcome = SecretStore::Outcome;
        const ProfileSecrets secrets = ProfileSecrets::fromText(answer.secret);
        if (answer.outcome == Outcome::Done && secrets.sufficesFor(m_profile)) {
            const Result<Connection> connection = connectionOf(m_profile, secrets);
            return connection ? open(*connection) : fail(connection.error().message);
        }
        enter(State::Closed);
        if (answer.outcome == Outcome::Done)
            return Q_EMIT keyNeeded(tr("Not everything that is secret of this connection is stored. Enter it."));
        switch (answer.outcome) {
        case Outcome::NoKeyring: Q_EMIT keyNeeded(tr("There is no keyring on this desktop. Enter the key; it is kept for this session only.")); break;
        case Outcome::Refused: Q_EMIT keyNeeded(tr("The keyring stays locked. Unlock it and connect again, or enter the key.")); break;
        case Outcome::TimedOut: Q_EMIT keyNeeded(tr("The keyring did not answer in time. Perhaps it waits for its password. Connect again, or enter the key.")); break;
        case Outcome::Done:
        case Outcome::NotFound:
            Q_EMIT keyNeeded(m_profile.hasStoredKey ? tr("The keyring does not give the key that was stored: it may be locked. Unlock it and connect again, or enter the key.")
                                                    : tr("No key was stored for this server yet. Enter it."));
            break;
        }
    }

    Profiles &m_profiles;
    SecretStore &m_secrets;
    const LocalServerOptions m_options;
    // Declared in the order that things must outlive each other.
    RequestHistory m_history{dataFolder() + u"/requests"_s};
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<NetworkPath> m_path;
    /// For the connection that is only tried out, one at a time.
    std::unique_ptr<NetworkPath> m_trial;
    std::optional<Session> m_session;
    std::thread m_starter;
    Profile m_profile;
    State m_state = State::Closed;
    /// Tells the answer of a keyring that was asked before from one that is waited for.
    int m_attempt = 0;
};

/// Texts in the language of the desktop. English is a translation too: it has the plural forms ("1 chunk", "2 chunks").
void translate(QApplication &application)
{
    auto *ours = new QTranslator(&application);
    if (ours->load(QLocale(), u"retriever"_s, u"_"_s, u":/i18n"_s) || ours->load(u":/i18n/retriever_en"_s))
        QApplication::installTranslator(ours);
    auto *qts = new QTranslator(&application);
    if (qts->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qts);
}

void connectFirstStart(const FirstStart &firstStart, MainWindow &window)
{
    QObject::connect(&firstStart, &FirstStart::handbookCreated, &window, [&window](const Dataset &dataset) {
        window.workspace()->datasets().adopt(dataset);
        window.workspace()->openDataset(dataset.id);
    });
    QObject::connect(&firstStart, &FirstStart::handbookFilled, &window, [&window] { window.workspace()->refresh(); });
    QObject::connect(&firstStart, &FirstStart::statusMessage, &window, [&window](const QString &text) { window.statusBar()->showMessage(text); });
}

/// The one that was open last; the local workspace where there is none such any more.
QString startProfile(const Profiles &profiles, const Settings &settings)
{
    const QString last = settings.value(Settings::Key::LastProfile).toString();
    return profiles.find(last) ? last : profiles.localWorkspace().id;
}

int showWindow(QApplication &application, const LocalServerOptions &options)
{
    StartClock clock;
    translate(application);
    Settings settings;
    Profiles profiles(settings);
    KeychainSecretStore secrets;
    LiveSessions sessions(profiles, secrets, options);
    Appearance appearance(application, settings);
    MainWindow window(sessions, settings, appearance);
    const FirstStart firstStart(sessions, settings);
    connectFirstStart(firstStart, window);
    clock.watch(window.findChild<QAbstractItemView *>(u"datasets"_s));
    window.show();
    sessions.openProfile(startProfile(profiles, settings));
    return QApplication::exec();
}

bool asksToServe(int argc, char *argv[])
{
    return std::any_of(argv, argv + argc, [](const char *argument) { return qstrcmp(argument, "--serve") == 0; });
}

}

int main(int argc, char *argv[])
{
    // A limit to the size of files, or somebody who hangs up, is an error to be told, not the end of the program.
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication::setApplicationName(u"retriever"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RETRIEVER_VERSION));
    // The server alone must run where there is no display, so it is decided before there is an application.
    if (asksToServe(argc, argv)) {
        const QCoreApplication application(argc, argv);
        return serve(parsed(application).server);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(u"Retriever"_s);
    QApplication::setDesktopFileName(u"retriever"_s);
    const Options options = parsed(application);
    const LogFile log(dataFolder() + u"/retriever.log"_s);
    return showWindow(application, options.server);
}

#include "main.moc"
