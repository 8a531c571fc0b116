#include "app/api/requestfactory.h"

#include "app/api/errormapping.h"
#include "app/api/unrepeatablebody.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// The library never sets TCP_NODELAY: over this many bytes a body costs 40 ms on a connection that is kept.
constexpr qsizetype nagleBytes = 16 * 1024;

bool isUsableKey(const QString &key)
{
    return !key.isEmpty() && std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

QNetworkRequest networkRequest(const Connection &connection, const ApiRequest &request)
{
    QNetworkRequest result(request.url(connection.baseUrl));
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setRawHeader("User-Agent", "Retriever/" RETRIEVER_VERSION);
    result.setRawHeader("Accept", "*/*");
    result.setRawHeader("X-API-Version", "V2");
    if (request.needsKey())
        result.setRawHeader("Authorization", "Bearer " + connection.apiKey.toLatin1());
    if (!request.scopeHeader().isEmpty())
        result.setRawHeader(request.scopeHeader(), request.scope().toLatin1());
    if (request.hasBody())
        result.setRawHeader("Content-Type", "application/json");
    if (request.body().size() > nagleBytes)
        result.setRawHeader("Connection", "close");
    return result;
}

QNetworkReply *postOnce(QNetworkAccessManager &manager, QNetworkRequest request, const QByteArray &body)
{
    // Else the library keeps a copy of the body, to repeat it.
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, body.size());
    auto *once = new UnrepeatableBody(body, &manager);
    QNetworkReply *reply = manager.post(request, once);
    once->setParent(reply);
    return reply;
}

}

std::optional<Error> requestfactory::objection(const Connection &connection, const ApiRequest &request)
{
    const QString scheme = connection.baseUrl.scheme();
    if ((scheme != "http"_L1 && scheme != "https"_L1) || connection.baseUrl.host().isEmpty())
        return errormapping::refused(u"The server's address has to begin with http:// or https:// and name a host."_s);
    if (request.needsKey() && connection.apiKey.isEmpty()) {
        Error error = errormapping::refused(u"There is no API key for this server. Enter one."_s);
        error.kind = Error::Kind::Unauthorized;
        return error;
    }
    if (request.needsKey() && !isUsableKey(connection.apiKey))
        return errormapping::refused(u"The API key holds a space or a sign that cannot be part of a key. Enter it again."_s);
    if (const QString fault = request.fault(); !fault.isEmpty())
        return errormapping::refused(fault);
    return {};
}

std::chrono::milliseconds requestfactory::deadline(const ApiRequest &request, const Patience &patience)
{
    if (request.body().size() > Patience::largeBodyBytes)
        return patience.largeBody;
    return request.asksTheModel() ? patience.modelAnswer : patience.answer;
}

QNetworkReply *requestfactory::send(QNetworkAccessManager &manager, const Connection &connection, const ApiRequest &request,
    std::chrono::milliseconds inactivity)
{
    QNetworkRequest networking = networkRequest(connection, request);
    networking.setTransferTimeout(int(inactivity.count()));
    switch (request.verb()) {
    case ApiRequest::Verb::Get: return manager.get(networking);
    case ApiRequest::Verb::Post: return request.isOnlyOnce() ? postOnce(manager, networking, request.body()) : manager.post(networking, request.body());
    case ApiRequest::Verb::Put: return manager.put(networking, request.body());
    case ApiRequest::Verb::Delete: return manager.deleteResource(networking);
    }
    Q_UNREACHABLE();
}
