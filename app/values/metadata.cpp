#include "app/values/metadata.h"

Result<Metadata> Metadata::fromText(const QString &text)
{
    const QByteArray utf8 = text.trimmed().toUtf8();
    if (utf8.isEmpty())
        return Metadata();
    const auto json = Json::parse(utf8);
    if (!json)
        return json.error();
    return Metadata(utf8, true);
}

QString Metadata::readableText() const
{
    if (isNull())
        return {};
    return QString::fromUtf8(m_typed ? m_text : json().toIndentedBytes());
}

bool Metadata::operator==(const Metadata &other) const
{
    return m_text == other.m_text || json() == other.json();
}
