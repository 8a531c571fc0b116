#pragma once

#include "app/api/apirequest.h"
#include "app/api/connection.h"
#include "app/api/exchange.h"
#include "app/api/onlookers.h"
#include "app/api/patience.h"
#include "app/api/retry.h"
#include "app/api/retrypolicy.h"

#include <QElapsedTimer>

class QNetworkAccessManager;

/// One request, sent as often as the policy wants: an Exchange for each attempt, and before a create that may have arrived is sent
/// again, a look whether it did. What the look finds is ours only where it is proved (createproof): else the first error stands, with its
/// doubt, and nothing is sent again. Ends once, as an Exchange does; destroying it, also while it waits, ends everything silently. While
/// it goes on after a failure it is on the board of retries.
class Attempts : public QObject
{
    Q_OBJECT
public:
    using Told = std::function<void(const Retry &)>;

    /// Sends at once. told is called before each wait, ended last of all; both may delete this object.
    Attempts(QNetworkAccessManager &manager, const Connection &connection, const ApiRequest &request, const Patience &patience,
             const RetryPolicy &policy, const Onlookers &onlookers, Told told, Exchange::Ended ended, QObject *parent);
    ~Attempts() override;

private:
    void exchange(const ApiRequest &request, void (Attempts::*heard)(const Result<HttpAnswer> &));
    void send();
    void lookUp();
    /// failures are those of what is tried: of the request, or of the look-up.
    void pause(int failures, const Error &error);
    void judge(const Result<HttpAnswer> &outcome);
    void judgeLookup(const Result<HttpAnswer> &found);
    void goOn();
    void giveUp();
    void showOnBoard(const Retry &retry);
    void leaveBoard();
    void end(const Result<HttpAnswer> &outcome);

    const QPointer<QNetworkAccessManager> m_manager;
    const Connection m_connection;
    const ApiRequest m_request;
    const Patience m_patience;
    const RetryPolicy m_policy;
    const Onlookers m_onlookers;
    const Told m_told;
    Exchange::Ended m_ended;
    QPointer<Exchange> m_exchange;
    QTimer m_pause;
    QElapsedTimer m_sinceFirst;
    bool m_looksUp = false;
    int m_failed = 0;
    int m_failedLookups = 0;
    /// Of the request itself, not of a look-up.
    Error m_error;
    /// On the board of retries; 0 while it is not there.
    int m_number = 0;
};
