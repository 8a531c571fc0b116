#pragma once

#include "app/models/deletionwatch.h"
#include "app/models/pagedmodel.h"

#include <map>

/// The datasets of the organization, all of them: pages are asked for one after the other until a short one. Rows survive a refresh that fails.
/// A key that may see one dataset only gets that one. Writes are adopted with the server's own copy.
/// The client must outlive it. Secrets that a server repeats in its answer to a change are not kept.
class DatasetModel : public PagedModel
{
    Q_OBJECT

public:
    enum DatasetRole {
        ChunkCountRole = IdRole + 1, ///< qlonglong; invalid where the server did not say.
        TrackingIdRole, ///< QString, empty for none.
        DeletionRole, ///< A Deletion, as int.
    };
    enum class Deletion {
        None,
        Pending, ///< The server has accepted it, and the dataset is still there.
        NotConfirmed, ///< It was accepted, and the dataset is there all the same.
    };

    explicit DatasetModel(const ApiClient &client, QObject *parent = nullptr);

    /// Asks for the whole list, or for that one dataset where its id is given.
    void load(const DatasetId &only = {});
    /// Null where there is none such; valid until the next change of the model.
    const Dataset *find(const DatasetId &id) const;
    /// Every page has come (or the one dataset).
    bool isWhole() const { return hasLoaded() && state() == State::Idle && isComplete(); }

    /// A dataset as the server gave it after a write: changes its row, or makes one. A count that the copy lacks is kept.
    void adopt(const Dataset &dataset);
    void remove(const DatasetId &id);
    /// The server has accepted its deletion: it stays listed until it is gone there.
    void noteDeleting(const DatasetId &id);
    DeletionWatch &deletionWatch() { return m_deletions; }
    /// Asks for the number of chunks anew; a failure changes nothing.
    void recount(const DatasetId &id);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    /// A deletion that was noted came true; the dataset is still listed.
    void deletionConfirmed(const DatasetId &id);
    /// The dataset stays listed. reason is the server's, where it gave one.
    void deletionDoubted(const DatasetId &id, DeletionWatch::Doubt doubt, const QString &reason);

private:
    Request ask(const Place &place, Answer answer) override;
    bool goesOnFromIds() const override { return false; }
    bool hasBody(const QString &id) const override { return m_datasets.contains(id); }
    void forgetBodiesExcept(const QStringList &ids) override;
    Page pageOf(const QList<Dataset> &datasets);
    void keep(Dataset dataset);
    Deletion deletionOf(const QString &id) const;
    QString toolTip(const Dataset &dataset) const;
    void onGone(const QString &id);
    void onDoubted(const QString &id, DeletionWatch::Doubt doubt, const QString &reason);

    const ApiClient &m_client;
    DatasetId m_only;
    QHash<QString, Dataset> m_datasets;
    std::map<QString, Call<qint64>> m_counts;
    DeletionWatch m_deletions;
    QSet<QString> m_notConfirmed;
};
