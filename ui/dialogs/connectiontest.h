#pragma once

#include "app/api/apiclient.h"

#include <QObject>

/// Tries a connection in three steps, each only after the one before: is the server up, is the key known, may it list the organization's
/// datasets (or use the one dataset). Deleting it stops it.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    /// With an empty organization the dataset is asked for it.
    ConnectionTest(const ApiClient &client, const DatasetId &dataset, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// A step went well, in words.
    void progressed(const QString &text);
    /// The end where all went well; the organization is the one the dataset belongs to where none was given.
    void succeeded(const QString &text, const OrganizationId &organization);
    void failed(const QString &whatFailed, const Error &error);

private:
    void askOrganization();
    void askDataset();
    void askDatasets(const OrganizationId &organization);

    const ApiClient m_client;
    const DatasetId m_dataset;
    Call<void> m_health;
    Call<Organization> m_organization;
    Call<Dataset> m_datasetCall;
    Call<QList<Dataset>> m_datasets;
};
