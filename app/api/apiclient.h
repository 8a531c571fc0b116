#pragma once

#include "app/api/analyticscalls.h"
#include "app/api/chunkcalls.h"
#include "app/api/datasetcalls.h"
#include "app/api/filecalls.h"
#include "app/api/groupcalls.h"
#include "app/api/organizationcalls.h"
#include "app/api/topiccalls.h"

/// One method per server operation: values in, a Call out; the methods are in one class a subject. Stateless but for the connection;
/// whoever holds the Call owns the request. Every request carries the key, X-API-Version: V2 and exactly the scope header its route
/// needs (TR-Dataset or TR-Organization; both where a dataset is named by its tracking id). Both access managers must outlive the
/// client or the calls end with Canceled. Streams have their own, because six open ones to a host would block the seventh request.
class ApiClient : public AnalyticsCalls, public ChunkCalls, public DatasetCalls, public FileCalls, public GroupCalls,
                  public OrganizationCalls, public TopicCalls
{
public:
    /// Requests are sent once unless a policy says otherwise; streams are never sent again.
    ApiClient(Connection connection, QNetworkAccessManager &requests, QNetworkAccessManager &streams, const Patience &patience = {},
              const RetryPolicy &policy = RetryPolicy::never())
        : Dispatcher(std::move(connection), requests, streams, patience, policy)
    {
    }

    /// The same client for whoever tries again by himself.
    ApiClient withoutRetries() const
    {
        ApiClient once(*this);
        once.m_policy = RetryPolicy::never();
        return once;
    }
};
