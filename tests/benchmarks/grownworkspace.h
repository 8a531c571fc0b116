#pragma once

#include "app/localserver/database.h"
#include "app/localserver/localserver.h"
#include "tests/benchmarks/doccorpus.h"
#include "tests/benchmarks/keptconnection.h"

#include <QTemporaryDir>

/// A local server with one dataset that grows, and beside it a bare SQLite file with the same texts in FTS5 (table fts: body, cut into
/// words as ours) and the same rows (table rows, rowid as in fts). Both are thrown away at the end.
class GrownWorkspace
{
public:
    /// Seconds that one step of the growth took.
    struct Growth {
        qint64 chunks = 0;
        /// Until the server had accepted them, and until all could be found.
        double accepted = 0;
        double searchable = 0;
        /// Into FTS5 alone, in transactions of as many rows as our indexer's largest batch has.
        double bare = 0;
    };

    explicit GrownWorkspace(const DocCorpus &corpus);

    enum class Until {
        Indexed,
        AtRest, ///< The server has merged what it had to. It never comes to rest while somebody else writes.
    };
    /// The count of chunks only ever grows.
    Growth growTo(qint64 count, Until until = Until::AtRest);
    /// Seconds that the first ones take in a bare file of their own with transactions of that many rows.
    double bareSeconds(qint64 count, qint64 rowsInTransaction) const;
    qint64 count() const { return m_count; }

    /// A connection of its own that sends the key, and the dataset's id or that of another one.
    std::unique_ptr<KeptConnection> connected(const QByteArray &datasetId = {}) const;
    QByteArray newDataset(const QByteArray &name, const QByteArray &configuration = "{}") const;
    /// Returns when nothing waits to be indexed.
    void waitUntilIndexed(KeptConnection &http) const;

    const QByteArray &datasetId() const { return m_datasetId; }
    QByteArray organizationId() const { return m_server->organizationId().toUtf8(); }
    quint16 port() const;
    QString path() const { return m_folder.filePath(QStringLiteral("server/workspace.db")); }
    QString barePath() const { return m_folder.filePath(QStringLiteral("bare.db")); }
    /// A new connection that reads as the server's readers do.
    static std::unique_ptr<Database> reader(const QString &path);

private:
    void waitUntilTidy() const;
    static void makeBare(Database &database);
    QByteArray chunkJson(qint64 number, const DocCorpus::Piece &piece) const;
    void addRows(qint64 first, qint64 end);

    const DocCorpus &m_corpus;
    QTemporaryDir m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<Database> m_bare;
    QByteArray m_datasetId;
    qint64 m_count = 0;
};
