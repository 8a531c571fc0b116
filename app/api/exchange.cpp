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
    if (m_ended)
        m_log.write(m_reply, {}, 0, errormapping::canceled());
    dropReply(m_reply, this);
}

void Exchange::readAnswer()
{
    HttpAnswer answer = headOf(*m_reply);
    const QNetworkReply::NetworkError code = m_reply->error();
    // An answer outside 2xx is an "error" to the library too, and its body is there; a transport's error has a status of 2xx or none.
    if (answer.status != 0 && !answer.succeeded()) {
        answer.body = m_body = m_reply->readAll();
        end(errormapping::fromAnswer(answer));
    } else if (code == QNetworkReply::OperationCanceledError) {
        // Our own abort never gets here: this is the library's inactivity timer.
        end(errormapping::timedOut(m_limit));
    } else if (code != QNetworkReply::NoError) {
        Error error = errormapping::fromReply(*m_reply);
        error.httpStatus = answer.status;
        error.requestId = answer.requestId;
        end(error);
    } else {
        answer.body = m_body = m_reply->readAll();
        const bool isPage = answer.contentType == "text/html"_L1;
        end(isPage ? Result<HttpAnswer>(errormapping::webPage(answer)) : Result<HttpAnswer>(answer));
    }
}

void Exchange::giveUp()
{
    end(errormapping::timedOut(m_limit));
}

void Exchange::noteManagerGone()
{
    end(errormapping::canceled());
}

void Exchange::end(const Result<HttpAnswer> &outcome)
{
    m_deadline.stop();
    const Ended ended = std::exchange(m_ended, nullptr);
    const Result<HttpAnswer> told = outcome ? outcome : Result<HttpAnswer>(m_log.told(outcome.error()));
    if (ended)
        m_log.write(m_reply, m_body, m_body.size(), told ? std::nullopt : std::optional(told.error()));
    dropReply(m_reply, this);
    m_reply = nullptr;
    if (ended)
        ended(told);
}
