#pragma once

#include "app/values/json.h"

/// Writes JSON straight to bytes, where a Json would be made only to be written and thrown away. Commas are its own business; that what
/// is opened is closed, and that members of an object have names, is the caller's.
class JsonWriter
{
public:
    /// About how many bytes it will be.
    explicit JsonWriter(qsizetype expected) { m_bytes.reserve(expected); }

    void beginObject() { begin('{'); }
    void endObject() { end('}'); }
    void beginArray() { begin('['); }
    void endArray() { end(']'); }
    /// Of the value that comes next; ASCII, without anything that has to be escaped.
    void name(QStringView name);
    void value(const QString &text);
    void value(const QStringList &texts);
    void value(bool truth) { item() += truth ? "true" : "false"; }
    void value(const Json &json);
    /// Such as null or []; written as it stands.
    void literal(const char *json) { item() += json; }

    QByteArray bytes() && { return std::move(m_bytes); }

private:
    /// The bytes, with a comma where one belongs.
    QByteArray &item();
    void begin(char bracket);
    void end(char bracket);

    QByteArray m_bytes;
    bool m_wantsComma = false;
};
