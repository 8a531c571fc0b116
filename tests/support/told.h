#pragma once

#include "app/values/analytics.h"
#include "app/values/chunkpatch.h"
#include "app/values/conversation.h"
#include "app/values/crawl.h"
#include "app/values/dataset.h"
#include "app/values/experiment.h"
#include "app/values/fileupload.h"
#include "app/values/grouppages.h"
#include "app/values/groupsearch.h"
#include "app/values/member.h"
#include "app/values/organizationkey.h"
#include "app/values/organizationusage.h"
#include "app/values/queuelengths.h"
#include "app/values/recommendationevent.h"
#include "app/values/requests.h"
#include "app/values/tagcount.h"
#include "app/values/workerevent.h"

#include <type_traits>

/// What a person would say of a value, to compare with the last part of a golden file.
namespace golden {

using namespace Qt::StringLiterals;

inline QString told(qint64 number) { return QString::number(number); }
inline QString told(double number) { return QString::number(number); }
inline QString told(const QString &text) { return text; }
inline QString told(const Json &json) { return QString::fromUtf8(json.toBytes()); }
inline QString told(const Organization &value) { return value.id.text() + u' ' + value.name; }
inline QString told(const Chunk &value) { return (value.id.text() + u' ' + value.trackingId.value_or(QString())).trimmed(); }
inline QString told(const ChunkGroup &value) { return (value.id.text() + u' ' + value.name + u' ' + value.trackingId.value_or(QString())).trimmed(); }
inline QString told(const Topic &value) { return value.id.text() + u' ' + value.name + u' ' + value.ownerId; }
inline QString told(const Message &value) { return u"%1 %2 %3"_s.arg(value.sortOrder).arg(roleName(value.role), value.content); }
inline QString told(const SearchHit &value) { return told(value.chunk) + u' ' + QString::number(value.score); }
inline QString told(const TagCount &value) { return u"%1 %2"_s.arg(value.tag).arg(value.count); }
inline QString told(const HeadQuery &value) { return u"%1 %2"_s.arg(value.query).arg(value.count); }
inline QString told(const GraphPoint &value) { return u"%1 %2"_s.arg(value.timeStamp).arg(value.value); }
inline QString told(const TopDataset &value) { return u"%1 %2"_s.arg(value.dataset.text()).arg(value.totalQueries); }
inline QString told(const OrganizationKey &value) { return u"%1 %2 %3"_s.arg(value.id.text(), value.name).arg(value.role); }
inline QString told(const Invitation &value) { return u"%1 %2 %3"_s.arg(value.id.text(), value.email).arg(value.role); }

inline QString told(const Dataset &value)
{
    const QString text = value.id.text() + u' ' + value.name;
    if (value.chunkCount)
        return text + u' ' + QString::number(*value.chunkCount);
    return text + u' ' + QString::fromUtf8(value.serverConfiguration.text());
}

inline QString told(const ChunkMembership &value)
{
    QStringList names;
    for (const SlimGroup &one : value.groups)
        names.append(one.name);
    return value.chunk.text() + u" in "_s + names.join(u' ');
}

inline QString told(const QueueLengths &value)
{
    return u"%1 chunk messages, %2 file messages"_s.arg(value.chunkMessages).arg(value.fileMessages);
}

inline QString told(const WorkerEvent &value)
{
    QStringList chunks;
    for (const ChunkId &chunk : value.chunks())
        chunks.append(chunk.text());
    return value.type + u' ' + chunks.join(u' ') + u' ' + told(value.data);
}

inline QString told(const UploadedFile &value)
{
    QStringList groups;
    for (const ChunkGroupId &group : value.groups)
        groups.append(group.text());
    const QString text = u"%1 %2 %3 in %4"_s.arg(value.id.text(), value.fileName).arg(value.bytes).arg(groups.join(u' '));
    return value.signedUrl.isEmpty() ? text : text + u" at "_s + value.signedUrl;
}

inline QString told(const TableUploadPlace &value) { return told(value.file) + u" to "_s + value.presignedPutUrl; }

inline QString told(const Crawl &value)
{
    const QString text = u"%1 %2 %3"_s.arg(value.id.text(), value.url).arg(int(value.state));
    return value.pages ? text + u' ' + QString::number(*value.pages) : text;
}

inline QString told(const Experiment &value)
{
    const ExperimentConfig &config = value.config;
    return u"%1 %2 %3 %4 %5 %6 %7"_s.arg(value.id.text(), value.name, config.area, config.controlName)
        .arg(config.controlSplit.toDouble()).arg(config.treatmentName).arg(config.treatmentSplit.toDouble());
}

inline QString told(const Member &value)
{
    QString text = value.id.text() + u' ' + value.name.value_or(QString()) + u' ' + value.email;
    for (const Membership &membership : value.memberships)
        text += u" in %1 as %2"_s.arg(membership.organization.text()).arg(membership.role);
    return text;
}

inline QString told(const OrganizationUsage &value)
{
    return u"%1 datasets, %2 chunks, %3 bytes"_s.arg(value.datasets).arg(value.chunks).arg(value.bytesIngested);
}

inline QString told(const SearchEvent &value)
{
    const QString text = u"%1 %2 %3 %4"_s.arg(value.id.text(), value.query).arg(value.latency).arg(value.topScore);
    return value.rating ? text + u" rated "_s + QString::number(value.rating->rating) : text;
}

inline QString told(const RagEvent &value)
{
    return u"%1 %2 %3 %4 %5"_s.arg(value.id.text(), value.question, value.answer).arg(value.hallucinationScore).arg(value.hallucinations.join(u' '));
}

inline QString told(const SearchMetrics &value)
{
    return u"%1 queries, %2 ms, p99 %3"_s.arg(value.totalQueries).arg(value.averageLatency).arg(value.p99);
}

inline QString told(const ClickMetrics &value)
{
    return u"%1 %2 %3 %4"_s.arg(value.withClicks).arg(value.percentWithClicks).arg(value.percentWithoutClicks).arg(value.averagePosition);
}

inline QString told(const RecommendationEvent &value)
{
    return u"%1 %2 like %3 %4 %5 by %6 %7"_s.arg(value.id.text(), value.type, value.likeIds.join(u' '), value.likeTrackingIds.join(u' '))
        .arg(value.topScore).arg(value.userId, QString::fromUtf8(value.metadata.text()));
}

template <typename T>
QString told(const QList<T> &values);

inline QString told(const GroupHit &value) { return told(value.group) + u": "_s + told(value.hits); }

template <typename T>
QString told(const QList<T> &values)
{
    QStringList list;
    for (const T &value : values)
        list.append(told(value));
    return u'[' + list.join(u", "_s) + u']';
}

inline QString told(const QStringList &values) { return values.join(u" | "_s); }
inline QString told(const SearchResults &value) { return told(value.hits) + u" of "_s + QString::number(value.totalPages); }
inline QString told(const GroupChunksPage &value) { return told(value.chunks) + u" of "_s + QString::number(value.totalPages); }
inline QString told(const TagPage &value) { return told(value.tags) + u" of "_s + QString::number(value.total); }
inline QString told(const EventPage &value) { return told(value.events) + u" of "_s + QString::number(value.pageCount); }
inline QString told(const FilePage &value) { return told(value.files) + u" of "_s + QString::number(value.totalPages); }
inline QString told(const FileScroll &value) { return told(value.files) + (value.next ? u" then "_s + value.next->text() : QString()); }
inline QString told(const OrganizationKeyPage &value) { return told(value.keys) + u" last "_s + value.last.text(); }

inline QString told(const GroupPage &value)
{
    const QString text = told(value.groups) + u" of "_s + QString::number(value.totalPages);
    return value.next ? text + u" then "_s + value.next->text() : text;
}

inline QString told(const GroupSearchResults &value)
{
    const QString text = value.query.text() + u' ' + told(value.groups) + u" of "_s + QString::number(value.totalPages);
    return value.correctedQuery ? text + u" corrected "_s + *value.correctedQuery : text;
}

inline QString told(const QueuedChunks &value)
{
    return told(value.chunks) + (value.posInQueue ? u" at "_s + QString::number(*value.posInQueue) : QString());
}

inline QString told(const Error &error)
{
    const QString kind = error.kind == Error::Kind::NotFound ? u"NotFound"_s : QString::number(int(error.kind));
    return u"%1 %2 %3"_s.arg(kind).arg(error.httpStatus).arg(error.message);
}

template <typename T>
QString told(const Result<T> &result)
{
    if (!result)
        return told(result.error());
    if constexpr (std::is_void_v<T>)
        return u"ok"_s;
    else
        return told(*result);
}

}
