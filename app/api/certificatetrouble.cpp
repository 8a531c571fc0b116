#include "app/api/certificatetrouble.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

constexpr auto wordsProperty = "retrieverCertificateTrouble";

QString namesOf(const QSslCertificate &certificate)
{
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty())
        names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    return names.join(u", "_s);
}

QString sentence(const QSslError &fault, const QString &host)
{
    const QSslCertificate certificate = fault.certificate();
    switch (fault.error()) {
    case QSslError::HostNameMismatch: return u"It is for another name: %1, not %2."_s.arg(namesOf(certificate), host);
    case QSslError::CertificateExpired: return u"It expired on %1."_s.arg(certificate.expiryDate().toUTC().toString(Qt::ISODate));
    case QSslError::CertificateNotYetValid: return u"It is valid only from %1 on. Is this computer's clock right?"_s.arg(certificate.effectiveDate().toUTC().toString(Qt::ISODate));
    case QSslError::SelfSignedCertificate: return u"It signed itself, so nobody vouches for it."_s;
    case QSslError::SelfSignedCertificateInChain: return u"It was signed by an authority that is not known here."_s;
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted: return u"Its issuer is unknown here."_s;
    case QSslError::CertificateRevoked: return u"It was revoked."_s;
    case QSslError::CertificateBlacklisted: return u"It is known to be forged."_s;
    case QSslError::NoPeerCertificate: return u"The server showed no certificate."_s;
    default: return fault.errorString() + u'.';
    }
}

QString distinguished(const QSslCertificate &certificate, bool ofIssuer)
{
    QStringList parts;
    for (const QSslCertificate::SubjectInfo field : {QSslCertificate::CommonName, QSslCertificate::OrganizationalUnitName, QSslCertificate::Organization}) {
        const QStringList values = ofIssuer ? certificate.issuerInfo(field) : certificate.subjectInfo(field);
        parts += values;
    }
    parts.removeDuplicates();
    return parts.isEmpty() ? u"(nameless)"_s : parts.join(u", "_s);
}

QString portrait(const QSslCertificate &certificate)
{
    const QString fingerprint = QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':').toUpper());
    return u"Subject: %1\nIssuer: %2\nValid: %3 to %4\nSHA-256: %5"_s.arg(distinguished(certificate, false), distinguished(certificate, true),
        certificate.effectiveDate().toUTC().toString(Qt::ISODate), certificate.expiryDate().toUTC().toString(Qt::ISODate), fingerprint);
}

}

Error certificatetrouble::of(const QList<QSslError> &faults, const QString &host)
{
    QStringList sentences;
    QSslCertificate certificate;
    for (const QSslError &fault : faults) {
        sentences.append(sentence(fault, host));
        if (certificate.isNull() || fault.error() == QSslError::HostNameMismatch)
            certificate = fault.certificate();
    }
    sentences.removeDuplicates();
    QString words = sentences.join(u' ');
    if (!certificate.isNull())
        words += u'\n' + portrait(certificate);
    return {Error::Kind::Untrusted, 0, words, {}};
}

void certificatetrouble::watch(QNetworkReply &reply)
{
    QObject::connect(&reply, &QNetworkReply::sslErrors, &reply, [&reply](const QList<QSslError> &faults) {
        reply.setProperty(wordsProperty, of(faults, reply.url().host()).message);
    });
}

std::optional<Error> certificatetrouble::of(const QNetworkReply &reply)
{
    if (const QString words = reply.property(wordsProperty).toString(); !words.isEmpty())
        return Error{Error::Kind::Untrusted, 0, words, {}};
    if (reply.error() == QNetworkReply::SslHandshakeFailedError)
        return ofHandshake(reply.errorString());
    return {};
}

Error certificatetrouble::ofHandshake(const QString &words)
{
    const QString simple = words.simplified().left(240);
    const auto says = [&simple](QLatin1StringView part) { return simple.contains(part, Qt::CaseInsensitive); };
    if (says("certificate required"_L1) || says("alert bad certificate"_L1) || says("alert handshake failure"_L1))
        return {Error::Kind::Untrusted, 0, u"The server wants a client certificate, or does not accept the one of this connection. (%1)"_s.arg(simple), {}};
    if (says("alert unknown ca"_L1) || says("alert certificate unknown"_L1) || says("alert certificate expired"_L1))
        return {Error::Kind::Untrusted, 0, u"The server does not accept the client certificate of this connection. (%1)"_s.arg(simple), {}};
    if (says("wrong version number"_L1) || says("packet length too long"_L1) || says("http request"_L1))
        return {Error::Kind::Untrusted, 0, u"What listens there does not speak TLS. Perhaps the address has to begin with http://. (%1)"_s.arg(simple), {}};
    return {Error::Kind::Untrusted, 0, u"No safe connection could be agreed on. (%1)"_s.arg(simple), {}};
}
