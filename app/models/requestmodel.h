#pragma once

#include "app/api/requesthistory.h"

#include <QAbstractTableModel>

/// The logged requests, the newest first, those that fit a text and a few questions; new ones appear as they are made. The rows are light;
/// the whole request is read when somebody looks at it. The history must outlive it.
class RequestModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, MethodColumn, PathColumn, StatusColumn, DurationColumn, SentColumn, ReceivedColumn, ProfileColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of a cell: QDateTime, numbers, text.
        FailedRole, ///< Whether no good answer came.
    };

    explicit RequestModel(RequestHistory &history, QObject *parent = nullptr);

    /// Reads the log for the first time, or anew.
    void load();
    void setText(const QString &text);
    void setOnlyFailures(bool only);
    /// Only requests that went to that dataset; all where it is empty.
    void setDataset(const QString &dataset);

    RequestHistory &history() { return m_history; }
    bool isLoading() const { return m_loading; }
    /// Null where there is no such row.
    const RequestHistory::Entry *entryAt(int row) const;
    /// With headers and bodies.
    Result<RequestRecord> recordAt(int row) const;
    /// See RequestHistory::saveArchive; of what is listed.
    void saveArchive(const QString &path, QObject *context, std::function<void(const QString &fault)> saved);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loadingChanged();

private:
    bool fits(const RequestRecord &summary) const;
    bool isWanted(const RequestHistory::Entry &entry) const;
    void adopt(const QList<RequestHistory::Entry> &entries);
    void prepend(const RequestHistory::Entry &entry);
    QVariant text(const RequestRecord &summary, int column) const;
    QString toolTip(const RequestRecord &summary, int column) const;
    QVariant raw(const RequestRecord &summary, int column) const;

    RequestHistory &m_history;
    QList<RequestHistory::Entry> m_entries;
    /// What was logged while the log is read, the oldest first.
    QList<RequestHistory::Entry> m_arrived;
    QString m_text;
    QString m_dataset;
    bool m_onlyFailures = false;
    bool m_loading = false;
};
