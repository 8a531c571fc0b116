#pragma once

#include "app/api/apiclient.h"
#include "app/api/serverprobe.h"

#include <QObject>

#include <array>

/// Tries a connection step by step, each only after the one before, and says of each how it went. Deleting it stops it. It only reads.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    enum class Step { Address, Certificate, Server, Key, Role, Organization, Dataset, Version };
    enum class Mark {
        Waiting,
        Running,
        Passed,
        Noted, ///< Neither good nor bad: there is something to know.
        Failed,
        Skipped,
    };
    static constexpr int stepCount = 8;

    /// With an empty organization the dataset is asked for it.
    ConnectionTest(const ApiClient &client, const DatasetId &dataset, QObject *parent = nullptr);

    void start();
    static QString name(Step step);

Q_SIGNALS:
    void stepChanged(ConnectionTest::Step step, ConnectionTest::Mark mark, const QString &words);
    /// The end where all went well; the organization is the one the dataset belongs to where none was given.
    void succeeded(const QString &text, const OrganizationId &organization);
    /// The end where a step failed: what did not work and why.
    void failed(ConnectionTest::Step step, const QString &whatFailed, const Error &error);

private:
    void say(Step step, Mark mark, const QString &words = {});
    void fail(Step step, const QString &whatFailed, const Error &error);
    void setMark(Step step, Mark mark, const QString &words = {});
    void noteReached(const QString &where);
    void askServer();
    void askKey();
    void judgeKey(const std::optional<Error> &error);
    void askDataset();
    void noteDataset(const Result<Dataset> &dataset);
    void askDatasets();
    void askGroups();
    void askVersion();

    const ApiClient m_client;
    const DatasetId m_dataset;
    ServerProbe m_probe;
    Step m_step = Step::Address;
    std::array<Mark, stepCount> m_marks{};
    OrganizationId m_organizationId;
    bool m_isReadKey = false;
    Call<void> m_health;
    Call<Organization> m_organization;
    Call<Dataset> m_datasetCall;
    Call<QList<Dataset>> m_datasets;
    Call<GroupPage> m_groups;
};
