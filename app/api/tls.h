#pragma once

#include "app/values/result.h"
#include "app/values/tlsfiles.h"

#include <QSslConfiguration>

#include <memory>

/// Whom a connection trusts and who we are to the server, read from PEM files once. There is no way to ignore what is wrong with a
/// certificate: a server's own certificate is trusted by naming its file.
class Tls
{
public:
    /// Null where no file is named. The error names the file and what is wrong with it.
    static Result<std::shared_ptr<const Tls>> load(const TlsFiles &files);

    const QSslConfiguration &configuration() const { return m_configuration; }

private:
    explicit Tls(const QSslConfiguration &configuration) : m_configuration(configuration) { }

    QSslConfiguration m_configuration;
};
