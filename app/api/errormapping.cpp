#include "app/api/errormapping.h"

#include "app/api/certificatetrouble.h"
#include "app/values/json.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestSentence = 240;

Error::Kind kindOf(int status)
{
    switch (status) {
    case 401: return Error::Kind::Unauthorized;
    case 403: return Error::Kind::Forbidden;
    case 404: return Error::Kind::NotFound;
    case 408: return Error::Kind::Timeout;
    case 409: return Error::Kind::Conflict;
    case 413: return Error::Kind::TooLarge;
    case 426: return Error::Kind::PlanLimit;
    case 429: return Error::Kind::RateLimited;
    default: return status >= 500 ? Error::Kind::Server : Error::Kind::Rejected;
    }
}

QString shortened(const QString &text)
{
    const QString simple = text.simplified();
    return simple.size() <= longestSentence ? simple : simple.left(longestSentence - 1).trimmed() + u'…';
}

/// The title of a page, or its text where it has none: what a proxy wants to say.
QString sentenceOfHtml(const QString &html)
{
    static const QRegularExpression title(u"<title[^>]*>(.*?)</title>"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression unseen(u"<(script|style|head)\\b.*?</\\1>|<!--.*?-->"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    const QRegularExpressionMatch match = title.match(html);
    QString text = match.hasMatch() ? match.captured(1).simplified() : QString();
    if (text.isEmpty())
        text = QString(html).remove(unseen);
    text.replace(tag, u" "_s);
    text.replace("&nbsp;"_L1, " "_L1).replace("&lt;"_L1, "<"_L1).replace("&gt;"_L1, ">"_L1).replace("&quot;"_L1, "\""_L1);
    text.replace("&#39;"_L1, "'"_L1).replace("&amp;"_L1, "&"_L1);
    return shortened(text);
}

/// The host and path a redirect points to; what stands in its query may be secret.
QString redirectTarget(const QString &location)
{
    const QUrl url(location);
    const QString target = url.toString(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    return shortened(target.isEmpty() ? location : target);
}

/// Requests in the clear speak to an HTTP proxy itself, and the library takes it for the server then.
QNetworkReply::NetworkError codeOfProxy(const QNetworkReply &reply)
{
    if (!reply.manager() || reply.manager()->proxy().type() != QNetworkProxy::HttpProxy)
        return reply.error();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError: return QNetworkReply::ProxyConnectionRefusedError;
    case QNetworkReply::HostNotFoundError: return QNetworkReply::ProxyNotFoundError;
    default: return reply.error();
    }
}

Error afterSending(Error error)
{
    error.mayHaveArrived = true;
    return error;
}

QString sentenceFor(int status)
{
    return u"The server answered with status %1 and said nothing more."_s.arg(status);
}

QString messageOf(const HttpAnswer &answer)
{
    if (const Result<Json> json = Json::parse(answer.body)) {
        for (const QStringView field : {QStringView(u"message"), QStringView(u"error")}) {
            if (const QString text = json.value()[field].toString(); !text.trimmed().isEmpty())
                return text;
        }
        if (json.value().isString())
            return json.value().toString();
    }
    const QString text = QString::fromUtf8(answer.body.left(64 * 1024)).trimmed();
    const bool isHtml = answer.contentType == "text/html"_L1 || text.startsWith("<!doctype"_L1, Qt::CaseInsensitive)
        || text.startsWith("<html"_L1, Qt::CaseInsensitive);
    return isHtml ? sentenceOfHtml(text) : shortened(text);
}

}

Error errormapping::fromAnswer(const HttpAnswer &answer)
{
    if (answer.status >= 300 && answer.status < 400) {
        const QString message = answer.location.isEmpty()
            ? u"The server redirects without saying where to."_s
            : u"The server redirects to %1. If that is where it lives now, set it as the server's address: the key was not sent there."_s
                  .arg(redirectTarget(answer.location));
        return {Error::Kind::Rejected, answer.status, message, answer.requestId};
    }
    if (answer.status == 407)
        return fromTransport(QNetworkReply::ProxyAuthenticationRequiredError, {});
    const QString message = messageOf(answer);
    const bool isAboutTheKey = answer.status == 401 || answer.status == 403;
    Error error{kindOf(answer.status), answer.status, message.isEmpty() ? sentenceFor(answer.status) : message, answer.requestId};
    error.neededRole = isAboutTheKey ? answer.neededRole : Error::Role::Unknown;
    // Who ran out of time, and the proxy in front of it, may have been answered too late only.
    error.mayHaveArrived = answer.status >= 500 || answer.status == 408;
    error.retryAfterSeconds = answer.retryAfterSeconds;
    return error;
}

Error errormapping::fromReply(const QNetworkReply &reply)
{
    if (const std::optional<Error> trouble = certificatetrouble::of(reply))
        return *trouble;
    const bool isSafe = reply.url().scheme() == "https"_L1;
    const bool isBegun = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
    if (isSafe && !isBegun && reply.error() == QNetworkReply::RemoteHostClosedError) {
        Error error = fromTransport(reply.error(), {});
        // A server that wants a certificate says so only after the handshake, by closing the connection.
        error.message += u" A server that wants a client certificate does so too: if this one does, choose it in the settings of the connection."_s;
        return error;
    }
    return fromTransport(isSafe ? reply.error() : codeOfProxy(reply), reply.errorString());
}

Error errormapping::fromTransport(QNetworkReply::NetworkError code, const QString &words)
{
    switch (code) {
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
        return {Error::Kind::Offline, 0, u"The proxy did not take the connection. Check its host and port in this connection's settings."_s, {}};
    case QNetworkReply::ProxyNotFoundError:
        return {Error::Kind::Offline, 0, u"The proxy's name was not found. Check it in this connection's settings."_s, {}};
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return {Error::Kind::Offline, 0, u"The proxy wants a user name and a password, or does not accept those of this connection."_s, {}};
    case QNetworkReply::ConnectionRefusedError:
        return {Error::Kind::Offline, 0, u"The connection was refused: no server listens at that address."_s, {}};
    case QNetworkReply::RemoteHostClosedError:
        return afterSending({Error::Kind::Offline, 0, u"The connection broke off before the whole answer was there."_s, {}});
    case QNetworkReply::HostNotFoundError:
        return {Error::Kind::Offline, 0, u"The server's name was not found."_s, {}};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return afterSending({Error::Kind::Timeout, 0, shortened(words), {}});
    case QNetworkReply::OperationCanceledError: return canceled();
    case QNetworkReply::ContentReSendError:
        return afterSending({Error::Kind::Offline, 0, u"The connection broke off after the request was sent; the server may have carried it out."_s, {}});
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
        return {Error::Kind::Rejected, 0, u"The server's address has to begin with http:// or https://."_s, {}};
    case QNetworkReply::UnknownContentError:
        return afterSending({Error::Kind::Malformed, 0, u"The answer came damaged and cannot be unpacked; a proxy on the way may be at fault. (%1)"_s.arg(shortened(words)), {}});
    case QNetworkReply::ProtocolFailure: return afterSending({Error::Kind::Malformed, 0, shortened(words), {}});
    case QNetworkReply::SslHandshakeFailedError: return {Error::Kind::Offline, 0, shortened(words), {}};
    default: return afterSending({Error::Kind::Offline, 0, shortened(words), {}});
    }
}

Error errormapping::malformed(const HttpAnswer &answer, const QString &reason)
{
    // A success that nobody can read is a success most likely.
    return afterSending({Error::Kind::Malformed, answer.status, reason, answer.requestId});
}

Error errormapping::webPage(const HttpAnswer &answer)
{
    const QString page = sentenceOfHtml(QString::fromUtf8(answer.body.left(64 * 1024)));
    return malformed(answer, u"A web page came instead of an answer from Trieve: %1"_s.arg(page.isEmpty() ? u"(empty)"_s : page));
}

Error errormapping::canceled()
{
    return {Error::Kind::Canceled, 0, u"The request was given up."_s, {}};
}

Error errormapping::timedOut(std::chrono::milliseconds limit)
{
    return afterSending({Error::Kind::Timeout, 0, u"The answer was not there after %1 seconds."_s.arg(double(limit.count()) / 1000), {}});
}

Error errormapping::fellSilent(std::chrono::milliseconds limit)
{
    return afterSending({Error::Kind::Timeout, 0, u"Nothing came from the server for %1 seconds."_s.arg(double(limit.count()) / 1000), {}});
}

Error errormapping::refused(const QString &reason)
{
    return {Error::Kind::Rejected, 0, reason, {}};
}
