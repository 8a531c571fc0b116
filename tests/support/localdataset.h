#pragma once

#include "app/api/apiclient.h"
#include "app/localserver/localserver.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>
#include <QTest>

/// Waits for a call and hands out its value; fails the program where it refuses, since a test that goes on would say something else.
template <typename T>
T awaited(Call<T> call)
{
    std::optional<Result<T>> outcome;
    QObject context;
    call.then(&context, [&](const Result<T> &result) { outcome = result; });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 20'000))
        qFatal("no answer");
    if (!*outcome)
        qFatal("%s", qPrintable(outcome->error().message));
    if constexpr (!std::is_void_v<T>)
        return **outcome;
}

/// One empty dataset on a real local server, with a client for it.
struct LocalDataset {
    LocalDataset()
    {
        auto started = LocalServer::start({.dataFolder = folder.path(), .port = 0, .key = {}});
        if (!started)
            qFatal("%s", qPrintable(started.error().message));
        server = std::move(started).value();
        client.emplace(Connection{.baseUrl = QUrl(server->url()), .apiKey = server->key(), .organization = OrganizationId(server->organizationId())},
                       manager, manager);
        dataset = awaited(client->createDataset({.name = QStringLiteral("Handbook"), .trackingId = {}, .serverConfiguration = {}}));
    }

    /// A chunk that has been indexed.
    Chunk add(const ChunkPatch &patch)
    {
        const ChunkId id = awaited(client->createChunks(dataset.id, {patch})).chunks.constFirst().id;
        std::optional<Chunk> found;
        for (int i = 0; i < 200 && !found; ++i) {
            bool answered = false;
            QObject context;
            auto call = client->chunk(dataset.id, id);
            call.then(&context, [&](const Result<Chunk> &chunk) {
                answered = true;
                if (chunk)
                    found = *chunk;
            });
            if (!QTest::qWaitFor([&] { return answered; }))
                break;
        }
        if (!found)
            qFatal("the chunk was never indexed");
        return *found;
    }

    Chunk add(const QString &html)
    {
        ChunkPatch patch;
        patch.chunkHtml = html;
        return add(patch);
    }

    /// Many, without waiting for each.
    void addMany(int count)
    {
        QList<ChunkPatch> patches;
        for (int i = 0; i < count; ++i) {
            ChunkPatch patch;
            patch.chunkHtml = QStringLiteral("<p>Chunk number %1</p>").arg(i);
            patches.append(patch);
        }
        for (qsizetype i = 0; i < patches.size(); i += 120)
            awaited(client->createChunks(dataset.id, patches.mid(i, 120)));
        if (!QTest::qWaitFor([&] { return awaited(client->chunkCount(dataset.id)) >= count; }, 20'000))
            qFatal("the chunks were never counted");
    }

    Chunk read(const ChunkId &id) { return awaited(client->chunk(dataset.id, id)); }

    ChunkGroup addGroup(const QString &name)
    {
        NewChunkGroup group;
        group.name = name;
        return awaited(client->createGroups(dataset.id, {group})).constFirst();
    }

    QTemporaryDir folder;
    std::unique_ptr<LocalServer> server;
    QNetworkAccessManager manager;
    std::optional<ApiClient> client;
    Dataset dataset;
};
