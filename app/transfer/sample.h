#pragma once

#include "app/api/apiclient.h"
#include "app/transfer/ingestprogress.h"

#include <QObject>

class IngestJob;

/// Installs the handbook as a first dataset on a server that has none, so that there is something to search and to ask at the first start.
/// Does nothing where there are other datasets; goes on where it was broken off. Its end stops it.
class Sample : public QObject
{
    Q_OBJECT
public:
    /// The handbook's pages in their order, from the resources that the program carries.
    static QStringList handbookFiles();
    static QString trackingId() { return QStringLiteral("retriever-handbook"); }

    /// The client's access managers must outlive it.
    Sample(const ApiClient &client, const QStringList &files, QObject *parent = nullptr);

    void install();

Q_SIGNALS:
    /// The dataset is there; its chunks follow.
    void datasetCreated(const Dataset &dataset);
    /// The server took every chunk. An id that is empty: it has datasets already, and nothing was done.
    void done(const DatasetId &dataset);
    void failed(const Error &error);

private:
    void decide(const Result<QList<Dataset>> &datasets);
    void create();
    void fill(const Dataset &dataset);
    void conclude(const DatasetId &dataset, const IngestSummary &summary);

    const ApiClient m_client;
    const QStringList m_files;
    Call<QList<Dataset>> m_datasets;
    Call<Dataset> m_created;
    Call<qint64> m_count;
    IngestJob *m_job = nullptr;
};
