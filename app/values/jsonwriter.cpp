#include "app/values/jsonwriter.h"

#include "app/values/jsontext.h"

QByteArray &JsonWriter::item()
{
    if (!m_bytes.isEmpty() && !m_bytes.endsWith('[') && !m_bytes.endsWith('{') && !m_bytes.endsWith(':'))
        m_bytes += ',';
    return m_bytes;
}

void JsonWriter::begin(char bracket)
{
    item() += bracket;
}

void JsonWriter::end(char bracket)
{
    m_bytes += bracket;
}

void JsonWriter::name(QStringView name)
{
    item() += '"';
    for (const QChar c : name)
        m_bytes += c.toLatin1();
    m_bytes += "\":";
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
