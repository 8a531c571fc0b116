#pragma once

#include "app/localserver/localserver.h"

#include "plainhttp.h"

#include <QTemporaryDir>
#include <QTest>

/// JSON written with single quotes, which C++ need not escape.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A local workspace in a folder of its own, served, with a client that knows its key and one dataset in it.
class Workspace
{
public:
    Workspace()
    {
        start();
        const PlainAnswer made = http->post("/api/dataset", R"({"dataset_name": "First"})");
        dataset = made.json()[u"id"].toString();
        http->useDataset(dataset);
    }

    /// Stops the server and starts it again on the same folder.
    void restart()
    {
        http.reset();
        server.reset();
        start();
        http->useDataset(dataset);
    }

    /// Requests whose JSON is written with 'single quotes'.
    PlainAnswer post(const QByteArray &path, const QByteArray &json) { return http->post(path, quoted(json)); }
    PlainAnswer put(const QByteArray &path, const QByteArray &json = {}) { return http->put(path, quoted(json)); }
    PlainAnswer remove(const QByteArray &path, const QByteArray &json = {}) { return http->remove(path, quoted(json)); }

    /// The id of a new chunk; empty where it was refused.
    QString chunk(const QByteArray &json) { return post("/api/chunk", json).json()[u"chunk_metadata"][u"id"].toString(); }
    Json chunkById(const QString &id) { return http->get("/api/chunk/" + id.toUtf8()).json(); }
    QString group(const QByteArray &json) { return post("/api/chunk_group", json).json()[u"id"].toString(); }
    qint64 queueLength() { return http->get("/api/dataset/get_dataset_queue_lengths").json()[u"chunk_queue_length"].toInteger().value_or(-1); }
    /// Waits until everything is in the index.
    bool isIndexed()
    {
        return QTest::qWaitFor([this] { return queueLength() == 0; }, 20'000);
    }

    QTemporaryDir folder;
    std::unique_ptr<LocalServer> server;
    std::unique_ptr<PlainHttp> http;
    QString dataset;

private:
    void start()
    {
        auto started = LocalServer::start({folder.path(), 0, {}});
        if (!started)
            qFatal("%s", qPrintable(started.error().message));
        server = *std::move(started);
        http = std::make_unique<PlainHttp>(server->url(), server->key());
    }
};
