#include "app/localserver/localserver.h"

#include "app/localserver/analyticsroutes.h"
#include "app/localserver/answerroutes.h"
#include "app/localserver/apikeyroutes.h"
#include "app/localserver/chunklistroutes.h"
#include "app/localserver/chunkroutes.h"
#include "app/localserver/clusterroutes.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/datasetcontentroutes.h"
#include "app/localserver/datasetroutes.h"
#include "app/localserver/embedder.h"
#include "app/localserver/grouplistroutes.h"
#include "app/localserver/grouproutes.h"
#include "app/localserver/httpserver.h"
#include "app/localserver/indexer.h"
#include "app/localserver/newdatasetroutes.h"
#include "app/localserver/organizationroutes.h"
#include "app/localserver/recommendroutes.h"
#include "app/localserver/routes.h"
#include "app/localserver/searchroutes.h"
#include "app/localserver/splitroutes.h"
#include "app/localserver/store.h"
#include "app/localserver/suggestionroutes.h"
#include "app/localserver/topicroutes.h"

#include <QRandomGenerator>

class LocalServer::Private
{
public:
    explicit Private(std::unique_ptr<Store> opened) : store(std::move(opened)) { }
    ~Private();

    std::unique_ptr<Store> store;
    Router router;
    std::unique_ptr<Indexer> indexer;
    std::unique_ptr<Embedder> embedder;
    std::unique_ptr<HttpServer> http;
    QByteArray key;
};

// First nobody may come in any more and whoever waits is woken, then the indexer finishes its batch, then the database is closed.
LocalServer::Private::~Private()
{
    store->stop();
    http.reset();
    indexer.reset();
    embedder.reset();
    try {
        store->queryLog().write(*store);
    } catch (const DatabaseError &) {
        // A disk that is full: what was asked last is forgotten.
    }
}

namespace {

QByteArray randomKey()
{
    QByteArray bytes(32, Qt::Uninitialized);
    auto *system = QRandomGenerator::system();
    for (char &byte : bytes)
        byte = char(system->generate());
    return "tr-" + bytes.toHex();
}

}

void addRoutes(Router &router, Store &store)
{
    addOrganizationRoutes(router, store);
    addApiKeyRoutes(router, store);
    addDatasetRoutes(router, store);
    addNewDatasetRoutes(router, store);
    addDatasetContentRoutes(router, store);
    addClusterRoutes(router);
    addAnalyticsRoutes(router, store);
    addChunkRoutes(router, store);
    addChunkListRoutes(router, store);
    addGroupRoutes(router, store);
    addGroupListRoutes(router, store);
    addSearchRoutes(router, store);
    addRecommendRoutes(router, store);
    addSplitRoutes(router);
    addSuggestionRoutes(router, store);
    addAnswerRoutes(router, store);
    addTopicRoutes(router, store);
}

Result<std::unique_ptr<LocalServer>> LocalServer::start(const LocalServerOptions &options)
{
    auto store = Store::open(options.dataFolder);
    if (!store)
        return store.error();
    auto d = std::make_unique<Private>(*std::move(store));
    d->key = options.key.isEmpty() ? randomKey() : options.key.toUtf8();
    addRoutes(d->router, *d->store);
    auto http = HttpServer::start(d->router, *d->store, options.port, d->key);
    if (!http)
        return http.error();
    d->http = *std::move(http);
    d->indexer = std::make_unique<Indexer>(*d->store);
    d->embedder = std::make_unique<Embedder>(*d->store);
    return std::unique_ptr<LocalServer>(new LocalServer(std::move(d)));
}

LocalServer::LocalServer(std::unique_ptr<Private> privately) : d(std::move(privately))
{
}

LocalServer::~LocalServer() = default;

QString LocalServer::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(d->http->port());
}

QString LocalServer::key() const
{
    return QString::fromUtf8(d->key);
}

QString LocalServer::organizationId() const
{
    return d->store->organizationId();
}
