#include "app/api/exchange.h"

#include "app/api/errormapping.h"
#include "app/api/replyhead.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

Exchange::Exchange(QNetworkReply *reply, std::chrono::milliseconds deadline, RequestLog log, Ended ended, QObject *parent)
    : QObject(parent), m_reply(reply), m_limit(deadline), m_log(std::move(log)), m_ended(std::move(ended))
{
    connect(reply, &QNetworkReply::finished, this, &Exchange::readAnswer);
    connect(reply, &QObject::destroyed, this, &Exchange::noteManagerGone);
    connect(&m_deadline, &QTimer::timeout, this, &Exchange::giveUp);
    m_deadline.setSingleShot(true);
    m_deadline.start(deadline);
}

Exchange::~Exchange()
{
    dropReply(m_reply, this);
    if (m_ended)
        m_log.write(0, {});
}

void Exchange::readAnswer()
{
    HttpAnswer answer = headOf(*m_reply);
    const QNetworkReply::NetworkError code = m_reply->error();
    // An answer outside 2xx is an "error" to the library too, and its body is there; a transport's error has a status of 2xx or none.
    if (answer.status != 0 && !answer.succeeded()) {
        answer.body = m_reply->readAll();
        end(answer.status, errormapping::fromAnswer(answer));
    } else if (code == QNetworkReply::OperationCanceledError) {
        // Our own abort never gets here: this is the library's inactivity timer.
        end(0, errormapping::timedOut(m_limit));
    } else if (code != QNetworkReply::NoError) {
        Error error = errormapping::fromReply(*m_reply);
        error.httpStatus = answer.status;
        error.requestId = answer.requestId;
        end(answer.status, error);
    } else {
        answer.body = m_reply->readAll();
        const bool isPage = answer.contentType == "text/html"_L1;
        end(answer.status, isPage ? Result<HttpAnswer>(errormapping::webPage(answer)) : Result<HttpAnswer>(answer));
    }
}

void Exchange::giveUp()
{
    end(0, errormapping::timedOut(m_limit));
}

void Exchange::noteManagerGone()
{
    end(0, errormapping::canceled());
}

void Exchange::end(int status, const Result<HttpAnswer> &outcome)
{
    m_deadline.stop();
    dropReply(m_reply, this);
    m_reply = nullptr;
    const Ended ended = std::exchange(m_ended, nullptr);
    if (!ended)
        return;
    m_log.write(status, outcome ? outcome->requestId : outcome.error().requestId);
    ended(outcome);
}
