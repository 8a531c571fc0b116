#include "ui/dialogs/connectiontest.h"

using namespace Qt::StringLiterals;

ConnectionTest::ConnectionTest(const ApiClient &client, const DatasetId &dataset, QObject *parent)
    : QObject(parent), m_client(client), m_dataset(dataset)
{
}

void ConnectionTest::start()
{
    Q_EMIT progressed(tr("Looking for the server\u2026"));
    m_health = m_client.health();
    m_health.then(this, [this](const Result<void> &outcome) {
        if (!outcome)
            Q_EMIT failed(tr("There is no Trieve server at that address."), outcome.error());
        else if (!m_dataset.isEmpty())
            askDataset();
        else
            askOrganization();
    });
}

void ConnectionTest::askOrganization()
{
    Q_EMIT progressed(tr("The server is up. Trying the key\u2026"));
    m_organization = m_client.organization(m_client.connection().organization);
    m_organization.then(this, [this](const Result<Organization> &organization) {
        if (!organization)
            Q_EMIT failed(tr("The server is up, but the organization could not be read with that key."), organization.error());
        else
            askDatasets(organization->id);
    });
}

void ConnectionTest::askDataset()
{
    Q_EMIT progressed(tr("The server is up. Trying the key\u2026"));
    m_datasetCall = m_client.dataset(m_dataset);
    m_datasetCall.then(this, [this](const Result<Dataset> &dataset) {
        if (dataset)
            Q_EMIT succeeded(tr("Connected: the key may use the dataset \u201C%1\u201D.").arg(dataset->name), dataset->organizationId);
        else if (dataset.error().kind == Error::Kind::Forbidden)
            Q_EMIT succeeded(tr("Connected: the key is known and may only read."), m_client.connection().organization);
        else
            Q_EMIT failed(tr("The server is up, but the dataset could not be read with that key."), dataset.error());
    });
}

void ConnectionTest::askDatasets(const OrganizationId &organization)
{
    m_datasets = m_client.datasets(1, 0);
    m_datasets.then(this, [this, organization](const Result<QList<Dataset>> &datasets) {
        if (datasets)
            Q_EMIT succeeded(tr("Connected: the key may list the datasets of the organization."), organization);
        else
            Q_EMIT failed(tr("The key is known, but its datasets could not be listed. A dataset id below shows that one alone."), datasets.error());
    });
}
