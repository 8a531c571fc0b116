#pragma once

#include <QByteArray>

struct MHD_Daemon;

/// The least that passes a stream on: libmicrohttpd with a thread for each connection that reads an address with libcurl and hands out
/// each byte as it came. It asks nothing, stores nothing and understands nothing.
class BareRelay
{
public:
    /// Whatever is posted to it is posted to that address.
    explicit BareRelay(const QByteArray &address);
    ~BareRelay();
    BareRelay(const BareRelay &) = delete;
    BareRelay &operator=(const BareRelay &) = delete;

    quint16 port() const;
    const QByteArray &address() const { return m_address; }

private:
    QByteArray m_address;
    MHD_Daemon *m_daemon = nullptr;
};
