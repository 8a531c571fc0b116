#pragma once

#include "app/values/json.h"

/// A JSON number that keeps its spelling: a weight of 0.50 and a latitude of -34 go back the way they came.
class Number
{
public:
    Number() = default;
    Number(double value);
    Number(int value) : m_text(QByteArray::number(value)) { }
    /// Nothing where the text (after trimming) is not a JSON number.
    static std::optional<Number> fromText(QStringView text);
    static std::optional<Number> fromJson(const Json &json);

    double toDouble() const { return m_text.toDouble(); }
    QString text() const { return QString::fromLatin1(m_text); }
    Json json() const { return Json::number(m_text); }

    bool operator==(const Number &other) const { return m_text == other.m_text; }

private:
    QByteArray m_text = QByteArrayLiteral("0");
};
