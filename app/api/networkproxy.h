#pragma once

#include "app/values/proxychoice.h"

#include <QNetworkProxy>
#include <QUrl>

/// What the network library makes of a choice of proxy.
namespace networkproxy {

/// For a named proxy, or none; the system's is a factory's to find for each address.
QNetworkProxy of(const ProxyChoice &choice);
/// The one for that address, the system's included.
QNetworkProxy forAddress(const ProxyChoice &choice, const QUrl &url);

/// What tells that proxy who asks, for a request in the clear, of which it is told itself; empty where there is nothing to tell.
QByteArray authorization(const ProxyChoice &choice, const QUrl &url);

}
