#include "app/api/tls.h"

#include "app/api/errormapping.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace {

/// No PEM file is larger; a path to something else must not fill the memory.
constexpr qint64 mostBytes = 4 * 1024 * 1024;

Error fault(const QString &what)
{
    Error error = errormapping::refused(what);
    error.kind = Error::Kind::Untrusted;
    return error;
}

Result<QByteArray> bytesOf(const QString &path, const QString &what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(u"The %1 %2 cannot be read: %3. Choose it again."_s.arg(what, path, file.errorString()));
    return file.read(mostBytes);
}

Result<QList<QSslCertificate>> certificatesOf(const QString &path, const QString &what)
{
    const Result<QByteArray> bytes = bytesOf(path, what);
    if (!bytes)
        return bytes.error();
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(*bytes, QSsl::Pem);
    if (certificates.isEmpty())
        return fault(u"The %1 %2 holds no certificate. It has to be a PEM file, with a line \"-----BEGIN CERTIFICATE-----\"."_s.arg(what, path));
    return certificates;
}

Result<QSslKey> keyOf(const QString &path, const QString &passphrase)
{
    const Result<QByteArray> bytes = bytesOf(path, u"key file"_s);
    if (!bytes)
        return bytes.error();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(*bytes, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.toUtf8());
        if (!key.isNull())
            return key;
    }
    if (!bytes->contains("PRIVATE KEY-----"))
        return fault(u"The key file %1 holds no private key. It has to be a PEM file, with a line \"-----BEGIN PRIVATE KEY-----\"."_s.arg(path));
    if (bytes->contains("ENCRYPTED") && passphrase.isEmpty())
        return fault(u"The key file %1 is locked with a passphrase. Enter it."_s.arg(path));
    return fault(u"The key file %1 cannot be read: the passphrase is wrong, or its kind of key is unknown here."_s.arg(path));
}

std::optional<Error> showOurselves(QSslConfiguration &configuration, const TlsFiles &files)
{
    if (files.certificate.isEmpty())
        return files.key.isEmpty() ? std::optional<Error>() : fault(u"There is a key file but no client certificate. Choose both, or neither."_s);
    const Result<QList<QSslCertificate>> chain = certificatesOf(files.certificate, u"client certificate"_s);
    if (!chain)
        return chain.error();
    const Result<QSslKey> key = keyOf(files.key.isEmpty() ? files.certificate : files.key, files.passphrase);
    if (!key)
        return key.error();
    configuration.setLocalCertificateChain(*chain);
    configuration.setPrivateKey(*key);
    return {};
}

}

Result<std::shared_ptr<const Tls>> Tls::load(const TlsFiles &files)
{
    if (files.isEmpty())
        return std::shared_ptr<const Tls>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!files.authorities.isEmpty()) {
        const Result<QList<QSslCertificate>> trusted = certificatesOf(files.authorities, u"CA file"_s);
        if (!trusted)
            return trusted.error();
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates() + *trusted);
    }
    if (const std::optional<Error> error = showOurselves(configuration, files))
        return *error;
    return std::shared_ptr<const Tls>(new Tls(configuration));
}
