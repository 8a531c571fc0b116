#pragma once

#include "app/values/requestrecord.h"

struct Connection;

/// Takes what must not be kept out of what is kept: headers that are not known to be harmless, the values of members and of parameters in
/// addresses that hold a secret by their name (LLM_API_KEY, password, X-Amz-Signature ...), passwords in addresses, and the connection's own
/// secrets (key, proxy's password, secret headers) wherever they stand. JSON inside of a JSON text counts, too.
class SecretMask
{
public:
    /// What stands in a secret's place.
    static const QString &mask();

    explicit SecretMask(const Connection &connection);

    QString header(const QString &name, const QString &value) const;
    /// The beginning of a body in UTF-8, at most limit bytes, never cut inside a character or a secret.
    QByteArray body(const QByteArray &body, qsizetype limit) const;
    QString text(const QString &text) const;

private:
    QByteArray scrubbed(QByteArray utf8) const;

    QList<QByteArray> m_secrets;
};
