#pragma once

#include <QString>

struct MHD_Daemon;

/// The least that answers with a chunk: libmicrohttpd with a thread for each connection, and in its handler one SELECT by id on the
/// table rows of a bare file, which makes the JSON too. No key, no checks, no routes.
class BareChunkServer
{
public:
    explicit BareChunkServer(const QString &database);
    ~BareChunkServer();
    BareChunkServer(const BareChunkServer &) = delete;
    BareChunkServer &operator=(const BareChunkServer &) = delete;

    quint16 port() const;
    const QString &path() const { return m_path; }

private:
    QString m_path;
    MHD_Daemon *m_daemon = nullptr;
};
