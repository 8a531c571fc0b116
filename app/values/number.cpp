#include "app/values/number.h"

Number::Number(double value) : m_text(Json(value).numberText())
{
    if (m_text.isEmpty())
        m_text = QByteArrayLiteral("0");
}

std::optional<Number> Number::fromText(QStringView text)
{
    return fromJson(Json::number(text.trimmed().toUtf8()));
}

std::optional<Number> Number::fromJson(const Json &json)
{
    if (!json.isNumber())
        return std::nullopt;
    Number number;
    number.m_text = json.numberText();
    return number;
}
