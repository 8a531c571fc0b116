#include "ui/profileconnection.h"

#include "app/api/tls.h"

Result<Connection> connectionOf(const Profile &profile, const ProfileSecrets &secrets)
{
    TlsFiles files = profile.tls;
    files.passphrase = secrets.passphrase;
    const auto tls = Tls::load(files);
    if (!tls)
        return tls.error();
    Connection connection{.baseUrl = profile.url, .apiKey = secrets.key, .organization = profile.organization, .isReadOnly = profile.isReadOnly};
    connection.profile = profile.name;
    connection.headers = profile.headers;
    for (ExtraHeader &header : connection.headers) {
        if (header.isSecret)
            header.value = secrets.headers.value(header.name);
    }
    connection.proxy = profile.proxy;
    connection.proxy.password = secrets.proxyPassword;
    connection.tls = *tls;
    return connection;
}
