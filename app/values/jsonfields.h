#pragma once

#include "app/values/id.h"
#include "app/values/metadata.h"
#include "app/values/number.h"

#include <QStringList>

#include <concepts>

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
Json toJson(const QList<Id<Tag>> &ids)
{
    return idList(ids);
}

/// What writes itself.
template <typename T>
concept Writable = requires(const T &value) {
    { value.toJson() } -> std::same_as<Json>;
};

template <Writable T>
Json toJson(const T &value)
{
    return value.toJson();
}

/// Nothing for std::nullopt.
template <typename T>
void setGiven(Json &json, QStringView name, const std::optional<T> &value)
{
    if (value)
        json.set(name, toJson(*value));
}

/// Nothing for an empty text, list or metadata.
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

inline void setFilled(Json &json, QStringView name, const Metadata &value)
{
    if (!value.isNull())
        json.set(name, value.json());
}

/// Nothing for what says that it is empty.
template <Writable T>
void setFilled(Json &json, QStringView name, const T &value)
{
    if (!value.isEmpty())
        json.set(name, value.toJson());
}

template <typename Tag>
void setFilled(Json &json, QStringView name, const QList<Id<Tag>> &ids)
{
    if (!ids.isEmpty())
        json.set(name, idList(ids));
}

}
