#pragma once

#include "app/values/chunk.h"
#include "app/values/dataset.h"
#include "tests/support/fakeserver.h"

/// Chunks for a FakeServer to list, read and find, in a dataset of their own.

inline QString fakeId(int number)
{
    return QStringLiteral("0a1b2c3d-0000-4000-8000-1") + QString::number(number).rightJustified(11, u'0');
}

inline Dataset fakeDataset()
{
    Dataset dataset;
    dataset.id = DatasetId(QStringLiteral("0a1b2c3d-0000-4000-8000-000000000009"));
    dataset.name = QStringLiteral("Fake");
    return dataset;
}

inline Chunk fakeChunk(int number, const QString &html = QStringLiteral("<p>Body</p>"))
{
    Chunk chunk;
    chunk.id = ChunkId(fakeId(number));
    chunk.datasetId = fakeDataset().id;
    chunk.chunkHtml = html;
    chunk.createdAt = chunk.updatedAt = QStringLiteral("2024-01-02T03:04:05");
    return chunk;
}

/// What the latest request of that method sent, null where there was none.
inline Json lastBody(const FakeServer &server, const QByteArray &method)
{
    for (auto request = server.requests().crbegin(); request != server.requests().crend(); ++request) {
        if (request->method == method)
            return Json::parse(request->body).value();
    }
    return {};
}

/// Lists and reads them as they stand, whatever shape they have.
inline void scriptAsIs(FakeServer &server, const QList<Json> &chunks)
{
    for (const Json &chunk : chunks)
        server.on("GET", "/api/chunk/" + chunk[u"id"].toString().toUtf8(), FakeAnswer::json(chunk.toBytes()));
    server.on("POST", "/api/chunks/scroll", FakeAnswer::json(Json::object({{u"chunks", Json::array(chunks)}}).toBytes()));
    server.on("POST", "/api/chunk_group/chunks", FakeAnswer::json("[]"));
}

inline void script(FakeServer &server, const QList<Chunk> &chunks)
{
    QList<Json> items;
    for (const Chunk &chunk : chunks)
        items.append(chunk.toJson());
    scriptAsIs(server, items);
}
