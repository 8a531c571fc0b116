#include "app/api/requestfactory.h"

#include "app/api/certificatetrouble.h"
#include "app/api/errormapping.h"
#include "app/api/networkproxy.h"
#include "app/api/tls.h"
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

/// What a gateway wants to see. What the request says itself stays; each is checked before: see headerObjection.
void addHeaders(QNetworkRequest &request, const QList<ExtraHeader> &headers)
{
    for (const ExtraHeader &header : headers) {
        const QByteArray name = header.name.toLatin1();
        if (!request.hasRawHeader(name))
            request.setRawHeader(name, header.value.toLatin1());
    }
}

/// A line break in a header would begin another one of somebody else's choosing.
std::optional<Error> headerObjection(const QList<ExtraHeader> &headers)
{
    const auto isVisible = [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; };
    for (const ExtraHeader &header : headers) {
        const bool named = !header.name.isEmpty() && std::all_of(header.name.begin(), header.name.end(), [](QChar c) {
            return (c.unicode() < 0x7f && c.isLetterOrNumber()) || u"!#$%&'*+-.^_`|~"_s.contains(c);
        });
        if (!named)
            return errormapping::refused(u"The extra header \"%1\" has a name that no header may have. Use letters, digits and hyphens."_s.arg(header.name));
        if (header.value.isEmpty() || !std::all_of(header.value.begin(), header.value.end(), isVisible))
            return errormapping::refused(u"The extra header \"%1\" needs a value of ASCII letters, digits and signs."_s.arg(header.name));
    }
    return {};
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
    if (!request.isElsewhere())
        result.setRawHeader("X-API-Version", "V2");
    if (request.needsKey())
        result.setRawHeader("Authorization", "Bearer " + connection.apiKey.toLatin1());
    for (const ApiRequest::Scope &scope : request.scopes())
        result.setRawHeader(scope.header, scope.value.toLatin1());
    if (request.hasBody() && !request.isElsewhere())
        result.setRawHeader("Content-Type", "application/json");
    if (request.body().size() > nagleBytes)
        result.setRawHeader("Connection", "close");
    // The library would answer a proxy's question only where it keeps passwords for others to use. Under TLS it asks on its own.
    if (const QByteArray who = networkproxy::authorization(connection.proxy, result.url()); !who.isEmpty())
        result.setRawHeader("Proxy-Authorization", who);
    if (!request.isElsewhere())
        addHeaders(result, connection.headers);
    if (connection.tls)
        result.setSslConfiguration(connection.tls->configuration());
    result.setAttribute(requestfactory::roleAttribute, int(request.operation().role));
    return result;
}

QNetworkReply *sendOnce(QNetworkAccessManager &manager, QNetworkRequest request, const ApiRequest &what)
{
    // Else the library keeps a copy of the body, to repeat it. What has none gets an empty one: the library repeats also a DELETE, and
    // only a body that does not go back keeps it from that.
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setHeader(QNetworkRequest::ContentLengthHeader, what.body().size());
    auto *once = new UnrepeatableBody(what.body(), &manager);
    const auto send = [&] {
        switch (what.verb()) {
        case ApiRequest::Verb::Post: return manager.post(request, once);
        case ApiRequest::Verb::Put: return manager.put(request, once);
        default: return manager.sendCustomRequest(request, what.verbName().toLatin1(), once);
        }
    };
    QNetworkReply *reply = send();
    once->setParent(reply);
    return reply;
}

QNetworkReply *start(QNetworkAccessManager &manager, const QNetworkRequest &networking, const ApiRequest &request)
{
    if (!request.isLightlyRepeated())
        return sendOnce(manager, networking, request);
    return request.verb() == ApiRequest::Verb::Get ? manager.get(networking) : manager.post(networking, request.body());
}

}

std::optional<Error> requestfactory::objection(const Connection &connection, const ApiRequest &request)
{
    const QString scheme = connection.baseUrl.scheme();
    if ((scheme != "http"_L1 && scheme != "https"_L1) || connection.baseUrl.host().isEmpty())
        return errormapping::refused(u"The server's address has to begin with http:// or https:// and name a host."_s);
    if (connection.isReadOnly && request.operation().writes()) {
        Error error = errormapping::refused(u"%1 %2 would write."_s.arg(request.verbName(), QString::fromLatin1(request.encodedPath())));
        error.kind = Error::Kind::ReadOnly;
        return error;
    }
    if (std::optional<Error> objection = headerObjection(connection.headers))
        return objection;
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
    QNetworkReply *reply = start(manager, networking, request);
    certificatetrouble::watch(*reply);
    return reply;
}
