#pragma once

#include "app/api/operationrule.h"
#include "app/values/id.h"
#include "app/values/json.h"
#include "app/values/requestrecord.h"

#include <QStringList>
#include <QUrl>

/// One operation of the server, before it is bound to a connection: verb, path, scope, body. Built where it is used:
///
///     ApiRequest::put({u"chunk"_s}).in(dataset).with(body)
class ApiRequest
{
public:
    enum class Verb { Get, Post, Put, Delete };

    /// The path's segments after /api, as they are meant: encoding them is done here.
    static ApiRequest get(QStringList segments) { return {Verb::Get, std::move(segments)}; }
    static ApiRequest post(QStringList segments) { return {Verb::Post, std::move(segments)}; }
    static ApiRequest put(QStringList segments) { return {Verb::Put, std::move(segments)}; }
    static ApiRequest remove(QStringList segments) { return {Verb::Delete, std::move(segments)}; }

    /// A logged request: its path, query, scope and body as they were.
    static ApiRequest again(const RequestRecord &record);

    /// The one scope header: a request has a dataset's or an organization's, since with both a server ignores the latter.
    ApiRequest &&in(const DatasetId &dataset) &&;
    ApiRequest &&in(const OrganizationId &organization) &&;
    ApiRequest &&with(const Json &body) &&;
    ApiRequest &&where(const QString &name, const QString &value) &&;
    /// The operation needs no key, so it gets none.
    ApiRequest &&withoutKey() &&;
    /// Being carried out twice would do harm: the library must not repeat it by itself.
    ApiRequest &&onlyOnce() &&;
    /// A language model is asked on the way: the answer may take minutes.
    ApiRequest &&askingTheModel() &&;

    Verb verb() const { return m_verb; }
    QString verbName() const;
    /// "/api/chunk/tracking_id/a%2Fb"
    QByteArray encodedPath() const;
    /// Below the base, which may have a path of its own.
    QUrl url(const QUrl &base) const;
    /// "TR-Dataset" or "TR-Organization", empty where the operation has no scope.
    const QByteArray &scopeHeader() const { return m_scopeHeader; }
    const QString &scope() const { return m_scope; }
    bool hasBody() const { return m_hasBody; }
    const QByteArray &body() const { return m_body; }
    bool needsKey() const { return m_needsKey; }
    bool asksTheModel() const { return m_asksTheModel; }
    bool isOnlyOnce() const { return m_onlyOnce; }
    /// Whether it changes anything on the server, and which role its key needs: see OperationRule.
    OperationRule rule() const { return operationRule(verbName(), m_segments); }

    /// What keeps the request from being sent at all, empty if nothing: an empty id would ask for something else than was meant.
    QString fault() const;

private:
    ApiRequest(Verb verb, QStringList segments) : m_verb(verb), m_segments(std::move(segments)) { }

    Verb m_verb;
    QStringList m_segments;
    QByteArray m_query;
    QByteArray m_scopeHeader;
    QString m_scope;
    QByteArray m_body;
    bool m_hasBody = false;
    bool m_needsKey = true;
    bool m_asksTheModel = false;
    bool m_onlyOnce = false;
};
