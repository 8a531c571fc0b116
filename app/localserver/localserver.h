#pragma once

#include "app/values/result.h"

#include <QString>

#include <memory>

/// How the embedded server is started.
struct LocalServerOptions {
    /// Holds the database and nothing of anybody else's; made if missing.
    QString dataFolder;
    /// 0 takes a free one.
    quint16 port = 0;
    /// What clients must send; empty makes a random one of 256 bits.
    QString key;
};

/// The embedded Trieve-compatible server: HTTP on 127.0.0.1 only, SQLite in the data folder, threads of its own. It knows
/// nothing of the window and can run without one. Start and destroy it from one thread; requests are served until the destructor,
/// which lets running writes finish and ends open streams.
class LocalServer
{
public:
    /// Rejected, with a sentence for the user, where the data folder is in use by another process, cannot be written or is damaged,
    /// or the port is taken.
    static Result<std::unique_ptr<LocalServer>> start(const LocalServerOptions &options);
    ~LocalServer();
    LocalServer(const LocalServer &) = delete;
    LocalServer &operator=(const LocalServer &) = delete;

    /// "http://127.0.0.1:PORT"
    QString url() const;
    QString key() const;
    /// The one organization that a data folder holds; stays the same over restarts.
    QString organizationId() const;

private:
    class Private;
    explicit LocalServer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};
