#pragma once

#include "app/values/requestrecord.h"

/// Takes what must not be kept out of what is kept: headers that are not known to be harmless, the values of members that hold a secret by
/// their name (LLM_API_KEY, api_key, password...), signed addresses, and the connection's own key wherever it stands.
class SecretMask
{
public:
    /// What stands in a secret's place.
    static const QString &mask();

    explicit SecretMask(const QString &key);

    QString header(const QString &name, const QString &value) const;
    /// The beginning of a body in UTF-8, at most limit bytes, never cut inside a character or a secret.
    QByteArray body(const QByteArray &body, qsizetype limit) const;
    QString text(const QString &text) const;

private:
    QString m_key;
};
