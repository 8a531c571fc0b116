#pragma once

#include "app/api/apiclient.h"

#include <QAbstractListModel>

/// The conversations of a dataset, the last used one first. Rows survive a failed refresh; changes are shown when the server
/// confirmed them. The client must outlive it.
class TopicModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, LastUsedRole };
    enum class State { Idle, Loading, Failed };

    /// Servers list topics by owner alone, and an owner is any text the client chooses. One fixed owner shows the same conversations
    /// to everyone who administers the dataset, on every computer.
    static const QString &owner();

    explicit TopicModel(const ApiClient &client, QObject *parent = nullptr);

    State state() const { return m_state; }
    const std::optional<Error> &error() const { return m_error; }
    const Topic &topic(int row) const { return m_topics.at(row); }
    /// -1 where it is not in the list.
    int rowOf(const TopicId &id) const;

    void showDataset(const DatasetId &dataset);
    void refresh();
    /// The name changes when the server confirmed it; renameRefused otherwise.
    void rename(const TopicId &id, const QString &name);
    void remove(const TopicId &id);
    /// A topic that was made or used right now goes to the top.
    void adopt(const Topic &topic);
    void markUsed(const TopicId &id);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole and EditRole: the name; IdRole: its text; LastUsedRole: a QDateTime in UTC.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// EditRole asks the server for another name; false where it is empty or the same.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void stateChanged();
    void renameRefused(const TopicId &id, const Error &error);
    void removed(const TopicId &id);
    void removeRefused(const TopicId &id, const Error &error);

private:
    void adoptList(const Result<QList<Topic>> &topics);
    void adoptName(const TopicId &id, const QString &name);
    void drop(const TopicId &id);
    void setState(State state, std::optional<Error> error = {});

    const ApiClient &m_client;
    DatasetId m_dataset;
    QList<Topic> m_topics;
    State m_state = State::Idle;
    std::optional<Error> m_error;
    Call<QList<Topic>> m_list;
    // Renames and removals of several topics may be under way; each ends with the model or the dataset's change.
    std::unique_ptr<QObject> m_changes;
};
