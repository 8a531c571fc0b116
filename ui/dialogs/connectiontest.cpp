#include "ui/dialogs/connectiontest.h"

using namespace Qt::StringLiterals;

ConnectionTest::ConnectionTest(const ApiClient &client, const DatasetId &dataset, QObject *parent)
    : QObject(parent), m_client(client), m_dataset(dataset), m_probe(client.connection()), m_organizationId(client.connection().organization)
{
    connect(&m_probe, &ServerProbe::reached, this, &ConnectionTest::noteReached);
    connect(&m_probe, &ServerProbe::secured, this, [this](const QString &whose) {
        say(Step::Certificate, Mark::Passed, whose);
        askServer();
    });
    connect(&m_probe, &ServerProbe::failed, this, [this](const Error &error) {
        fail(m_step, m_step == Step::Address ? tr("Nothing could be reached at that address.") : tr("The server's certificate was not accepted."), error);
    });
    connect(&m_probe, &ServerProbe::versionFound, this, [this](const QString &version) {
        say(Step::Version, version.isEmpty() ? Mark::Noted : Mark::Passed, version.isEmpty() ? tr("the server does not say") : version);
        Q_EMIT succeeded(m_isReadKey ? tr("Connected: the key is known and may only read.") : tr("Connected: the key may use the datasets."), m_organizationId);
    });
}

QString ConnectionTest::name(Step step)
{
    switch (step) {
    case Step::Address: return tr("Address");
    case Step::Certificate: return tr("Certificate");
    case Step::Server: return tr("Server");
    case Step::Key: return tr("Key");
    case Step::Role: return tr("Role");
    case Step::Organization: return tr("Organization");
    case Step::Dataset: return tr("Dataset");
    case Step::Version: return tr("Version");
    }
    return {};
}

void ConnectionTest::say(Step step, Mark mark, const QString &words)
{
    m_step = step;
    setMark(step, mark, words);
}

void ConnectionTest::setMark(Step step, Mark mark, const QString &words)
{
    m_marks[std::size_t(step)] = mark;
    Q_EMIT stepChanged(step, mark, words);
}

void ConnectionTest::fail(Step step, const QString &whatFailed, const Error &error)
{
    say(step, Mark::Failed, whatFailed);
    for (int other = 0; other < stepCount; ++other) {
        if (const Mark left = m_marks[std::size_t(other)]; left == Mark::Waiting || left == Mark::Running)
            setMark(Step(other), Mark::Skipped);
    }
    Q_EMIT failed(step, whatFailed, error);
}

void ConnectionTest::start()
{
    for (int step = 0; step < stepCount; ++step)
        setMark(Step(step), Mark::Waiting);
    say(Step::Address, Mark::Running);
    m_probe.reach();
}

void ConnectionTest::noteReached(const QString &where)
{
    say(Step::Address, Mark::Passed, where);
    if (m_client.connection().baseUrl.scheme() == "https"_L1)
        return say(Step::Certificate, Mark::Running);
    say(Step::Certificate, Mark::Noted, tr("none: what is sent can be read on its way"));
    askServer();
}

void ConnectionTest::askServer()
{
    say(Step::Server, Mark::Running);
    m_health = m_client.health();
    m_health.then(this, [this](const Result<void> &outcome) {
        if (!outcome)
            return fail(Step::Server, tr("There is no Trieve server at that address."), outcome.error());
        say(Step::Server, Mark::Passed, tr("up"));
        askKey();
    });
}

// An organization's key cannot be asked who it is; what it may read tells its role.
void ConnectionTest::askKey()
{
    say(Step::Key, Mark::Running);
    if (m_organizationId.isEmpty()) {
        m_datasetCall = m_client.dataset(m_dataset);
        m_datasetCall.then(this, [this](const Result<Dataset> &dataset) {
            if (dataset)
                m_organizationId = dataset->organizationId;
            judgeKey(dataset ? std::optional<Error>() : dataset.error());
        });
        return;
    }
    m_organization = m_client.organization(m_organizationId);
    m_organization.then(this, [this](const Result<Organization> &organization) {
        judgeKey(organization ? std::optional<Error>() : organization.error());
        if (organization)
            setMark(Step::Organization, Mark::Passed, organization->name);
    });
}

void ConnectionTest::judgeKey(const std::optional<Error> &error)
{
    m_isReadKey = error && error->kind == Error::Kind::Forbidden;
    if (error && error->kind == Error::Kind::Unauthorized)
        return fail(Step::Key, tr("The server does not know the key."), *error);
    // Before the server looked at the key nothing can be said of the organization.
    if (error && (RetryPolicy::isPassing(*error) || error->kind == Error::Kind::Untrusted || error->kind == Error::Kind::Malformed))
        return fail(Step::Key, tr("The server could not be asked about the key."), *error);
    if (error && !m_isReadKey) {
        // Only who knows the key says that there is none such; what is refused otherwise may be so before the key is looked at.
        const bool isKnown = error->kind == Error::Kind::NotFound;
        setMark(Step::Key, isKnown ? Mark::Passed : Mark::Noted, isKnown ? tr("known") : tr("the server did not come to it"));
        const bool isDataset = m_client.connection().organization.isEmpty();
        return fail(isDataset ? Step::Dataset : Step::Organization, isDataset ? tr("The dataset could not be read.") : tr("The organization could not be read."), *error);
    }
    say(Step::Key, Mark::Passed, tr("known"));
    say(Step::Role, m_isReadKey ? Mark::Noted : Mark::Passed, m_isReadKey ? tr("read-only, or a key of another organization") : tr("admin or owner"));
    say(Step::Organization, m_isReadKey ? Mark::Noted : Mark::Passed, m_isReadKey ? tr("such a key cannot read it") : m_organizationId.text());
    askDataset();
}

void ConnectionTest::askDataset()
{
    say(Step::Dataset, Mark::Running);
    if (m_dataset.isEmpty())
        return askDatasets();
    if (m_isReadKey)
        return askGroups();
    m_datasetCall = m_client.dataset(m_dataset);
    m_datasetCall.then(this, [this](const Result<Dataset> &dataset) { noteDataset(dataset); });
}

void ConnectionTest::noteDataset(const Result<Dataset> &dataset)
{
    if (!dataset)
        return fail(Step::Dataset, tr("The dataset could not be read."), dataset.error());
    say(Step::Dataset, Mark::Passed, dataset->name);
    askVersion();
}

void ConnectionTest::askDatasets()
{
    m_datasets = m_client.datasets(1, 0);
    m_datasets.then(this, [this](const Result<QList<Dataset>> &datasets) {
        if (!datasets)
            return fail(Step::Dataset, tr("The datasets could not be listed with that key. Enter the id of the one dataset it may use."), datasets.error());
        say(Step::Dataset, Mark::Passed, tr("all of the organization are listed"));
        askVersion();
    });
}

// What every key may read of a dataset.
void ConnectionTest::askGroups()
{
    m_groups = m_client.groups(m_dataset, 1);
    m_groups.then(this, [this](const Result<GroupPage> &groups) {
        if (!groups)
            return fail(Step::Dataset, tr("The dataset could not be read with that key."), groups.error());
        say(Step::Dataset, Mark::Passed, tr("may be read"));
        askVersion();
    });
}

void ConnectionTest::askVersion()
{
    say(Step::Version, Mark::Running);
    m_probe.askVersion();
}
