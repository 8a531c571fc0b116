#pragma once

#include "app/values/json.h"

/// Free JSON that a user edits. It keeps its text, so that what nobody touched goes back as it came: the spelling of numbers,
/// the order of members, and, for text that a user typed, the layout too.
class Metadata
{
public:
    Metadata() = default;
    /// From an answer of the server: compact text.
    static Metadata fromJson(const Json &json) { return Metadata(json.toBytes()); }
    /// From what a user typed; Malformed with line and column where it is not JSON. Empty text is null.
    static Result<Metadata> fromText(const QString &text);

    bool isNull() const { return m_text.isEmpty() || m_text == "null"; }
    /// The JSON text, "null" for nothing.
    QByteArray text() const { return m_text.isEmpty() ? QByteArrayLiteral("null") : m_text; }
    /// The text laid out for reading; text that a user typed comes back as typed.
    QString readableText() const;
    Json json() const { return Json::verbatim(m_text); }

    /// The same JSON, however it is laid out.
    bool operator==(const Metadata &other) const;

private:
    explicit Metadata(QByteArray text, bool typed = false) : m_text(std::move(text)), m_typed(typed) { }

    QByteArray m_text;
    bool m_typed = false;
};
