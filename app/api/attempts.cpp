#include "app/api/attempts.h"

#include "app/api/createproof.h"
#include "app/api/errormapping.h"
#include "app/api/requestfactory.h"

#include <QNetworkAccessManager>

Attempts::Attempts(QNetworkAccessManager &manager, const Connection &connection, const ApiRequest &request, const Patience &patience,
                   const RetryPolicy &policy, const Onlookers &onlookers, Told told, Exchange::Ended ended, QObject *parent)
    : QObject(parent), m_manager(&manager), m_connection(connection), m_request(request), m_patience(patience), m_policy(policy), m_onlookers(onlookers),
      m_told(std::move(told)), m_ended(std::move(ended))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Attempts::goOn);
    m_sinceFirst.start();
    send();
}

Attempts::~Attempts()
{
    leaveBoard();
}

void Attempts::exchange(const ApiRequest &request, void (Attempts::*heard)(const Result<HttpAnswer> &))
{
    if (!m_manager)
        return end(errormapping::canceled());
    const auto deadline = requestfactory::deadline(request, m_patience);
    RequestLog log(request, m_connection, m_onlookers);
    QNetworkReply *reply = requestfactory::send(*m_manager, m_connection, request, deadline);
    if (m_exchange)
        m_exchange->deleteLater();
    m_exchange = new Exchange(reply, deadline, std::move(log), [this, heard](const Result<HttpAnswer> &outcome) { (this->*heard)(outcome); }, this);
}

void Attempts::send()
{
    exchange(m_request, &Attempts::judge);
}

void Attempts::lookUp()
{
    exchange(*m_request.lookup(), &Attempts::judgeLookup);
}

void Attempts::judge(const Result<HttpAnswer> &outcome)
{
    const auto next = outcome ? RetryPolicy::Next::GiveUp : m_policy.next(m_request.repeat(), ++m_failed, outcome.error());
    if (next == RetryPolicy::Next::GiveUp)
        return end(outcome);
    m_error = outcome.error();
    m_looksUp = next == RetryPolicy::Next::LookUp;
    m_failedLookups = 0;
    pause(m_failed, m_error);
}

void Attempts::pause(int failures, const Error &error)
{
    const auto wait = m_policy.delay(failures, error);
    m_pause.start(wait);
    // Whoever hears it may delete this object.
    const QPointer<Attempts> self(this);
    const Told told = m_told;
    const Retry retry{.failed = m_failed, .attempts = m_policy.attempts, .error = error, .wait = wait};
    told(retry);
    if (self)
        showOnBoard(retry);
}

void Attempts::showOnBoard(const Retry &retry)
{
    if (!m_onlookers.retries || !m_pause.isActive())
        return;
    const RetryBoard::Entry entry{.method = m_request.verbName(), .path = QString::fromLatin1(m_request.encodedPath()), .retry = retry,
        .next = QDeadlineTimer(retry.wait), .sendNow = [this] { goOn(); }, .giveUp = [this] { giveUp(); }};
    if (m_number == 0)
        m_number = m_onlookers.retries->add(entry);
    else
        m_onlookers.retries->update(m_number, entry);
}

void Attempts::leaveBoard()
{
    if (const int number = std::exchange(m_number, 0); number != 0 && m_onlookers.retries)
        m_onlookers.retries->remove(number);
}

void Attempts::goOn()
{
    m_pause.stop();
    if (!m_ended)
        return;
    if (m_number != 0 && m_onlookers.retries)
        m_onlookers.retries->noteSent(m_number);
    m_looksUp ? lookUp() : send();
}

void Attempts::giveUp()
{
    Error error = m_error;
    // An attempt that is cut short may arrive all the same, whatever became of the one before.
    if (!m_pause.isActive() && m_request.doesHarmTwice()) {
        error = errormapping::canceled();
        error.mayHaveArrived = true;
    }
    m_pause.stop();
    delete m_exchange.data();
    end(error);
}

void Attempts::judgeLookup(const Result<HttpAnswer> &found)
{
    if (found && createproof::isOurs(m_request.body(), *found, std::chrono::milliseconds(m_sinceFirst.elapsed()))) {
        HttpAnswer answer = *found;
        answer.isOfLookup = true;
        return end(answer);
    }
    if (!found && found.error().kind == Error::Kind::NotFound) {
        m_looksUp = false;
        return send();
    }
    // A server that is starting again answers no look-up either. It reads, so it may go again.
    if (!found && m_policy.next(RetryPolicy::Repeat::Freely, ++m_failedLookups, found.error()) != RetryPolicy::Next::GiveUp)
        return pause(m_failedLookups, found.error());
    // It is somebody else's, or nothing is known: what went wrong with the request itself is the news.
    end(m_error);
}

void Attempts::end(const Result<HttpAnswer> &outcome)
{
    leaveBoard();
    const Exchange::Ended ended = std::exchange(m_ended, nullptr);
    if (ended)
        ended(outcome);
}
