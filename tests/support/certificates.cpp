#include "tests/support/certificates.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace {

const QStringList newKey{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s};

}

QString Certificates::run(const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished())
        return u"openssl did not run: "_s + process.errorString();
    return process.exitCode() == 0 ? QString() : QString::fromUtf8(process.readAll());
}

QString Certificates::sign(const QString &name, const QByteArray &names, int days) const
{
    QFile extensions(m_folder.filePath(name + u".ext"_s));
    if (!extensions.open(QIODevice::WriteOnly) || extensions.write("subjectAltName=" + names) < 0)
        return extensions.errorString();
    extensions.close();
    const QString request = run(QStringList{u"req"_s, u"-new"_s} + newKey
        + QStringList{u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".csr"_s, u"-subj"_s, u"/CN="_s + name + u"/O=Retriever Tests"_s});
    if (!request.isEmpty())
        return request;
    return run({u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, u"ca.pem"_s, u"-CAkey"_s, u"ca.key"_s, u"-CAcreateserial"_s, u"-days"_s,
        QString::number(days), u"-extfile"_s, name + u".ext"_s, u"-out"_s, name + u".pem"_s});
}

QString Certificates::make()
{
    const auto alone = [this](const QString &name, const QString &subject, const QStringList &more) {
        return run(QStringList{u"req"_s, u"-x509"_s} + newKey
            + QStringList{u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s, u"-subj"_s, subject, u"-days"_s, u"30"_s} + more);
    };
    QString fault = alone(u"ca"_s, u"/CN=Test Authority/O=Retriever Tests"_s, {});
    fault += alone(u"selfsigned"_s, u"/CN=selfsigned/O=Retriever Tests"_s, {u"-addext"_s, u"subjectAltName=IP:127.0.0.1"_s});
    fault += sign(u"good"_s, "IP:127.0.0.1"_ba, 30);
    fault += sign(u"othername"_s, "DNS:other.example"_ba, 30);
    fault += sign(u"expired"_s, "IP:127.0.0.1"_ba, -1);
    fault += sign(u"client"_s, "email:me@example.org"_ba, 30);
    if (!fault.isEmpty())
        return fault;
    if (!QFile::rename(key(u"client"_s), key(u"open"_s)))
        return u"client.key cannot be renamed"_s;
    return run({u"pkcs8"_s, u"-topk8"_s, u"-in"_s, u"open.key"_s, u"-passout"_s, u"pass:open sesame"_s, u"-out"_s, u"client.key"_s});
}

QSslConfiguration Certificates::server(const QString &name, bool wantsClients) const
{
    QFile keyFile(key(name));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate(name)));
    if (keyFile.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    if (wantsClients) {
        configuration.setCaCertificates(QSslCertificate::fromPath(certificate(u"ca"_s)));
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    }
    return configuration;
}
