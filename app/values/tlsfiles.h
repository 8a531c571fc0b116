#pragma once

#include <QString>

/// The PEM files that make a connection trusted, on both sides; empty paths where there is none. The passphrase is held in memory and
/// in the keychain only: whatever stores this leaves it out.
struct TlsFiles {
    /// Certificates that are trusted besides the system's: an authority's, or a server's own that signed itself.
    QString authorities;
    /// What we show to a server that asks who we are: the certificate, after it those that lead to its authority.
    QString certificate;
    /// The private key of the certificate; empty means that it is in the certificate's file.
    QString key;
    QString passphrase;

    bool isEmpty() const { return authorities.isEmpty() && certificate.isEmpty() && key.isEmpty(); }
    bool operator==(const TlsFiles &) const = default;
};
