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
    /// Chunks of it of which it is not known what became of them.
    qsizetype open = 0;
    qsizetype indexed = 0;
    qsizetype failed = 0;
    bool hasGroup = false;
    /// Chunks of it were there before it was sent, so that its group may be, too.
    bool isKnown = false;
    bool isGroupRead = false;
    /// Its group, as it was then.
    std::optional<ChunkGroup> groupBefore;

    NewChunkGroup group() const;
};

/// Some chunks that go to the server in one request, after the groups they belong to.
struct Shipment {
    struct Item {
        ChunkPatch chunk;
        std::shared_ptr<ShippedDocument> document;
        qsizetype bytes = 0;
        /// The server was asked what it has of it.
        bool isLookedUp = false;
        /// When the chunk that it takes the place of was updated; nothing where there is none.
        std::optional<QString> updatedBefore;

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
    /// Those of them whose group may be there and is to be read before it is sent.
    QList<std::shared_ptr<ShippedDocument>> documentsWithUnreadGroup() const;
    /// Takes every group that is not there for sure for one that may be; false where all were read already.
    bool wantGroupsRead();
    QList<ChunkPatch> chunks() const;
    QStringList trackingIdsToLookUp() const;
    /// What the server has of them.
    void adoptKnown(const QList<Chunk> &known);
    bool isDivisible() const { return items.size() > 1; }
    /// Takes the second half away.
    Shipment splitOff();
};
