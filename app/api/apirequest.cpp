#include "app/api/apirequest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// A header's value may hold visible ASCII only: a line break in it would begin a header of somebody else's choosing.
bool fitsAHeader(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
}

}

ApiRequest ApiRequest::again(const RequestRecord &record)
{
    static const QHash<QString, Verb> verbs{{u"GET"_s, Verb::Get}, {u"POST"_s, Verb::Post}, {u"PUT"_s, Verb::Put}, {u"DELETE"_s, Verb::Delete}};
    ApiRequest request(verbs.value(record.method, Verb::Get), record.segments());
    if (const qsizetype query = record.url.indexOf(u'?'); query >= 0)
        request.m_query = record.url.mid(query).toUtf8();
    for (const auto &[name, value] : record.requestHeaders) {
        if (name == "TR-Dataset"_L1 || name == "TR-Organization"_L1)
            request.m_scopes.append({name.toLatin1(), value});
    }
    request.m_body = record.requestBody;
    request.m_hasBody = !record.requestBody.isEmpty();
    return request;
}

ApiRequest::ApiRequest(Verb verb, QStringList segments)
    : m_verb(verb), m_segments(std::move(segments)), m_operation(&Operation::of(verbName(), m_segments))
{
    if (verb == Verb::Get)
        m_repeat = RetryPolicy::Repeat::Freely;
}

ApiRequest ApiRequest::putTo(const QUrl &target, const QByteArray &bytes)
{
    ApiRequest request(Verb::Put, {});
    request.m_target = target;
    request.m_body = bytes;
    request.m_hasBody = true;
    request.m_needsKey = false;
    return request;
}

ApiRequest &&ApiRequest::in(const DatasetId &dataset) &&
{
    m_scopes.append({"TR-Dataset"_ba, dataset.text()});
    return std::move(*this);
}

ApiRequest &&ApiRequest::in(const OrganizationId &organization) &&
{
    m_scopes.append({"TR-Organization"_ba, organization.text()});
    return std::move(*this);
}

ApiRequest &&ApiRequest::with(const Json &body) &&
{
    m_body = body.toBytes();
    m_hasBody = true;
    return std::move(*this);
}

ApiRequest &&ApiRequest::where(const QString &name, const QString &value) &&
{
    m_query += m_query.isEmpty() ? '?' : '&';
    m_query += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    return std::move(*this);
}

ApiRequest &&ApiRequest::withoutKey() &&
{
    m_needsKey = false;
    return std::move(*this);
}

ApiRequest &&ApiRequest::repeatable() &&
{
    m_repeat = RetryPolicy::Repeat::Freely;
    return std::move(*this);
}

ApiRequest &&ApiRequest::unlessFoundBy(const ApiRequest &lookup) &&
{
    m_repeat = RetryPolicy::Repeat::AfterLookup;
    m_lookup = std::make_shared<const ApiRequest>(lookup);
    return std::move(*this);
}

ApiRequest &&ApiRequest::askingTheModel() &&
{
    m_asksTheModel = true;
    return std::move(*this);
}

QString ApiRequest::verbName() const
{
    switch (m_verb) {
    case Verb::Get: return u"GET"_s;
    case Verb::Post: return u"POST"_s;
    case Verb::Put: return u"PUT"_s;
    case Verb::Patch: return u"PATCH"_s;
    case Verb::Delete: return u"DELETE"_s;
    }
    Q_UNREACHABLE();
}

QByteArray ApiRequest::encodedPath() const
{
    if (isElsewhere())
        return m_target.path(QUrl::FullyEncoded).toLatin1();
    QByteArray path = "/api"_ba;
    for (const QString &segment : m_segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    return path;
}

QUrl ApiRequest::url(const QUrl &base) const
{
    if (isElsewhere())
        return m_target;
    // By bytes: QUrl's own path functions would decode what was encoded on purpose.
    QByteArray text = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (text.endsWith('/'))
        text.chop(1);
    return QUrl::fromEncoded(text + encodedPath() + m_query, QUrl::StrictMode);
}

QString ApiRequest::fault() const
{
    if (isElsewhere() && !m_target.scheme().startsWith("http"_L1))
        return u"The server gave an address that is none: nothing was sent."_s;
    if (m_segments.isEmpty() && !isElsewhere())
        return u"The server gave no address: nothing was sent."_s;
    for (const QString &segment : m_segments) {
        if (segment.isEmpty())
            return u"The request was not sent: an id in its path is empty."_s;
        if (segment == "."_L1 || segment == ".."_L1)
            return u"The request was not sent: \"%1\" cannot be part of an address. Use the id instead."_s.arg(segment);
    }
    for (const Scope &scope : m_scopes) {
        if (scope.value.isEmpty())
            return u"The request was not sent: %1 is empty."_s.arg(QString::fromLatin1(scope.header));
        if (!fitsAHeader(scope.value))
            return u"The request was not sent: %1 may hold ASCII letters, digits and signs only."_s.arg(QString::fromLatin1(scope.header));
    }
    return {};
}
