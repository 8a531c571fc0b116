#include "plainhttp.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSignalSpy>

Json PlainAnswer::json() const
{
    auto parsed = Json::parse(body);
    return parsed ? *parsed : Json();
}

void PlainHttp::setHeader(const QByteArray &name, const QByteArray &value)
{
    if (value.isEmpty())
        m_headers.remove(name);
    else
        m_headers[name] = value;
}

QNetworkReply *PlainHttp::start(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    QNetworkRequest request(QUrl(m_url + QString::fromUtf8(path), QUrl::StrictMode));
    request.setRawHeader("Content-Type", "application/json");
    request.setTransferTimeout(60'000);
    if (!m_key.isEmpty())
        request.setRawHeader("Authorization", m_key.toUtf8());
    // Qt delays the pieces of a large body by 40 ms each on a connection that stays open.
    if (body.size() > 16 * 1024)
        request.setRawHeader("Connection", "close");
    for (auto header = m_headers.cbegin(); header != m_headers.cend(); ++header)
        request.setRawHeader(header.key(), header.value());
    // Qt would wait for the body of a custom HEAD.
    if (method == "HEAD")
        return m_network.head(request);
    return m_network.sendCustomRequest(request, method, body);
}

PlainAnswer PlainHttp::finished(QNetworkReply *reply)
{
    QSignalSpy spy(reply, &QNetworkReply::finished);
    const bool done = reply->isFinished() || spy.wait(60'000);
    PlainAnswer answer;
    if (done) {
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (reply->isOpen())
            answer.body = reply->readAll();
        const auto headers = reply->rawHeaderPairs();
        for (const auto &header : headers)
            answer.headers[header.first.toLower()] = header.second;
    }
    reply->deleteLater();
    return answer;
}

PlainAnswer PlainHttp::send(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    return finished(start(method, path, body));
}
