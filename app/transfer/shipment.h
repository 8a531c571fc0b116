#pragma once

#include "app/values/chunkgroup.h"
#include "app/values/chunkpatch.h"

#include <QDeadlineTimer>
#include <QList>

#include <memory>

/// A document on its way to the server, shared by its chunks.
struct ShippedDocument {
    QString name;
    QString title;
    QStringList tags;
    /// Chunks of it that were neither taken nor refused yet.
    qsizetype open = 0;
    qsizetype accepted = 0;
    qsizetype failed = 0;
    bool hasGroup = false;

    NewChunkGroup group() const;
};

/// Some chunks that go to the server in one request, after the groups they belong to.
struct Shipment {
    struct Item {
        ChunkPatch chunk;
        std::shared_ptr<ShippedDocument> document;
        qsizetype bytes = 0;

        QString trackingId() const { return *chunk.trackingId.value(); }
    };

    static constexpr qsizetype mostItems = 120;
    /// The whole request is well below what a server takes, and small enough that writing and reading it is not felt in the window.
    static constexpr qsizetype mostBytes = 768 * 1024;

    QList<Item> items;
    /// How often it was sent, and how often it may be.
    int attempt = 0;
    int attempts = 1;
    /// When the server fails at it once more it counts as failed.
    bool isLastTry = false;
    /// Not to be sent before.
    QDeadlineTimer wait;
    /// Why it waits.
    Error error;

    /// The documents without a group yet, each once.
    QList<std::shared_ptr<ShippedDocument>> documentsWithoutGroup() const;
    QList<ChunkPatch> chunks() const;
    bool isDivisible() const { return items.size() > 1; }
    /// Takes the second half away.
    Shipment splitOff();
};
