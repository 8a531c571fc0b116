#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"
#include "app/values/number.h"

#include <QStringList>

/// Writes the fields of a request's body that were given, and leaves out the others.
namespace jsonfields {

inline Json toJson(const QString &value) { return value; }
inline Json toJson(bool value) { return value; }
inline Json toJson(int value) { return value; }
inline Json toJson(qint64 value) { return value; }
inline Json toJson(double value) { return value; }
inline Json toJson(const QStringList &value) { return Json::strings(value); }
inline Json toJson(const Number &value) { return value.json(); }
inline Json toJson(const Metadata &value) { return value.json(); }

/// Nothing for std::nullopt.
template <typename T>
void setGiven(Json &json, QStringView name, const std::optional<T> &value)
{
    if (value)
        json.set(name, toJson(*value));
}

/// Nothing for an empty text or list.
inline void setFilled(Json &json, QStringView name, const QString &value)
{
    if (!value.isEmpty())
        json.set(name, value);
}

inline void setFilled(Json &json, QStringView name, const QStringList &value)
{
    if (!value.isEmpty())
        json.set(name, Json::strings(value));
}

/// The ids as a JSON list of texts.
template <typename Tag>
Json idList(const QList<Id<Tag>> &ids)
{
    QList<Json> list;
    list.reserve(ids.size());
    for (const Id<Tag> &id : ids)
        list.append(id.text());
    return Json::array(std::move(list));
}

template <typename Tag>
void setFilled(Json &json, QStringView name, const QList<Id<Tag>> &ids)
{
    if (!ids.isEmpty())
        json.set(name, idList(ids));
}

}
