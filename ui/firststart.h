#pragma once

#include "app/values/dataset.h"

#include <QObject>

class Sample;
class Sessions;
class Settings;

/// Puts the handbook into the local workspace when that is opened for the first time, through the same requests as anything else.
/// Tries again at the next start when it did not come to its end. Both references must outlive it.
class FirstStart : public QObject
{
    Q_OBJECT

public:
    FirstStart(Sessions &sessions, Settings &settings, QObject *parent = nullptr);

Q_SIGNALS:
    /// The handbook's dataset is there; its chunks are on their way.
    void handbookCreated(const Dataset &dataset);
    /// All of it was accepted.
    void handbookFilled(const DatasetId &dataset);
    /// For the status bar.
    void statusMessage(const QString &text);

private:
    void begin();
    void stop();
    void conclude(const DatasetId &dataset);

    Sessions &m_sessions;
    Settings &m_settings;
    Sample *m_sample = nullptr;
};
