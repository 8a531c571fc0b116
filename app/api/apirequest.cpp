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
    const QString path = record.path();
    QStringList segments;
    for (const QString &segment : path.mid(path.indexOf("/api/"_L1) + 5).split(u'/'))
        segments.append(QUrl::fromPercentEncoding(segment.toUtf8()));
    ApiRequest request(verbs.value(record.method, Verb::Get), segments);
    if (const qsizetype query = record.url.indexOf(u'?'); query >= 0)
        request.m_query = record.url.mid(query).toUtf8();
    for (const auto &[name, value] : record.requestHeaders) {
        if (name == "TR-Dataset"_L1 || name == "TR-Organization"_L1) {
            request.m_scopeHeader = name.toLatin1();
            request.m_scope = value;
        }
    }
    request.m_body = record.requestBody;
    request.m_hasBody = !record.requestBody.isEmpty();
    return request;
}

ApiRequest &&ApiRequest::in(const DatasetId &dataset) &&
{
    m_scopeHeader = "TR-Dataset"_ba;
    m_scope = dataset.text();
    return std::move(*this);
}

ApiRequest &&ApiRequest::in(const OrganizationId &organization) &&
{
    m_scopeHeader = "TR-Organization"_ba;
    m_scope = organization.text();
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

ApiRequest &&ApiRequest::onlyOnce() &&
{
    m_onlyOnce = true;
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
    case Verb::Delete: return u"DELETE"_s;
    }
    Q_UNREACHABLE();
}

QByteArray ApiRequest::encodedPath() const
{
    QByteArray path = "/api"_ba;
    for (const QString &segment : m_segments)
        path += '/' + QUrl::toPercentEncoding(segment);
    return path;
}

QUrl ApiRequest::url(const QUrl &base) const
{
    // By bytes: QUrl's own path functions would decode what was encoded on purpose.
    QByteArray text = base.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (text.endsWith('/'))
        text.chop(1);
    return QUrl::fromEncoded(text + encodedPath() + m_query, QUrl::StrictMode);
}

QString ApiRequest::fault() const
{
    for (const QString &segment : m_segments) {
        if (segment.isEmpty())
            return u"The request was not sent: an id in its path is empty."_s;
        if (segment == "."_L1 || segment == ".."_L1)
            return u"The request was not sent: \"%1\" cannot be part of an address. Use the id instead."_s.arg(segment);
    }
    if (!m_scopeHeader.isEmpty() && m_scope.isEmpty())
        return u"The request was not sent: %1 is empty."_s.arg(QString::fromLatin1(m_scopeHeader));
    if (!fitsAHeader(m_scope))
        return u"The request was not sent: %1 may hold ASCII letters, digits and signs only."_s.arg(QString::fromLatin1(m_scopeHeader));
    return {};
}
