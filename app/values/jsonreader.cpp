#include "app/values/jsonreader.h"

using namespace Qt::StringLiterals;

JsonReader::JsonReader(const Json &object, QStringView typeName) : m_object(object), m_typeName(typeName)
{
    if (!object.isObject())
        m_error = Error{.kind = Error::Kind::Malformed, .message = u"%1: expected an object"_s.arg(typeName)};
}

void JsonReader::fail(QStringView field, QStringView expectation)
{
    if (!m_error)
        m_error = Error{.kind = Error::Kind::Malformed, .message = u"%1.%2: expected %3"_s.arg(m_typeName, field, expectation)};
}

const Json *JsonReader::present(QStringView field) const
{
    const Json *value = m_object.find(field);
    return value && !value->isNull() ? value : nullptr;
}

const Json *JsonReader::required(QStringView field, QStringView expectation)
{
    const Json *value = present(field);
    if (!value)
        fail(field, expectation);
    return value;
}

QString JsonReader::string(QStringView field)
{
    required(field, u"a text");
    return optionalString(field).value_or(QString());
}

std::optional<QString> JsonReader::optionalString(QStringView field)
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isString())
        fail(field, u"a text");
    return value->toString();
}

bool JsonReader::boolean(QStringView field, bool fallback)
{
    return optionalBoolean(field).value_or(fallback);
}

std::optional<bool> JsonReader::optionalBoolean(QStringView field)
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isBool())
        fail(field, u"true or false");
    return value->toBool();
}

qint64 JsonReader::integer(QStringView field)
{
    required(field, u"a whole number");
    return optionalInteger(field).value_or(0);
}

std::optional<qint64> JsonReader::optionalInteger(QStringView field)
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->toInteger())
        fail(field, u"a whole number");
    return value->toInteger();
}

Number JsonReader::number(QStringView field)
{
    required(field, u"a number");
    return optionalNumber(field).value_or(Number());
}

std::optional<Number> JsonReader::optionalNumber(QStringView field)
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isNumber())
        fail(field, u"a number");
    return Number::fromJson(*value);
}

std::optional<QStringList> JsonReader::optionalStrings(QStringView field)
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (value->isString())
        return value->toString().split(u',', Qt::SkipEmptyParts);
    if (!value->isArray())
        fail(field, u"a list of texts");
    QStringList list;
    for (const Json &item : value->items()) {
        if (item.isString())
            list.append(item.toString());
        else if (!item.isNull())
            fail(field, u"a list of texts");
    }
    return list;
}

QList<Json> JsonReader::array(QStringView field)
{
    const Json *value = required(field, u"a list");
    if (!value)
        return {};
    if (!value->isArray())
        fail(field, u"a list");
    return value->items();
}
