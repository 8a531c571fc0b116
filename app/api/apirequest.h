#pragma once

#include "app/api/operation.h"
#include "app/api/retrypolicy.h"
#include "app/values/id.h"
#include "app/values/json.h"
#include "app/values/requestrecord.h"

#include <QStringList>
#include <QUrl>

#include <memory>

/// One operation of the server, before it is bound to a connection: verb, path, scope, body. Built where it is used:
///
///     ApiRequest::put({u"chunk"_s}).in(dataset).with(body)
class ApiRequest
{
public:
    enum class Verb { Get, Post, Put, Patch, Delete };

    /// The path's segments after /api, as they are meant: encoding them is done here.
    static ApiRequest get(QStringList segments) { return {Verb::Get, std::move(segments)}; }
    static ApiRequest post(QStringList segments) { return {Verb::Post, std::move(segments)}; }
    static ApiRequest put(QStringList segments) { return {Verb::Put, std::move(segments)}; }
    static ApiRequest patch(QStringList segments) { return {Verb::Patch, std::move(segments)}; }
    static ApiRequest remove(QStringList segments) { return {Verb::Delete, std::move(segments)}; }

    /// A logged request: its path, query, scope and body as they were.
    static ApiRequest again(const RequestRecord &record);

    /// A POST that changes nothing.
    static ApiRequest read(QStringList segments) { return post(std::move(segments)).repeatable(); }

    /// Bytes to an address that the server gave; it carries its own permission, so the key stays away from it.
    static ApiRequest putTo(const QUrl &target, const QByteArray &bytes);

    /// The scope header. A request has a dataset's or an organization's, since with both a server ignores the latter; in the one case
    /// where it wants both (a dataset by its tracking id) both are given.
    ApiRequest &&in(const DatasetId &dataset) &&;
    ApiRequest &&in(const OrganizationId &organization) &&;
    ApiRequest &&with(const Json &body) &&;
    ApiRequest &&where(const QString &name, const QString &value) &&;
    /// The operation needs no key, so it gets none.
    ApiRequest &&withoutKey() &&;
    /// Being carried out twice does no harm: what reads does not need to say so, unless it is a POST.
    ApiRequest &&repeatable() &&;
    /// Being carried out twice would do harm, but lookup tells whether it was carried out: 2xx if so, 404 if not.
    ApiRequest &&unlessFoundBy(const ApiRequest &lookup) &&;
    /// A language model is asked on the way: the answer may take minutes.
    ApiRequest &&askingTheModel() &&;

    Verb verb() const { return m_verb; }
    QString verbName() const;
    /// "/api/chunk/tracking_id/a%2Fb"; without the query, which may hold a permission.
    QByteArray encodedPath() const;
    /// Goes to an address of its own, so it is none of Trieve's operations.
    bool isElsewhere() const { return !m_target.isEmpty(); }
    /// Below the base, which may have a path of its own.
    QUrl url(const QUrl &base) const;
    struct Scope {
        /// "TR-Dataset" or "TR-Organization".
        QByteArray header;
        QString value;
    };
    /// Empty where the operation has no scope.
    const QList<Scope> &scopes() const { return m_scopes; }
    bool hasBody() const { return m_hasBody; }
    const QByteArray &body() const { return m_body; }
    bool needsKey() const { return m_needsKey; }
    bool asksTheModel() const { return m_asksTheModel; }
    /// Whether the network library may repeat it by itself, without a word: only what reads, and costs nothing.
    bool isLightlyRepeated() const { return !m_operation->writes() && m_repeat == RetryPolicy::Repeat::Freely; }
    /// Whether it matters that the server may have carried it out although its answer is lost or nobody can read it.
    bool doesHarmTwice() const { return m_operation->writes() && m_repeat != RetryPolicy::Repeat::Freely; }
    /// Whether it changes anything on the server, and which role its key needs.
    const Operation &operation() const { return *m_operation; }
    RetryPolicy::Repeat repeat() const { return m_repeat; }
    /// For Repeat::AfterLookup.
    const ApiRequest *lookup() const { return m_lookup.get(); }

    /// What keeps the request from being sent at all, empty if nothing: an empty id would ask for something else than was meant.
    QString fault() const;

private:
    ApiRequest(Verb verb, QStringList segments);

    Verb m_verb;
    QStringList m_segments;
    const Operation *m_operation;
    QUrl m_target;
    QByteArray m_query;
    QList<Scope> m_scopes;
    QByteArray m_body;
    bool m_hasBody = false;
    bool m_needsKey = true;
    bool m_asksTheModel = false;
    RetryPolicy::Repeat m_repeat = RetryPolicy::Repeat::Never;
    std::shared_ptr<const ApiRequest> m_lookup;
};
