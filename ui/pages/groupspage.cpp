#include "ui/pages/groupspage.h"

#include "app/models/excerpt.h"
#include "ui/dialogs/addchunksdialog.h"
#include "ui/dialogs/deletegroupdialog.h"
#include "ui/dialogs/groupdialog.h"
#include "ui/icons.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/batchbar.h"
#include "ui/widgets/chunkcommands.h"
#include "ui/widgets/chunkpreview.h"
#include "ui/widgets/chunktable.h"
#include "ui/widgets/grouptable.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"
#include "ui/writelock.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

GroupsPage::GroupsPage(const ApiClient &client, QWidget *parent) :
    Page(parent), m_client(client), m_groups(client), m_chunks(client)
{
    setObjectName(u"groupsPage"_s);
    buildActions();
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"groupsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(groupPane());
    splitter->addWidget(chunkPane());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({380, 640});
    setFocusProxy(m_groupTable);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);

    connect(m_groupTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &GroupsPage::followCurrentGroup);
    connect(m_groupTable, &QAbstractItemView::activated, m_edit, &QAction::trigger);
    connect(&m_groups, &PagedModel::stateChanged, this, &GroupsPage::showGroupStates);
    connect(&m_groups, &PagedModel::rowsArrived, this, &GroupsPage::showGroupStates);
    connect(&m_groups, &PagedModel::rowsArrived, this, &GroupsPage::keepSelection);
    connect(&m_groups, &GroupModel::deletionConfirmed, this, &GroupsPage::sayDeleted);
    connect(&m_groups, &GroupModel::deletionDoubted, this, &GroupsPage::sayNotDeleted);
    connect(&m_groupStates->messageBar(), &MessageBar::retryRequested, &m_groups, &PagedModel::retry);
    connect(m_groupStates, &StateStack::emptyActionTriggered, this, &GroupsPage::startNew);
    connect(&m_chunks, &PagedModel::stateChanged, this, &GroupsPage::showChunkStates);
    connect(&m_chunks, &PagedModel::rowsArrived, this, &GroupsPage::showChunkStates);
    connect(&m_chunks, &ChunkModel::totalChanged, this, &GroupsPage::showChunkStates);
    connect(&m_chunkStates->messageBar(), &MessageBar::retryRequested, &m_chunks, &PagedModel::retry);
    connect(m_chunkStates, &StateStack::emptyActionTriggered, this, &GroupsPage::addChunks);
    connect(m_chunkTable, &ChunkTable::chunkSelectionChanged, this, &GroupsPage::enableActions);
    connect(m_chunkTable, &QAbstractItemView::activated, m_open, &QAction::trigger);
    connect(m_chunkTable, &ChunkTable::currentChunkChanged, this, [this] {
        if (const auto hit = m_chunks.hitAt(m_chunkTable->currentIndex().row()))
            m_preview->showHit(*hit);
    });
    connect(m_commands, &ChunkCommands::started, this, &GroupsPage::enableActions);
    connect(m_commands, &ChunkCommands::finished, this, &GroupsPage::readAgain);
    open(std::nullopt);
    showGroupStates();
}

void GroupsPage::buildActions()
{
    m_new = addPageAction(u"newGroup"_s, u"add"_s, tr("&New group"), QKeySequence::New, tr("Make a group"));
    m_edit = addPageAction(u"editGroup"_s, u"edit"_s, tr("&Edit"), {}, tr("Edit the group (Enter)"));
    m_delete = addPageAction(u"deleteGroup"_s, u"trash"_s, tr("De&lete"), {}, tr("Delete the group, with or without its chunks (Del)"));
    m_chat = addPageAction(u"chatAboutGroup"_s, u"chat"_s, tr("&Chat"), {}, tr("Chat about the chunks of the group"));
    m_add = addPageAction(u"addChunks"_s, u"add"_s, tr("&Add chunks"), {}, tr("Put chunks into the group"));
    m_takeOut = addPageAction(u"takeOutChunks"_s, u"remove"_s, tr("&Take out"), {}, tr("Take the selected chunks out of the group; they stay in the dataset"));
    m_open = addPageAction(u"openChunk"_s, u"external"_s, tr("&Open in Chunks"), {}, tr("Open the chunk on the Chunks page (Enter)"));
    lockWriting(m_client, {m_new, m_edit, m_delete, m_add, m_takeOut});
    connect(m_new, &QAction::triggered, this, &GroupsPage::startNew);
    connect(m_edit, &QAction::triggered, this, &GroupsPage::edit);
    connect(m_delete, &QAction::triggered, this, &GroupsPage::confirmDelete);
    connect(m_add, &QAction::triggered, this, &GroupsPage::addChunks);
    connect(m_takeOut, &QAction::triggered, this, &GroupsPage::takeOut);
    connect(m_open, &QAction::triggered, this, [this] {
        if (const ChunkId chunk = m_chunkTable->currentChunk(); !chunk.isEmpty())
            Q_EMIT chunkRequested(chunk);
    });
    connect(m_chat, &QAction::triggered, this, [this] {
        if (m_shown)
            Q_EMIT chatRequested({.kind = ChatScope::Kind::Group, .group = {m_shown->id, m_shown->name, m_shown->trackingId}, .chunks = {}});
    });
}

void GroupsPage::offerNewGroup()
{
    const bool mayMake = WriteLock::objection(m_client, Error::Role::Admin).isEmpty();
    m_groupStates->setEmptyPane(u"group"_s, tr("This dataset has no groups yet. A group holds chunks that belong together."), mayMake ? tr("New group") : QString());
}

QWidget *GroupsPage::groupPane()
{
    auto *bar = new ActionBar;
    bar->addPrimary(m_new, u"add"_s);
    for (QAction *action : {m_edit, m_delete, m_chat})
        bar->add(action);
    m_groupTable = new GroupTable(m_groups);
    auto *deleteKey = new QAction(this);
    deleteKey->setShortcut(QKeySequence::Delete);
    deleteKey->setShortcutContext(Qt::WidgetShortcut);
    m_groupTable->addAction(deleteKey);
    connect(deleteKey, &QAction::triggered, m_delete, &QAction::trigger);

    m_groupStates = new StateStack(m_groupTable);
    offerNewGroup();
    WriteLock::watch(m_client, this, &GroupsPage::offerNewGroup);
    auto *pane = new QWidget;
    pane->setMinimumWidth(300);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    bar->setContentsMargins(12, 8, 12, 8);
    layout->addWidget(bar);
    layout->addWidget(m_groupStates, 1);
    return pane;
}

QWidget *GroupsPage::chunkPane()
{
    m_title = new QLabel;
    m_title->setObjectName(u"groupTitle"_s);
    m_title->setProperty("look", u"title"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_description = new QLabel;
    m_description->setObjectName(u"groupDescriptionText"_s);
    m_description->setProperty("look", u"secondary"_s);
    m_description->setTextFormat(Qt::PlainText);
    m_description->setWordWrap(true);
    m_count = new QLabel;
    m_count->setObjectName(u"groupLoadedCount"_s);
    m_count->setProperty("look", u"secondary"_s);
    m_count->setContentsMargins(12, 4, 12, 4);
    m_chunkTable = new ChunkTable(m_chunks);
    m_chunkTable->setObjectName(u"groupChunkTable"_s);
    m_chunkTable->setAccessibleName(tr("Chunks of the group"));
    m_chunkStates = new StateStack(m_chunkTable);
    m_commands = new ChunkCommands(m_client, m_chunkStates->messageBar(), this);
    m_commands->setNaming([this](const ChunkId &chunk) { return wordsOf(chunk); });
    m_preview = new ChunkPreview;
    m_preview->splitter()->setObjectName(u"groupPreviewSplitter"_s);

    auto *head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(4);
    head->addWidget(m_title);
    head->addWidget(m_description);
    auto *bar = new ActionBar;
    for (QAction *action : {m_add, m_takeOut, m_open})
        bar->add(action);
    head->addWidget(bar);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_commands->bar());
    column->addWidget(m_chunkStates, 1);
    column->addWidget(m_count);
    auto *pane = new QSplitter(Qt::Vertical);
    pane->setObjectName(u"groupChunksSplitter"_s);
    pane->setChildrenCollapsible(false);
    pane->addWidget(list);
    pane->addWidget(m_preview);
    pane->setSizes({360, 320});
    pane->setMinimumWidth(360);
    return pane;
}

void GroupsPage::showDataset(const Dataset &dataset)
{
    const bool isOther = dataset.id != m_dataset.id;
    m_dataset = dataset;
    if (!isOther)
        return;
    m_commands->stop();
    open(std::nullopt);
    m_groups.show(dataset.id);
}

void GroupsPage::refresh()
{
    m_groups.refresh();
    m_chunks.refresh();
}

QList<QAction *> GroupsPage::pageActions() const
{
    return {m_new, m_edit, m_delete, m_chat, m_add, m_takeOut, m_open};
}

void GroupsPage::showGroupStates()
{
    m_groupStates->setLoading(m_groups.state() == PagedModel::State::Loading);
    m_groupStates->setEmpty(m_groups.rowCount() == 0);
    if (m_groups.state() == PagedModel::State::Failed)
        m_groupStates->messageBar().showError(tr("The groups could not be read."), m_groups.lastError(), true);
    enableActions();
}

void GroupsPage::showChunkStates()
{
    m_chunkStates->setLoading(m_chunks.state() == PagedModel::State::Loading);
    m_chunkStates->setEmpty(m_chunks.rowCount() == 0);
    if (m_shown)
        m_chunkStates->setEmptyPane(u"chunk"_s, tr("This group holds no chunks yet."), tr("Add chunks"));
    else
        m_chunkStates->setEmptyPane(u"group"_s, tr("Choose a group to see its chunks."));
    if (m_chunks.state() == PagedModel::State::Failed)
        m_chunkStates->messageBar().showError(tr("The chunks of the group could not be read."), m_chunks.lastError(), true);
    const qint64 loaded = m_chunks.rowCount();
    m_count->setText(!m_shown || loaded == 0 ? QString()
                         : m_chunks.isComplete() ? tr("All %Ln shown", nullptr, int(loaded))
                         : m_chunks.total()      ? tr("Loaded %L1 of %L2").arg(loaded).arg(std::max(*m_chunks.total(), loaded))
                                                 : tr("Loaded %L1; more come as you scroll").arg(loaded));
    if (m_chunks.rowCount() > 0 && !m_chunkTable->currentIndex().isValid())
        m_chunkTable->selectChunk(m_chunks.chunkIdAt(0));
    enableActions();
}

void GroupsPage::keepSelection()
{
    if (m_groupTable->currentIndex().isValid() || m_groups.rowCount() == 0)
        return;
    if (!(m_shown && m_groupTable->selectGroup(m_shown->id)) && !m_shown)
        m_groupTable->selectGroup(m_groups.groupIdAt(0));
}

void GroupsPage::followCurrentGroup()
{
    const auto group = m_groups.groupAt(m_groupTable->currentIndex().row());
    if (group && (!m_shown || m_shown->id != group->id))
        open(group);
}

void GroupsPage::open(const std::optional<ChunkGroup> &group)
{
    const bool isOther = !group || !m_shown || m_shown->id != group->id;
    m_shown = group;
    m_title->setText(group ? (group->name.isEmpty() ? tr("(no name)") : group->name) : QString());
    m_description->setText(group ? group->description : QString());
    m_description->setVisible(group && !group->description.isEmpty());
    if (isOther) {
        m_preview->clear();
        m_chunks.clear();
        if (group)
            m_chunks.show(m_dataset.id, {.group = group->id});
    }
    showChunkStates();
}

void GroupsPage::showGroup(const ChunkGroupId &group)
{
    if (m_groupTable->selectGroup(group))
        return;
    m_read = m_client.group(m_dataset.id, group);
    m_read.then(this, [this](const Result<ChunkGroup> &found) {
        if (!found)
            return m_groupStates->messageBar().showError(tr("The group could not be opened."), found.error());
        m_groupTable->selectionModel()->clear();
        open(*found);
    });
}

void GroupsPage::enableActions()
{
    const bool hasChunks = !m_chunkTable->selectionModel()->selectedRows().isEmpty();
    m_new->setEnabled(!m_dataset.id.isEmpty());
    for (QAction *action : {m_edit, m_delete, m_chat})
        action->setEnabled(m_shown.has_value());
    m_add->setEnabled(m_shown && !m_commands->isRunning());
    m_takeOut->setEnabled(hasChunks && !m_commands->isRunning());
    m_open->setEnabled(hasChunks);
}

void GroupsPage::startNew()
{
    auto *dialog = new GroupDialog(m_client, m_dataset.id, this);
    connect(dialog, &GroupDialog::saved, this, &GroupsPage::adopt);
    dialog->open();
}

void GroupsPage::edit()
{
    if (!m_shown)
        return;
    m_groupStates->setLoading(true);
    m_read = m_client.group(m_dataset.id, m_shown->id);
    m_read.then(this, [this](const Result<ChunkGroup> &group) {
        m_groupStates->setLoading(false);
        if (!group)
            return m_groupStates->messageBar().showError(tr("The group could not be opened."), group.error());
        auto *dialog = new GroupDialog(m_client, *group, this);
        connect(dialog, &GroupDialog::saved, this, &GroupsPage::adopt);
        dialog->open();
    });
}

void GroupsPage::adopt(const ChunkGroup &group)
{
    if (group.id.isEmpty())
        return m_groups.refresh();
    m_groups.adopt(group);
    m_groupTable->selectGroup(group.id);
    open(group);
    Q_EMIT datasetChanged(m_dataset.id);
}

void GroupsPage::confirmDelete()
{
    if (!m_shown)
        return;
    ChunkGroup group = *m_shown;
    group.datasetId = m_dataset.id;
    auto *dialog = new DeleteGroupDialog(m_client, group, this);
    connect(dialog, &DeleteGroupDialog::deletionAccepted, this, [this, group](bool withChunks) { noteDeleting(group, withChunks); });
    dialog->open();
}

void GroupsPage::noteDeleting(const ChunkGroup &group, bool withChunks)
{
    m_groupTable->selectionModel()->clear();
    open(std::nullopt);
    m_groups.noteDeleting(group.id, withChunks);
    m_groupStates->messageBar().showMessage(MessageBar::Severity::Information, tr("\u201c%1\u201d is being deleted.").arg(group.name));
}

void GroupsPage::sayDeleted(const ChunkGroup &group)
{
    if (m_shown && m_shown->id == group.id)
        open(std::nullopt);
    m_groupStates->messageBar().showMessage(MessageBar::Severity::Positive, tr("\u201c%1\u201d deleted.").arg(group.name));
    Q_EMIT datasetChanged(m_dataset.id);
    followCurrentGroup();
}

void GroupsPage::sayNotDeleted(const ChunkGroup &group)
{
    m_groupStates->messageBar().showMessage(MessageBar::Severity::Warning,
        tr("The server accepted the deletion of \u201c%1\u201d, but the group or its chunks are still there: not confirmed. It may take longer; refresh to see.")
            .arg(group.name));
}

void GroupsPage::addChunks()
{
    if (!m_shown)
        return;
    const SlimGroup group{.id = m_shown->id, .name = m_shown->name, .trackingId = m_shown->trackingId};
    auto *dialog = new AddChunksDialog(m_client, m_dataset.id, group.name, this);
    connect(dialog, &AddChunksDialog::chosen, this, [this, group](const QList<ChunkId> &chunks) { m_commands->addToGroup(m_dataset.id, group, chunks); });
    dialog->open();
}

void GroupsPage::takeOut()
{
    if (m_shown)
        m_commands->takeOut(m_dataset.id, {.id = m_shown->id, .name = m_shown->name, .trackingId = {}}, m_chunkTable->selectedChunks());
}

void GroupsPage::readAgain()
{
    if (m_shown)
        m_groups.recount(m_shown->id);
    m_chunks.refresh();
    enableActions();
    Q_EMIT datasetChanged(m_dataset.id);
}

QString GroupsPage::wordsOf(const ChunkId &chunk) const
{
    const auto hit = m_chunks.hitAt(m_chunks.rowOf(chunk));
    return hit ? excerpt(hit->chunk.chunkHtml.value_or(QString()), 60) : chunk.text();
}
