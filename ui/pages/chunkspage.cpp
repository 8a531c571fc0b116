#include "ui/pages/chunkspage.h"

#include "app/models/excerpt.h"
#include "ui/dialogs/choosegroupsdialog.h"
#include "ui/icons.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/batchbar.h"
#include "ui/widgets/chunkcommands.h"
#include "ui/widgets/chunkeditor.h"
#include "ui/widgets/chunkfilterbar.h"
#include "ui/widgets/chunkform.h"
#include "ui/widgets/chunkgroupspanel.h"
#include "ui/widgets/chunkpreview.h"
#include "ui/widgets/chunktable.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statestack.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ChunksPage::ChunksPage(const ApiClient &client, QWidget *parent) :
    Page(parent), m_client(client), m_model(client)
{
    setObjectName(u"chunksPage"_s);
    m_filter = new ChunkFilterBar;
    m_table = new ChunkTable(m_model);
    m_states = new StateStack(m_table);
    m_commands = new ChunkCommands(m_client, m_states->messageBar(), this);
    m_commands->setNaming([this](const ChunkId &chunk) { return wordsOf(chunk); });
    m_count = new QLabel;
    m_count->setObjectName(u"loadedCount"_s);
    m_count->setProperty("look", u"secondary"_s);
    m_count->setContentsMargins(12, 4, 12, 4);
    buildActions();

    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 8, 12, 8);
    top->setSpacing(8);
    top->addWidget(toolBar());
    top->addWidget(m_filter);
    auto *list = new QWidget;
    list->setMinimumWidth(320);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_commands->bar());
    column->addWidget(m_states, 1);
    column->addWidget(m_count);
    m_splitter = new QSplitter(Qt::Horizontal);
    m_splitter->setObjectName(u"chunksSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(list);
    m_splitter->addWidget(inspector());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({640, 400});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_splitter);
    setFocusProxy(m_table);
    connectModel();
    connectEditor();
    enableActions();
    showStates();
}

void ChunksPage::buildActions()
{
    m_new = addPageAction(u"newChunk"_s, u"add"_s, tr("&New chunk"), QKeySequence::New, tr("Write a new chunk"));
    m_documents = addPageAction(u"addDocuments"_s, u"document"_s, tr("A&dd documents"), {}, tr("Cut documents into chunks and add them"));
    m_edit = addPageAction(u"editChunk"_s, u"edit"_s, tr("&Edit"), {}, tr("Edit the chunk (Enter)"));
    m_delete = addPageAction(u"deleteChunks"_s, u"trash"_s, tr("De&lete"), {}, tr("Delete the selected chunks (Del)"));
    m_addToGroup = addPageAction(u"addToGroups"_s, u"group"_s, tr("Add to &group"), {}, tr("Put the selected chunks into groups"));
    m_chat = addPageAction(u"chatAboutSelection"_s, u"chat"_s, tr("&Chat"), {}, tr("Chat about the selected chunks"));
    m_save = addPageAction(u"saveChunk"_s, u"check"_s, tr("&Save the chunk"), QKeySequence::Save, tr("Save what was changed in the form"));
    m_find = addPageAction(u"findChunks"_s, u"search"_s, tr("&Find chunks"), QKeySequence::Find, tr("Go to the search field"));
    m_fold = addPageAction(u"foldInspector"_s, u"inspector"_s, tr("&Inspector"), QKeySequence(Qt::CTRL | Qt::Key_I), tr("Show or hide the inspector"));
    m_fold->setCheckable(true);
    m_fold->setChecked(true);
    lockWriting(m_client, {m_new, m_documents, m_delete, m_addToGroup, m_save});
    // Delete belongs to the list alone: in a field it deletes a character.
    auto *deleteKey = new QAction(this);
    deleteKey->setShortcut(QKeySequence::Delete);
    deleteKey->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(deleteKey);
    connect(deleteKey, &QAction::triggered, m_delete, &QAction::trigger);
    connect(m_new, &QAction::triggered, this, &ChunksPage::startNew);
    connect(m_documents, &QAction::triggered, this, &Page::addDocumentsRequested);
    connect(m_edit, &QAction::triggered, this, &ChunksPage::edit);
    connect(m_delete, &QAction::triggered, this, &ChunksPage::confirmDelete);
    connect(m_addToGroup, &QAction::triggered, this, [this] { m_commands->chooseGroups(m_dataset.id, m_table->selectedChunks()); });
    connect(m_chat, &QAction::triggered, this, &ChunksPage::chatAboutSelection);
    connect(m_find, &QAction::triggered, this, [this] {
        m_filter->field()->setFocus();
        m_filter->field()->selectAll();
    });
    connect(m_fold, &QAction::toggled, this, [this](bool shown) { foldInspector(!shown); });
}

ActionBar *ChunksPage::toolBar()
{
    auto *bar = new ActionBar;
    bar->addPrimary(m_new, u"add"_s);
    for (QAction *action : {m_documents, m_edit, m_delete, m_addToGroup, m_chat})
        bar->add(action);
    bar->addAtEnd(m_fold);
    return bar;
}

QWidget *ChunksPage::inspector()
{
    m_preview = new ChunkPreview;
    m_editor = new ChunkEditor(m_client);
    m_groups = new ChunkGroupsPanel(m_client);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(u"chunkInspector"_s);
    m_tabs->setAccessibleName(tr("Inspector"));
    m_tabs->setDocumentMode(true);
    m_tabs->setMinimumWidth(320);
    m_tabs->addTab(m_preview, tr("Preview"));
    m_tabs->addTab(m_editor, tr("Form"));
    m_tabs->addTab(m_groups, tr("Groups"));
    connect(m_tabs, &QTabWidget::currentChanged, this, [this](int tab) {
        if (tab == FormTab)
            editShown();
    });
    connect(m_preview, &ChunkPreview::tagActivated, m_filter, &ChunkFilterBar::addTag);
    connect(m_groups, &ChunkGroupsPanel::groupRequested, this, &Page::groupRequested);
    return m_tabs;
}

void ChunksPage::connectModel()
{
    connect(m_filter, &ChunkFilterBar::sourceChanged, this, &ChunksPage::list);
    connect(m_filter, &ChunkFilterBar::groupChoiceRequested, this, &ChunksPage::chooseGroupFilter);
    connect(m_filter, &ChunkFilterBar::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &ChunkTable::currentChunkChanged, this, &ChunksPage::followCurrent);
    connect(m_table, &ChunkTable::chunkSelectionChanged, this, &ChunksPage::enableActions);
    connect(m_table, &QAbstractItemView::activated, this, &ChunksPage::edit);
    connect(&m_model, &PagedModel::stateChanged, this, &ChunksPage::showStates);
    connect(&m_model, &PagedModel::rowsArrived, this, &ChunksPage::showStates);
    connect(&m_model, &PagedModel::rowsArrived, this, &ChunksPage::keepSelection);
    connect(&m_model, &ChunkModel::totalChanged, this, &ChunksPage::showCount);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &ChunksPage::refreshShown);
    connect(m_groups, &ChunkGroupsPanel::membershipChanged, this, [this] { Q_EMIT datasetChanged(m_dataset.id); });
    connect(m_commands, &ChunkCommands::started, this, &ChunksPage::enableActions);
    connect(m_commands, &ChunkCommands::deleted, this, &ChunksPage::forget);
    connect(m_commands, &ChunkCommands::finished, this, [this] {
        showStates();
        enableActions();
        m_groups->refresh();
        Q_EMIT datasetChanged(m_dataset.id);
    });
    connect(m_states, &StateStack::emptyActionTriggered, this, [this] {
        if (m_model.source().isWhole())
            Q_EMIT addDocumentsRequested();
        else
            m_filter->clearAll();
    });
    connect(&m_states->messageBar(), &MessageBar::retryRequested, &m_model, &PagedModel::retry);
}

void ChunksPage::connectEditor()
{
    connect(m_save, &QAction::triggered, m_editor, &ChunkEditor::save);
    connect(m_editor, &ChunkEditor::stateChanged, this, [this] {
        m_save->setEnabled(m_editor->isDirty());
        m_tabs->setTabText(FormTab, m_editor->isDirty() ? tr("Form (changed)") : tr("Form"));
    });
    connect(m_editor, &ChunkEditor::closed, this, [this] {
        m_tabs->setCurrentIndex(PreviewTab);
        m_table->setFocus();
    });
    connect(m_editor, &ChunkEditor::created, this, [this](const Chunk &chunk, const ChunkPatch &patch) {
        m_shown = chunk.id;
        m_groups->showChunk(m_dataset.id, chunk.id);
        m_model.noteCreated(chunk, patch);
        m_table->selectChunk(chunk.id);
        m_preview->showChunk(chunk);
        Q_EMIT datasetChanged(m_dataset.id);
    });
    connect(m_editor, &ChunkEditor::updated, &m_model, &ChunkModel::noteUpdated);
    connect(&m_model, &ChunkModel::writeConfirmed, this, [this](const ChunkId &asked, const Chunk &chunk) {
        if (m_shown == asked && asked != chunk.id) {
            m_shown = chunk.id;
            m_groups->showChunk(m_dataset.id, chunk.id);
        }
        m_editor->confirm(asked, chunk);
        refreshShown();
        Q_EMIT datasetChanged(m_dataset.id);
    });
    connect(&m_model, &ChunkModel::writeDoubted, this, [this](const ChunkId &asked, ChunkModel::WriteState state, const QString &reason) {
        adoptDoubt(asked, state, doubtText(state, reason));
    });
}

void ChunksPage::adoptDoubt(const ChunkId &asked, ChunkModel::WriteState state, const QString &why)
{
    const bool isPhantom = m_model.isPhantom(asked);
    const bool isInForm = m_editor->doubt(asked, why, !isPhantom);
    if (isPhantom && m_shown == asked)
        m_groups->showChunk(m_dataset.id, {});
    // One that may yet come stays in the list to be seen.
    if (isPhantom && isInForm && state == ChunkModel::WriteState::PassedOver)
        dismiss(asked);
    enableActions();
}

QString ChunksPage::doubtText(ChunkModel::WriteState state, const QString &reason)
{
    if (state == ChunkModel::WriteState::PassedOver)
        return tr("The chunk was not stored: another one has its tracking id.");
    if (state == ChunkModel::WriteState::Failed)
        return tr("The server accepted the change and then could not carry it out. It said: %1").arg(reason.isEmpty() ? tr("nothing") : reason);
    return tr("The server accepted the change, but after a minute reading the chunk does not show it. Refresh to see what the server has.");
}

void ChunksPage::showDataset(const Dataset &dataset)
{
    const bool isOther = dataset.id != m_dataset.id;
    m_dataset = dataset;
    if (!isOther)
        return;
    m_commands->stop();
    m_shown = {};
    m_filter->reset();
    m_preview->clear();
    m_editor->setDataset(dataset.id);
    m_groups->showChunk(dataset.id, {});
    m_model.show(dataset.id);
    m_table->fitColumns();
    enableActions();
}

void ChunksPage::refresh()
{
    m_model.refresh();
    m_groups->refresh();
}

QList<QAction *> ChunksPage::pageActions() const
{
    return {m_new, m_documents, m_edit, m_save, m_delete, m_addToGroup, m_chat, m_find, m_fold};
}

void ChunksPage::leave(std::function<void()> proceed)
{
    m_editor->leave(std::move(proceed));
}

void ChunksPage::list()
{
    if (m_dataset.id.isEmpty())
        return;
    m_takesFirst = true;
    m_model.show(m_dataset.id, m_filter->source());
    m_table->fitColumns();
}

void ChunksPage::showStates()
{
    const ChunkSource &source = m_model.source();
    if (source.isWhole())
        m_states->setEmptyPane(u"chunk"_s, tr("This dataset has no chunks yet."), m_documents->isEnabled() ? tr("Add documents") : QString());
    else
        m_states->setEmptyPane(u"search"_s, source.isSearch() ? tr("Nothing matches \u201c%1\u201d.").arg(source.query) : tr("No chunk matches the filter."),
                               tr("Show all chunks"));
    m_states->setLoading(m_model.state() == PagedModel::State::Loading);
    m_states->setEmpty(m_model.rowCount() == 0);
    if (m_model.state() == PagedModel::State::Failed)
        m_states->messageBar().showError(tr("The chunks could not be read."), m_model.lastError(), true);
    else if (m_model.state() == PagedModel::State::Loading)
        m_states->messageBar().dismiss();
    showCount();
}

void ChunksPage::showCount()
{
    const qint64 loaded = m_model.rowCount();
    const int selected = int(m_table->selectionModel()->selectedRows().size());
    QString text;
    if (loaded == 0)
        text.clear();
    else if (m_model.hasLoaded() && m_model.isComplete())
        text = tr("All %Ln shown", nullptr, int(loaded));
    else if (const auto total = m_model.total())
        text = tr("Loaded %L1 of %L2").arg(loaded).arg(std::max(*total, loaded));
    else
        text = tr("Loaded %L1; more come as you scroll").arg(loaded);
    if (selected > 1)
        text += tr(" \u00b7 %Ln selected", nullptr, selected);
    m_count->setText(text);
}

void ChunksPage::enableActions()
{
    const bool hasDataset = !m_dataset.id.isEmpty();
    const auto selected = m_table->selectedChunks().size();
    m_new->setEnabled(hasDataset);
    m_documents->setEnabled(hasDataset);
    m_find->setEnabled(hasDataset);
    const bool isPhantom = m_model.isPhantom(m_shown);
    m_edit->setEnabled(selected == 1 || !m_shown.isEmpty());
    m_edit->setText(isPhantom ? tr("&Edit again") : tr("&Edit"));
    m_save->setEnabled(m_editor->isDirty());
    for (QAction *action : {m_delete, m_addToGroup, m_chat})
        action->setEnabled(selected > 0 && !m_commands->isRunning());
    if (isPhantom && selected == 0)
        m_delete->setEnabled(true);
    showCount();
}

void ChunksPage::followCurrent()
{
    const ChunkId current = m_table->currentChunk();
    if (m_isReturning || current.isEmpty() || current == m_shown)
        return;
    if (!m_editor->isDirty())
        return inspect(current);
    // The view is not done with the key or click that brought us here.
    QMetaObject::invokeMethod(
        this,
        [this, current] {
            m_isReturning = true;
            if (!m_table->selectChunk(m_shown))
                m_table->clearSelection();
            m_isReturning = false;
            m_editor->leave([this, current] {
                if (!m_table->selectChunk(current) || m_shown != current)
                    inspect(current);
            });
        },
        Qt::QueuedConnection);
}

void ChunksPage::inspect(const ChunkId &chunk)
{
    m_shown = chunk;
    m_lookup = {};
    m_groups->showChunk(m_dataset.id, m_model.isPhantom(chunk) ? ChunkId() : chunk);
    const auto hit = m_model.hitAt(m_model.rowOf(chunk));
    if (hit)
        m_preview->showHit(*hit);
    else
        m_preview->clear();
    if (m_tabs->currentIndex() == FormTab)
        editShown();
    enableActions();
}

void ChunksPage::showChunk(const ChunkId &chunk)
{
    m_editor->leave([this, chunk] {
        foldInspector(false);
        m_tabs->setCurrentIndex(PreviewTab);
        if (m_table->selectChunk(chunk))
            return inspect(chunk);
        m_table->clearSelection();
        inspect(chunk);
        m_lookup = m_client.chunk(m_dataset.id, chunk);
        m_lookup.then(this, [this](const Result<Chunk> &found) {
            if (found)
                m_preview->showChunk(*found);
            else
                m_states->messageBar().showError(tr("The chunk could not be opened."), found.error());
        });
    });
}

void ChunksPage::refreshShown()
{
    const auto hit = m_model.hitAt(m_model.rowOf(m_shown));
    if (hit && (!m_preview->chunk() || *m_preview->chunk() != hit->chunk))
        m_preview->showHit(*hit);
}

void ChunksPage::keepSelection()
{
    const bool takesFirst = std::exchange(m_takesFirst, false) || m_shown.isEmpty();
    if (m_table->currentIndex().isValid() || m_model.rowCount() == 0)
        return;
    m_isReturning = true;
    const bool found = m_table->selectChunk(m_shown);
    m_isReturning = false;
    // Who searches wants to see the best hits, wherever the chunk that was looked at before has come to stand.
    if (m_model.source().isSearch())
        m_table->scrollToTop();
    if (!found && takesFirst && !m_editor->isDirty())
        m_table->selectChunk(m_model.chunkIdAt(0));
}

void ChunksPage::startNew()
{
    m_editor->leave([this] {
        foldInspector(false);
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(FormTab);
        m_editor->startNew();
    });
}

void ChunksPage::edit()
{
    foldInspector(false);
    if (m_model.isPhantom(m_shown))
        return editAgain(m_shown);
    m_tabs->setCurrentIndex(FormTab);
    editShown();
    m_editor->form()->focusText();
}

void ChunksPage::editShown()
{
    if (m_shown.isEmpty() || m_model.isPhantom(m_shown) || (m_editor->chunkId() == m_shown && !m_editor->isNew()))
        return;
    m_editor->leave([this] { m_editor->edit(m_shown); });
}

void ChunksPage::editAgain(const ChunkId &phantom)
{
    m_editor->leave([this, phantom] { takeBack(phantom); });
}

void ChunksPage::takeBack(const ChunkId &phantom)
{
    const auto hit = m_model.hitAt(m_model.rowOf(phantom));
    const ChunkPatch draft = m_model.draft(phantom);
    dismiss(phantom);
    const QSignalBlocker quiet(m_tabs);
    m_tabs->setCurrentIndex(FormTab);
    m_editor->writeAgain(hit ? hit->chunk : Chunk(), draft);
    enableActions();
}

void ChunksPage::dismiss(const ChunkId &phantom)
{
    if (m_shown == phantom) {
        m_shown = {};
        m_preview->clear();
    }
    // The table goes on to another row by itself; nobody chose that one.
    m_isReturning = true;
    m_model.noteDeleted(phantom);
    m_isReturning = false;
}

void ChunksPage::confirmDismissal(const ChunkId &phantom)
{
    auto *dialog = new ConfirmDialog(tr("Take it off the list"),
                                     tr("\u201c%1\u201d was never stored on the server. What was written is lost.").arg(wordsOf(phantom)),
                                     tr("Take off the list"), this);
    connect(dialog, &ConfirmDialog::submitted, this, [this, dialog, phantom] {
        dialog->accept();
        dismiss(phantom);
        enableActions();
    });
    dialog->open();
}

QString ChunksPage::wordsOf(const ChunkId &chunk) const
{
    const auto hit = m_model.hitAt(m_model.rowOf(chunk));
    return hit ? excerpt(hit->chunk.chunkHtml.value_or(QString()), 60) : chunk.text();
}

void ChunksPage::confirmDelete()
{
    const QList<ChunkId> chunks = m_table->selectedChunks();
    if (chunks.isEmpty() && m_model.isPhantom(m_shown))
        return confirmDismissal(m_shown);
    const bool losesForm = m_editor->isDirty() && chunks.contains(m_editor->chunkId());
    m_commands->confirmDelete(m_dataset.id, m_dataset.name, chunks,
                              losesForm ? tr("What you changed in the form and did not save is lost too.") : QString());
}

void ChunksPage::forget(const ChunkId &chunk)
{
    if (m_editor->chunkId() == chunk)
        m_editor->clear();
    if (m_shown == chunk) {
        m_shown = {};
        m_preview->clear();
        m_groups->showChunk(m_dataset.id, {});
    }
    m_model.noteDeleted(chunk);
}

void ChunksPage::chooseGroupFilter()
{
    auto *dialog = new ChooseGroupsDialog(m_client, m_dataset.id, {}, this);
    dialog->setSingle();
    connect(dialog, &ChooseGroupsDialog::chosen, this, [this](const QList<SlimGroup> &groups) { m_filter->setGroup(groups.value(0)); });
    dialog->open();
}

void ChunksPage::chatAboutSelection()
{
    const QList<ChunkId> chunks = m_table->selectedChunks();
    if (!chunks.isEmpty())
        Q_EMIT chatRequested({.kind = ChatScope::Kind::Chunks, .group = {}, .chunks = chunks});
}

void ChunksPage::foldInspector(bool folded)
{
    m_tabs->setVisible(!folded);
    m_fold->setChecked(!folded);
}
