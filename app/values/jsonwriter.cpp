#include "app/values/jsonwriter.h"

#include "app/values/jsontext.h"

#include <algorithm>

QByteArray &JsonWriter::item()
{
    if (m_wantsComma)
        m_bytes += ',';
    m_wantsComma = true;
    return m_bytes;
}

void JsonWriter::begin(char bracket)
{
    item() += bracket;
    m_wantsComma = false;
}

void JsonWriter::end(char bracket)
{
    m_bytes += bracket;
    m_wantsComma = true;
}

void JsonWriter::name(QStringView name)
{
    item() += '"';
    const qsizetype before = m_bytes.size();
    m_bytes.resize(before + name.size());
    std::transform(name.begin(), name.end(), m_bytes.begin() + before, [](QChar c) { return c.toLatin1(); });
    m_bytes += "\":";
    m_wantsComma = false;
}

void JsonWriter::value(const QString &text)
{
    jsontext::write(item(), text);
}

void JsonWriter::value(const QStringList &texts)
{
    beginArray();
    for (const QString &text : texts)
        value(text);
    endArray();
}

void JsonWriter::value(const Json &json)
{
    json.write(item());
}
