#pragma once

#include <QString>

/// By which way a server is reached. The password is held in memory and in the keychain only: whatever stores this leaves it out.
struct ProxyChoice {
    enum class Kind {
        System, ///< What the desktop or the environment says.
        None, ///< Directly, whatever they say.
        Http,
        Socks5,
    };

    Kind kind = Kind::System;
    /// Without a scheme; for Http and Socks5 only, like all that follows.
    QString host;
    quint16 port = 0;
    /// Empty where the proxy asks nobody's name.
    QString user;
    QString password;

    bool isNamed() const { return kind == Kind::Http || kind == Kind::Socks5; }
    bool operator==(const ProxyChoice &) const = default;
};
