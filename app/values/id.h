#pragma once

#include <QHashFunctions>
#include <QString>

#include <compare>

/// The server's id of one kind of thing; the tag keeps a ChunkId from being passed where a DatasetId is meant.
/// An empty id means "none yet". Ids are UUID text as the server wrote it; ids that need checking are checked with isUuid().
template <typename Tag>
class Id
{
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) { }

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const Id &) const = default;
    bool operator<(const Id &other) const { return m_text < other.m_text; }

private:
    QString m_text;
};

template <typename Tag>
size_t qHash(const Id<Tag> &id, size_t seed = 0)
{
    return qHash(id.text(), seed);
}

/// Whether the text is a UUID in the usual 8-4-4-4-12 form, without braces: what the server takes for an id.
bool isUuid(QStringView text);

using OrganizationId = Id<struct OrganizationTag>;
using DatasetId = Id<struct DatasetTag>;
using ChunkId = Id<struct ChunkTag>;
using ChunkGroupId = Id<struct ChunkGroupTag>;
using TopicId = Id<struct TopicTag>;
using MessageId = Id<struct MessageTag>;
using FileId = Id<struct FileTag>;
using CrawlId = Id<struct CrawlTag>;
using ExperimentId = Id<struct ExperimentTag>;
using UserId = Id<struct UserTag>;
using KeyId = Id<struct KeyTag>;
using InvitationId = Id<struct InvitationTag>;
/// Of a search or an answer, as the server keeps it for ratings and clicks.
using QueryId = Id<struct QueryTag>;
