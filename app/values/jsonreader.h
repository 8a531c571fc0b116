#pragma once

#include "app/values/id.h"
#include "app/values/json.h"
#include "app/values/number.h"

#include <QStringList>

/// Reads the members of one JSON object into a value and remembers the first thing that was wrong, naming the type and the field:
/// "Chunk.weight: expected a number". Absent and null are the same to the optional readers, as they are to the server.
class JsonReader
{
public:
    /// typeName must outlive the reader; it is a literal.
    JsonReader(const Json &object, QStringView typeName);

    QString string(QStringView field);
    std::optional<QString> optionalString(QStringView field);
    bool boolean(QStringView field, bool fallback);
    std::optional<bool> optionalBoolean(QStringView field);
    qint64 integer(QStringView field);
    std::optional<qint64> optionalInteger(QStringView field);
    Number number(QStringView field);
    std::optional<Number> optionalNumber(QStringView field);
    /// An array of strings (null items are passed over), the V1 form "a,b", or nothing.
    std::optional<QStringList> optionalStrings(QStringView field);
    /// The items of an array that must be there.
    QList<Json> array(QStringView field);
    template <typename Tag>
    Id<Tag> id(QStringView field)
    {
        return Id<Tag>(string(field));
    }
    const Json &raw(QStringView field) const { return m_object[field]; }
    /// A list of objects, each read with T::fromJson; null and absent are an empty list.
    template <typename T>
    QList<T> list(QStringView field);

    /// Notes a fault of the caller's own finding; the first fault stays.
    void fail(QStringView field, QStringView expectation);
    bool failed() const { return m_error.has_value(); }
    const Error &error() const { return *m_error; }

private:
    const Json *present(QStringView field) const;
    const Json *required(QStringView field, QStringView expectation);

    const Json &m_object;
    QStringView m_typeName;
    std::optional<Error> m_error;
};

/// Reads every item of a JSON array with T::fromJson; the first fault ends it and names the place: "chunks[3]: Chunk.weight: ...".
template <typename T>
Result<QList<T>> listFromJson(const QList<Json> &items, QStringView name)
{
    QList<T> list;
    list.reserve(items.size());
    for (const Json &item : items) {
        auto value = T::fromJson(item);
        if (!value) {
            Error error = value.error();
            error.message = QStringLiteral("%1[%2]: %3").arg(name).arg(list.size()).arg(error.message);
            return error;
        }
        list.append(*std::move(value));
    }
    return list;
}

template <typename T>
QList<T> JsonReader::list(QStringView field)
{
    const Json &value = raw(field);
    if (value.isNull())
        return {};
    if (!value.isArray()) {
        fail(field, u"a list");
        return {};
    }
    auto items = listFromJson<T>(value.items(), field);
    if (items)
        return *std::move(items);
    if (!m_error)
        m_error = items.error();
    return {};
}
