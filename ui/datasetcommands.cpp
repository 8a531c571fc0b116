#include "ui/datasetcommands.h"

#include "ui/dialogs/adddocumentsdialog.h"
#include "ui/dialogs/deletedatasetdialog.h"
#include "ui/dialogs/newdatasetdialog.h"
#include "ui/dialogs/renamedatasetdialog.h"
#include "ui/icons.h"
#include "ui/workspace.h"
#include "ui/writelock.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

DatasetCommands::DatasetCommands(QWidget *window)
    : QObject(window), m_window(window), m_ownersLock(new WriteLock(Error::Role::Owner, this)),
      m_adminsLock(new WriteLock(Error::Role::Admin, this))
{
    m_create = action(tr("&New dataset\u2026"), u"add"_s, u"actionNewDataset"_s, &DatasetCommands::create);
    m_create->setShortcut(QKeySequence(u"Ctrl+Shift+N"_s));
    m_create->setToolTip(tr("New dataset (Ctrl+Shift+N)"));
    m_addDocuments = action(tr("&Add documents\u2026"), u"document"_s, u"actionAddDocuments"_s, &DatasetCommands::addDocuments);
    m_addDocuments->setShortcut(QKeySequence(u"Ctrl+O"_s));
    m_settings = action(tr("&Settings"), u"settings"_s, u"actionDatasetSettings"_s, &DatasetCommands::openSettings);
    m_rename = action(tr("&Rename\u2026"), u"edit"_s, u"actionRenameDataset"_s, &DatasetCommands::rename);
    m_copyId = action(tr("&Copy id"), u"copy"_s, u"actionCopyDatasetId"_s, &DatasetCommands::copyId);
    m_remove = action(tr("&Delete\u2026"), u"trash"_s, u"actionDeleteDataset"_s, &DatasetCommands::remove);
    m_ownersLock->add({m_create, m_rename, m_remove});
    m_adminsLock->add({m_addDocuments});
    updateActions();
}

QAction *DatasetCommands::action(const QString &text, const QString &iconName, const QString &objectName, void (DatasetCommands::*run)())
{
    auto *made = new QAction(icon(iconName), text, this);
    made->setObjectName(objectName);
    connect(made, &QAction::triggered, this, run);
    return made;
}

QList<QAction *> DatasetCommands::datasetActions() const
{
    return {m_settings, m_rename, m_copyId, m_remove};
}

void DatasetCommands::setWorkspace(Workspace *workspace)
{
    // It holds the client of the session that goes.
    delete m_dialog;
    m_workspace = workspace;
    if (workspace)
        followDeletions(workspace->datasets());
    for (WriteLock *lock : {m_ownersLock, m_adminsLock})
        lock->follow(workspace ? &workspace->client() : nullptr);
    updateActions();
}

void DatasetCommands::updateActions()
{
    const bool chosen = m_workspace && m_workspace->dataset();
    m_create->setEnabled(m_workspace != nullptr);
    const auto onDataset = datasetActions() << m_addDocuments;
    for (QAction *each : onDataset)
        each->setEnabled(chosen);
}

DatasetId DatasetCommands::target() const
{
    const DatasetId ofMenu = m_target ? m_target() : DatasetId();
    const Dataset *shown = m_workspace->dataset();
    return ofMenu.isEmpty() && shown ? shown->id : ofMenu;
}

void DatasetCommands::open(QDialog *dialog)
{
    m_dialog = dialog;
    dialog->open();
}

void DatasetCommands::create()
{
    auto *dialog = new NewDatasetDialog(m_workspace->client(), m_window);
    connect(dialog, &NewDatasetDialog::created, this, &DatasetCommands::adoptCreated);
    open(dialog);
}

void DatasetCommands::adoptCreated(const Dataset &dataset)
{
    m_workspace->datasets().adopt(dataset);
    m_workspace->datasets().recount(dataset.id);
    m_workspace->openDataset(dataset.id);
    Q_EMIT statusMessage(tr("The dataset \u201C%1\u201D was created.").arg(dataset.name));
}

void DatasetCommands::openSettings()
{
    m_workspace->openDatasetPage(target(), pageid::settings);
}

void DatasetCommands::rename()
{
    const Dataset *dataset = m_workspace->datasets().find(target());
    if (!dataset)
        return;
    auto *dialog = new RenameDatasetDialog(m_workspace->client(), *dataset, m_window);
    connect(dialog, &RenameDatasetDialog::renamed, this, [this](const Dataset &renamed) {
        m_workspace->datasets().adopt(renamed);
        Q_EMIT statusMessage(tr("The dataset is called \u201C%1\u201D now.").arg(renamed.name));
    });
    open(dialog);
}

void DatasetCommands::copyId()
{
    QGuiApplication::clipboard()->setText(target().text());
    Q_EMIT statusMessage(tr("The id of the dataset was copied."));
}

void DatasetCommands::remove()
{
    const Dataset *dataset = m_workspace->datasets().find(target());
    if (!dataset)
        return;
    auto *dialog = new DeleteDatasetDialog(m_workspace->client(), *dataset, m_window);
    connect(dialog, &DeleteDatasetDialog::deletionAccepted, this, &DatasetCommands::noteDeleting);
    open(dialog);
}

void DatasetCommands::noteDeleting(const DatasetId &dataset)
{
    m_deletedNames.insert(dataset, nameOf(dataset));
    Q_EMIT statusMessage(tr("The dataset \u201C%1\u201D is being deleted.").arg(nameOf(dataset)));
    m_workspace->datasets().noteDeleting(dataset);
}

void DatasetCommands::followDeletions(const DatasetModel &datasets)
{
    connect(&datasets, &DatasetModel::deletionConfirmed, this, &DatasetCommands::adoptRemoved);
    connect(&datasets, &DatasetModel::deletionDoubted, this, [this](const DatasetId &dataset, DeletionWatch::Doubt doubt, const QString &reason) {
        m_workspace->showDoubt(doubt == DeletionWatch::Doubt::Failed ? deletionFailed(nameOf(dataset), reason) : deletionNotSeen(nameOf(dataset)));
    });
}

QString DatasetCommands::deletionFailed(const QString &name, const QString &reason)
{
    const QString sentence = tr("The dataset \u201C%1\u201D was not deleted: the server accepted it and then failed.").arg(name);
    return reason.isEmpty() ? sentence : sentence + u' ' + tr("It says: %1").arg(reason);
}

QString DatasetCommands::deletionNotSeen(const QString &name)
{
    return tr("The server accepted the deletion of \u201C%1\u201D, but the dataset is still there: not confirmed. It may take longer; refresh to see.")
        .arg(name);
}

QString DatasetCommands::nameOf(const DatasetId &dataset) const
{
    const Dataset *known = m_workspace->datasets().find(dataset);
    return known ? known->name : m_deletedNames.value(dataset, dataset.text());
}

void DatasetCommands::adoptRemoved(const DatasetId &dataset)
{
    const QString name = nameOf(dataset);
    m_workspace->forget(dataset);
    Q_EMIT statusMessage(tr("The dataset \u201C%1\u201D was deleted.").arg(name));
}

void DatasetCommands::addDocuments()
{
    const Dataset *dataset = m_workspace->datasets().find(target());
    if (!dataset)
        return;
    auto *dialog = new AddDocumentsDialog(m_workspace->client(), *dataset, m_window);
    connect(dialog, &AddDocumentsDialog::finishedAdding, this, [this, id = dataset->id] {
        m_workspace->datasets().recount(id);
        m_workspace->refresh();
    });
    connect(dialog, &AddDocumentsDialog::chunksRequested, this, [this, id = dataset->id] { m_workspace->openDatasetPage(id, pageid::chunks); });
    open(dialog);
}
