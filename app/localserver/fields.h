#pragma once

#include "app/values/json.h"

#include <QStringList>

#include <optional>

/// Reads the fields of one JSON object of a request, strictly: a field of another type than the contract says is refused (Refusal 400) with
/// its place, what is expected and what came: "chunks[3].weight: expected a number, got a string". Absent and null are the same, as
/// they are to real servers; fields that nobody knows are passed over.
class Fields
{
public:
    /// The place goes before the field names, with its dot: "chunks[3]."; empty for the body itself.
    /// Refuses anything but an object. The object must outlive the reader.
    explicit Fields(const Json &object, QString place = {});

    bool has(QStringView field) const { return !m_object[field].isNull(); }
    const Json &raw(QStringView field) const { return m_object[field]; }

    std::optional<QString> string(QStringView field) const;
    QString requiredString(QStringView field) const;
    std::optional<bool> boolean(QStringView field) const;
    /// The spelling of a number.
    std::optional<QByteArray> number(QStringView field) const;
    /// A whole number from lowest on.
    std::optional<qint64> integer(QStringView field, qint64 lowest = 0) const;
    /// The number of a page from 1 on, 1 where there is none; 0 counts as 1, as on real servers. A text ("3", "1,000") is taken too, since
    /// there are clients that send what they show.
    qint64 page() const;
    std::optional<QStringList> strings(QStringView field) const;
    /// UUIDs, in lower case.
    std::optional<QString> id(QStringView field) const;
    std::optional<QStringList> ids(QStringView field) const;
    /// A moment in milliseconds since 1970, from any form that timestamp::parse knows.
    std::optional<qint64> moment(QStringView field) const;
    /// The object in a field, read further with Fields(raw(field), placeOf(field) + u'.').
    const Json *object(QStringView field) const;
    /// The items of an array.
    std::optional<QList<Json>> array(QStringView field) const;

    QString placeOf(QStringView field) const { return m_place + field.toString(); }
    /// Refuses the field: "place.field: expectation".
    [[noreturn]] void refuse(QStringView field, const QString &expectation) const;

    /// "a string", "an object", ... for messages.
    static QString kindOf(const Json &json);

private:
    const Json *present(QStringView field) const;
    [[noreturn]] void refuseType(QStringView field, const QString &expected) const;

    const Json &m_object;
    QString m_place;
};
