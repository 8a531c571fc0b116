#include "app/transfer/sample.h"

#include "app/transfer/ingestjob.h"

#include <QDir>

#include <algorithm>

using namespace Qt::StringLiterals;

QStringList Sample::handbookFiles()
{
    const QDir folder(u":/resources/handbook"_s);
    QStringList files = folder.entryList({u"*.html"_s}, QDir::Files, QDir::Name);
    for (QString &file : files)
        file = folder.filePath(file);
    return files;
}

Sample::Sample(const ApiClient &client, const QStringList &files, QObject *parent) : QObject(parent), m_client(client), m_files(files) { }

void Sample::install()
{
    m_datasets = m_client.datasets(10, 0);
    m_datasets.then(this, [this](const Result<QList<Dataset>> &datasets) { decide(datasets); });
}

void Sample::decide(const Result<QList<Dataset>> &datasets)
{
    if (!datasets) {
        Q_EMIT failed(datasets.error());
        return;
    }
    if (datasets->isEmpty()) {
        create();
        return;
    }
    const auto handbook = std::ranges::find(*datasets, std::optional(trackingId()), &Dataset::trackingId);
    if (handbook == datasets->end()) {
        Q_EMIT done({});
        return;
    }
    // What was broken off has no chunks. Where there are some, a person may have changed them: they stay as they are.
    m_count = m_client.chunkCount(handbook->id);
    m_count.then(this, [this, dataset = *handbook](const Result<qint64> &count) {
        if (count && *count > 0)
            Q_EMIT done({});
        else
            fill(dataset);
    });
}

void Sample::create()
{
    NewDataset handbook;
    handbook.name = u"Handbook"_s;
    handbook.trackingId = trackingId();
    m_created = m_client.createDataset(handbook);
    m_created.then(this, [this](const Result<Dataset> &dataset) {
        if (!dataset) {
            Q_EMIT failed(dataset.error());
            return;
        }
        Q_EMIT datasetCreated(*dataset);
        fill(*dataset);
    });
}

void Sample::fill(const Dataset &dataset)
{
    m_job = new IngestJob(m_client, dataset.id, {{}, m_files}, {}, this);
    connect(m_job, &IngestJob::stalled, this, [this](const Error &error) {
        m_job->disconnect(this);
        m_job->deleteLater();
        Q_EMIT failed(error);
    });
    connect(m_job, &IngestJob::finished, this, [this, id = dataset.id](const IngestSummary &summary) { conclude(id, summary); });
    // So that it reads from its beginning, and is never there in part.
    m_job->sendInOrder();
    m_job->start();
}

void Sample::conclude(const DatasetId &dataset, const IngestSummary &summary)
{
    m_job->deleteLater();
    if (summary.failures.isEmpty())
        Q_EMIT done(dataset);
    else
        Q_EMIT failed(summary.failures.first().error);
}
