#pragma once

#include "app/values/id.h"

#include <QDialog>
#include <QHash>
#include <QPointer>

#include <functional>

class QAction;
class Workspace;
class WriteLock;

/// What can be done with datasets as a whole: the actions of the menus and the dialogs behind them. It works on the workspace of the open
/// session and on the dataset that a menu was opened on, else the one that is shown.
class DatasetCommands : public QObject
{
    Q_OBJECT

public:
    /// Dialogs belong to the window.
    explicit DatasetCommands(QWidget *window);

    /// Null while no session is open. Dialogs of the one before are closed.
    void setWorkspace(Workspace *workspace);
    /// Answers which dataset a menu was opened on; an empty id means the one that is shown.
    void setTarget(std::function<DatasetId()> target) { m_target = std::move(target); }
    /// After the shown dataset changed.
    void updateActions();

    QAction *createAction() const { return m_create; }
    QAction *addDocumentsAction() const { return m_addDocuments; }
    /// Settings, rename, copy id, delete.
    QList<QAction *> datasetActions() const;

Q_SIGNALS:
    void statusMessage(const QString &text);

private:
    QAction *action(const QString &text, const QString &iconName, const QString &objectName, void (DatasetCommands::*run)());
    DatasetId target() const;
    void open(QDialog *dialog);
    void create();
    void openSettings();
    void rename();
    void copyId();
    void remove();
    void addDocuments();
    void adoptCreated(const struct Dataset &dataset);
    void noteDeleting(const DatasetId &dataset);
    void followDeletions(const class DatasetModel &datasets);
    static QString deletionFailed(const QString &name, const QString &reason);
    static QString deletionNotSeen(const QString &name);
    QString nameOf(const DatasetId &dataset) const;
    void adoptRemoved(const DatasetId &dataset);

    QWidget *m_window = nullptr;
    WriteLock *m_ownersLock = nullptr;
    WriteLock *m_adminsLock = nullptr;
    Workspace *m_workspace = nullptr;
    std::function<DatasetId()> m_target;
    QPointer<QDialog> m_dialog;
    /// A list that is read again may lack them before it is said that they are gone.
    QHash<DatasetId, QString> m_deletedNames;
    QAction *m_create = nullptr;
    QAction *m_addDocuments = nullptr;
    QAction *m_settings = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_copyId = nullptr;
    QAction *m_remove = nullptr;
};
