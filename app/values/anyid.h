#pragma once

#include "app/values/id.h"
#include "app/values/json.h"

/// Something by the server's id or by the tracking id that its owner gave it, for the operations that take either.
template <typename Tag>
class AnyId
{
public:
    AnyId(Id<Tag> id) : m_text(id.text()) { }
    static AnyId tracked(const QString &trackingId)
    {
        AnyId any{Id<Tag>(trackingId)};
        any.m_isTracked = true;
        return any;
    }

    /// Sets the one of the two members that it is.
    void writeTo(Json &json, QStringView idName, QStringView trackingIdName) const
    {
        json.set(m_isTracked ? trackingIdName : idName, m_text);
    }

private:
    QString m_text;
    bool m_isTracked = false;
};

using AnyChunkId = AnyId<ChunkTag>;
using AnyChunkGroupId = AnyId<ChunkGroupTag>;
