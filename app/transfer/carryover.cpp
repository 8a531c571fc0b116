#include "app/transfer/carryover.h"

#include "app/values/timestamp.h"

using namespace Qt::StringLiterals;

namespace {

template <typename T>
void keepField(Field<T> &field, const std::optional<T> &there)
{
    if (!field.isTouched() && there)
        field = *there;
}

QStringList together(QStringList tags, const QStringList &there)
{
    tags += there;
    tags.removeDuplicates();
    return tags;
}

Metadata together(const Metadata &metadata, const Metadata &there)
{
    Json merged = metadata.json();
    if (!merged.isObject() || !there.json().isObject())
        return metadata;
    const Json old = there.json();
    for (const Json::Member &member : old.members()) {
        if (!merged.contains(member.name))
            merged.set(member.name, member.value);
    }
    return Metadata::fromJson(merged);
}

}

void carryover::keep(ChunkPatch &patch, const Chunk &there)
{
    keepField(patch.link, there.link);
    keepField(patch.imageUrls, there.imageUrls);
    keepField(patch.location, there.location);
    keepField(patch.numValue, there.numValue);
    if (there.weight.toDouble() != 0)
        keepField(patch.weight, std::optional(there.weight));
    // The form that a server writes is one that it refuses.
    if (const auto moment = timestamp::parse(there.timeStamp.value_or(QString())))
        keepField(patch.timeStamp, std::optional(timestamp::forServer(*moment)));
    if (there.tagSet && !there.tagSet->isEmpty())
        patch.tagSet = together(patch.tagSet.value().value_or(QStringList()), *there.tagSet);
    if (patch.metadata.value())
        patch.metadata = together(*patch.metadata.value(), there.metadata);
}

void carryover::keep(NewChunkGroup &group, const ChunkGroup &there)
{
    if (group.description.isEmpty())
        group.description = there.description;
    if (there.tagSet && !there.tagSet->isEmpty())
        group.tagSet = together(group.tagSet.value_or(QStringList()), *there.tagSet);
    group.metadata = together(group.metadata, there.metadata);
}
