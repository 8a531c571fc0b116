#pragma once

#include <QSslConfiguration>
#include <QTemporaryDir>

/// Certificates for one run of a test, made by openssl in a folder that goes with this: an authority "ca", and what it signed for
/// 127.0.0.1 ("good"), for another name ("othername"), for yesterday ("expired"), for a client ("client", key locked with "open sesame");
/// "selfsigned" vouches for itself. Each has NAME.pem and NAME.key.
class Certificates
{
public:
    /// Empty where all went well, else what openssl said.
    QString make();

    QString certificate(const QString &name) const { return m_folder.filePath(name + QStringLiteral(".pem")); }
    QString key(const QString &name) const { return m_folder.filePath(name + QStringLiteral(".key")); }
    QString folder() const { return m_folder.path(); }
    /// What a server shows; with wantsClients it refuses clients whose certificate the authority did not sign.
    QSslConfiguration server(const QString &name, bool wantsClients = false) const;

private:
    QString run(const QStringList &arguments) const;
    QString sign(const QString &name, const QByteArray &names, int days) const;

    QTemporaryDir m_folder;
};
