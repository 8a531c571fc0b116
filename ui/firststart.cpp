#include "ui/firststart.h"

#include "app/settings/settings.h"
#include "app/transfer/sample.h"
#include "ui/errortext.h"
#include "ui/sessions.h"

FirstStart::FirstStart(Sessions &sessions, Settings &settings, QObject *parent) : QObject(parent), m_sessions(sessions), m_settings(settings)
{
    connect(&sessions, &Sessions::opened, this, &FirstStart::begin);
    connect(&sessions, &Sessions::closing, this, &FirstStart::stop);
}

void FirstStart::begin()
{
    const Session *session = m_sessions.current();
    if (!session || session->profile.kind != Profile::Kind::LocalWorkspace || m_settings.value(Settings::Key::SampleOffered).toBool())
        return;
    m_sample = new Sample(session->client, Sample::handbookFiles(), this);
    connect(m_sample, &Sample::datasetCreated, this, &FirstStart::handbookCreated);
    connect(m_sample, &Sample::done, this, &FirstStart::conclude);
    connect(m_sample, &Sample::failed, this, [this](const Error &error) {
        Q_EMIT statusMessage(errorText(tr("The handbook could not be put into the local workspace."), error));
    });
    m_sample->install();
}

void FirstStart::stop()
{
    delete std::exchange(m_sample, nullptr);
}

void FirstStart::conclude(const DatasetId &dataset)
{
    m_settings.setValue(Settings::Key::SampleOffered, true);
    if (!dataset.isEmpty())
        Q_EMIT handbookFilled(dataset);
}
