#include "app/localserver/fields.h"

#include "app/localserver/pagenumber.h"
#include "app/localserver/refusal.h"
#include "app/values/id.h"
#include "app/values/timestamp.h"

using namespace Qt::StringLiterals;

Fields::Fields(const Json &object, QString place) : m_object(object), m_place(std::move(place))
{
    if (object.isObject())
        return;
    const QString name = m_place.isEmpty() ? u"The body"_s : m_place.chopped(1);
    throw Refusal(400, u"%1: expected an object, got %2"_s.arg(name, kindOf(object)));
}

std::optional<QString> Fields::string(QStringView field) const
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isString())
        refuseType(field, u"a string"_s);
    return value->toString();
}

QString Fields::requiredString(QStringView field) const
{
    auto text = string(field);
    if (!text)
        refuse(field, u"expected a string, but it is missing"_s);
    return *std::move(text);
}

std::optional<bool> Fields::boolean(QStringView field) const
{
    const Json *value = present(field);
    if (value && !value->isBool())
        refuseType(field, u"true or false"_s);
    return value ? value->toBool() : std::nullopt;
}

std::optional<QByteArray> Fields::number(QStringView field) const
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isNumber())
        refuseType(field, u"a number"_s);
    return value->numberText();
}

std::optional<qint64> Fields::integer(QStringView field, qint64 lowest) const
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    const auto whole = value->isNumber() ? value->toInteger() : std::nullopt;
    if (!whole || *whole < lowest)
        refuse(field, u"expected a whole number from %1 on, got %2"_s.arg(lowest).arg(value->isNumber() ? QString::fromLatin1(value->numberText().left(40)) : kindOf(*value)));
    return whole;
}

qint64 Fields::page() const
{
    const Json *value = present(u"page");
    if (!value)
        return 1;
    const auto number = value->isString() ? pagenumber::parse(value->toString()) : value->isNumber() ? value->toInteger() : std::nullopt;
    if (!number || *number < 0 || *number > pagenumber::largest)
        refuse(u"page", u"expected a page number from 1, got %1"_s.arg(value->isNumber() ? QString::fromLatin1(value->numberText().left(40)) : kindOf(*value)));
    return qMax(*number, qint64(1));
}

std::optional<QStringList> Fields::strings(QStringView field) const
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isArray())
        refuseType(field, u"an array of strings"_s);
    QStringList texts;
    texts.reserve(value->items().size());
    for (const Json &item : value->items()) {
        if (!item.isString())
            refuse(u"%1[%2]"_s.arg(field).arg(texts.size()), u"expected a string, got %1"_s.arg(kindOf(item)));
        texts.append(item.toString());
    }
    return texts;
}

std::optional<QString> Fields::id(QStringView field) const
{
    auto text = string(field);
    if (text && !isUuid(*text))
        refuse(field, u"expected a UUID, got \"%1\""_s.arg(text->left(100)));
    return text ? std::optional(text->toLower()) : std::nullopt;
}

std::optional<QStringList> Fields::ids(QStringView field) const
{
    auto texts = strings(field);
    if (!texts)
        return std::nullopt;
    for (qsizetype i = 0; i < texts->size(); ++i) {
        QString &text = (*texts)[i];
        if (!isUuid(text))
            refuse(u"%1[%2]"_s.arg(field).arg(i), u"expected a UUID, got \"%1\""_s.arg(text.left(100)));
        text = text.toLower();
    }
    return texts;
}

std::optional<qint64> Fields::moment(QStringView field) const
{
    const auto text = string(field);
    if (!text)
        return std::nullopt;
    const auto moment = timestamp::parse(*text);
    if (!moment)
        refuse(field, u"Invalid timestamp format \"%1\"; expected for example 2021-01-01 00:00:00.000"_s.arg(text->left(100)));
    return moment->toMSecsSinceEpoch();
}

const Json *Fields::object(QStringView field) const
{
    const Json *value = present(field);
    if (value && !value->isObject())
        refuseType(field, u"an object"_s);
    return value;
}

std::optional<QList<Json>> Fields::array(QStringView field) const
{
    const Json *value = present(field);
    if (!value)
        return std::nullopt;
    if (!value->isArray())
        refuseType(field, u"an array"_s);
    return value->items();
}

void Fields::refuse(QStringView field, const QString &expectation) const
{
    throw Refusal(400, placeOf(field) + u": "_s + expectation);
}

QString Fields::kindOf(const Json &json)
{
    switch (json.type()) {
    case Json::Type::Null:
        return u"null"_s;
    case Json::Type::Bool:
        return u"true or false"_s;
    case Json::Type::Number:
        return u"a number"_s;
    case Json::Type::String:
        return u"a string"_s;
    case Json::Type::Array:
        return u"an array"_s;
    case Json::Type::Object:
        break;
    }
    return u"an object"_s;
}

const Json *Fields::present(QStringView field) const
{
    const Json *value = m_object.find(field);
    return value && !value->isNull() ? value : nullptr;
}

void Fields::refuseType(QStringView field, const QString &expected) const
{
    refuse(field, u"expected %1, got %2"_s.arg(expected, kindOf(m_object[field])));
}
