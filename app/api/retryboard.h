#pragma once

#include "app/api/retry.h"

#include <QDeadlineTimer>
#include <QMap>
#include <QObject>

#include <functional>

/// Every request of a connection that failed for a passing reason and is about to be sent again, for whoever shows them and lets a
/// person shorten or end the waiting. An entry stays from the first failure until the request is over, so that what is shown of it
/// does not come and go with each attempt. GUI thread.
class RetryBoard : public QObject
{
    Q_OBJECT

public:
    struct Entry {
        /// "GET", and the path without the query, as it is sent.
        QString method;
        QString path;
        Retry retry;
        /// When the next attempt goes; expired while it is under way.
        QDeadlineTimer next;
        std::function<void()> sendNow;
        std::function<void()> giveUp;

        bool isUnderWay() const { return next.hasExpired(); }
    };

    using QObject::QObject;

    /// In the order in which they began to wait.
    QMap<int, Entry> entries() const { return m_entries; }

    /// Ends the pause before the next attempt: of one, of all. An attempt that is under way goes on.
    void sendNow(int number);
    void sendNow();
    /// Ends the request with the error of its last attempt, which its Call gets from the event loop: of one, of all. A write whose next
    /// attempt is under way ends with Canceled, and may have arrived.
    void giveUp(int number);
    void giveUp();

    /// For what sends requests. The number stays that entry's own.
    int add(const Entry &entry);
    void update(int number, const Entry &entry);
    /// Its next attempt is under way.
    void noteSent(int number);
    void remove(int number);

Q_SIGNALS:
    void changed();

private:
    QMap<int, Entry> m_entries;
    int m_last = 0;
};
