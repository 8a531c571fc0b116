#include "ui/widgets/chunkeditor.h"

#include "ui/dialogs/choosegroupsdialog.h"
#include "ui/widgets/chunkform.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/unsaveddialog.h"
#include "ui/writelock.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

/// The chunk as it will be once the server has done what the patch says.
Chunk patched(Chunk chunk, const ChunkPatch &patch)
{
    const auto apply = [](const auto &field, auto &value) {
        if (field.isTouched())
            value = field.value();
    };
    apply(patch.chunkHtml, chunk.chunkHtml);
    apply(patch.link, chunk.link);
    apply(patch.trackingId, chunk.trackingId);
    apply(patch.tagSet, chunk.tagSet);
    apply(patch.imageUrls, chunk.imageUrls);
    apply(patch.location, chunk.location);
    apply(patch.numValue, chunk.numValue);
    apply(patch.timeStamp, chunk.timeStamp);
    if (patch.weight.value())
        chunk.weight = *patch.weight.value();
    if (patch.metadata.isTouched())
        chunk.metadata = patch.metadata.value().value_or(Metadata());
    return chunk;
}

}

ChunkEditor::ChunkEditor(const ApiClient &client, QWidget *parent) :
    QWidget(parent), m_client(client)
{
    build();
    clear();
}

void ChunkEditor::build()
{
    m_form = new ChunkForm;
    m_form->setObjectName(u"chunkForm"_s);
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_title = new QLabel;
    m_title->setObjectName(u"formTitle"_s);
    m_title->setProperty("look", u"title"_s);
    m_title->setContentsMargins(12, 8, 12, 0);
    m_reason = new QLabel;
    m_reason->setObjectName(u"saveReason"_s);
    m_reason->setProperty("look", u"secondary"_s);
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_revert = new QPushButton(tr("Re&vert"));
    m_revert->setObjectName(u"revert"_s);
    m_revert->setToolTip(tr("Take back everything that was changed here"));
    m_save = new QPushButton(tr("&Save"));
    m_save->setObjectName(u"save"_s);
    m_save->setProperty("primary", true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 8, 12, 8);
    foot->setSpacing(8);
    foot->addWidget(m_reason, 1);
    foot->addWidget(m_revert);
    foot->addWidget(m_save);
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(scroll, 1);
    column->addLayout(foot);
    m_states = new StateStack(content);
    m_states->setEmptyPane(u"edit"_s, tr("Choose a chunk to edit it, or make a new one."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_states);

    connect(m_form, &ChunkForm::changed, this, &ChunkEditor::review);
    connect(m_form, &ChunkForm::groupChoiceRequested, this, &ChunkEditor::chooseGroups);
    connect(m_save, &QPushButton::clicked, this, &ChunkEditor::save);
    connect(m_revert, &QPushButton::clicked, this, &ChunkEditor::revert);
    connect(&m_states->messageBar(), &MessageBar::retryRequested, this, [this] { load(false); });
    WriteLock::watch(m_client, this, &ChunkEditor::review);
}

void ChunkEditor::setDataset(const DatasetId &dataset)
{
    m_dataset = dataset;
    clear();
}

void ChunkEditor::clear()
{
    m_read = {};
    m_readGroups = {};
    m_create = {};
    m_update = {};
    m_chunk = {};
    m_isNew = false;
    m_hasForm = false;
    m_waits = false;
    m_afterSave = {};
    m_form->startNew();
    m_states->messageBar().dismiss();
    m_states->setEmpty(true);
    setBusy(false);
}

void ChunkEditor::startNew(const QList<SlimGroup> &groups)
{
    clear();
    m_isNew = true;
    m_hasForm = true;
    m_form->chooseGroups(groups);
    m_states->setEmpty(false);
    review();
    m_form->focusText();
}

void ChunkEditor::edit(const ChunkId &chunk)
{
    clear();
    m_chunk = chunk;
    load(false);
}

void ChunkEditor::writeAgain(const Chunk &accepted, const ChunkPatch &sent)
{
    clear();
    m_hasForm = true;
    m_form->showChunk(accepted);
    becomeNew(sent);
    m_states->setEmpty(false);
    m_form->focusText();
}

// The id that the server answered with is of nothing.
void ChunkEditor::becomeNew(const ChunkPatch &sent)
{
    m_read = {};
    m_readGroups = {};
    m_chunk = {};
    m_isNew = true;
    m_waits = false;
    m_form->becomeNew(sent);
    review();
}

void ChunkEditor::load(bool keepTyped)
{
    m_states->setLoading(true);
    m_read = m_client.chunk(m_dataset, m_chunk);
    m_read.then(this, [this, keepTyped](const Result<Chunk> &chunk) { loaded(chunk, keepTyped); });
    loadGroups(keepTyped);
}

void ChunkEditor::loaded(const Result<Chunk> &chunk, bool keepTyped)
{
    m_states->setLoading(false);
    if (!chunk) {
        m_states->messageBar().showError(tr("The chunk could not be opened."), chunk.error(), true);
        return;
    }
    m_hasForm = true;
    m_overwrites = false;
    m_form->showChunk(*chunk, keepTyped);
    m_states->setEmpty(false);
    review();
}

void ChunkEditor::loadGroups(bool keepTyped)
{
    m_readGroups = m_client.groupsOfChunks(m_dataset, {m_chunk});
    m_readGroups.then(this, [this, keepTyped](const Result<QList<ChunkMembership>> &answer) {
        if (!answer)
            return m_form->showGroups(std::nullopt, keepTyped);
        m_form->showGroups(answer->isEmpty() ? QList<SlimGroup>() : answer->constFirst().groups, keepTyped);
    });
}

bool ChunkEditor::isDirty() const
{
    return m_hasForm && m_form->isDirty();
}

void ChunkEditor::save()
{
    if (m_busy || !m_hasForm)
        return;
    if (!m_form->problem().isEmpty() || m_waits || !m_form->isDirty()) {
        m_form->sayProblems();
        m_afterSave = {};
        return;
    }
    m_states->messageBar().dismiss();
    m_sent = m_form->patch();
    if (m_isNew)
        saveNew();
    else
        saveChanges();
}

void ChunkEditor::saveNew()
{
    const QString trackingId = m_sent.trackingId.value().value_or(QString());
    setBusy(true);
    if (trackingId.isEmpty() || m_sent.upsertByTrackingId.value().value_or(false))
        return create();
    // The server answers "accepted" for a tracking id that is taken, and stores nothing.
    m_read = m_client.chunkByTrackingId(m_dataset, trackingId);
    m_read.then(this, [this, trackingId](const Result<Chunk> &other) {
        if (!other && other.error().kind == Error::Kind::NotFound)
            return create();
        if (!other)
            return refuse(tr("The chunk could not be saved."), other.error());
        refuse(tr("The chunk was not saved: another one has the tracking id \u201c%1\u201d.").arg(trackingId),
               {.kind = Error::Kind::Conflict, .httpStatus = 0,
                .message = tr("Choose another tracking id, or \u201cReplace the chunk that has this tracking id\u201d."), .requestId = {}});
    });
}

void ChunkEditor::create()
{
    m_create = m_client.createChunks(m_dataset, {m_sent});
    m_create.then(this, [this](const Result<QueuedChunks> &queued) {
        if (!queued)
            return refuse(tr("The chunk could not be saved."), queued.error());
        if (queued->chunks.isEmpty())
            return refuse(tr("The chunk could not be saved."),
                          {.kind = Error::Kind::Malformed, .httpStatus = 200, .message = tr("The server answered without a chunk."), .requestId = {}});
        // An answer may leave out what was sent.
        const Chunk chunk = patched(queued->chunks.constFirst(), m_sent);
        const QList<SlimGroup> groups = m_form->groups();
        m_isNew = false;
        m_chunk = chunk.id;
        m_form->showChunk(chunk);
        m_form->showGroups(groups);
        accepted();
        Q_EMIT created(chunk, m_sent);
    });
}

void ChunkEditor::saveChanges()
{
    setBusy(true);
    if (m_overwrites)
        return update(m_form->original());
    m_read = m_client.chunk(m_dataset, m_chunk);
    m_read.then(this, [this](const Result<Chunk> &current) { update(current); });
}

void ChunkEditor::update(const Result<Chunk> &current)
{
    if (!current)
        return refuse(tr("The chunk could not be saved."), current.error());
    if (!m_overwrites && current->updatedAt != m_form->original().updatedAt) {
        setBusy(false);
        return askAboutConflict();
    }
    m_update = m_client.updateChunk(m_dataset, m_chunk, m_sent);
    m_update.then(this, [this](const Result<void> &result) { sent(result); });
}

void ChunkEditor::sent(const Result<void> &result)
{
    if (!result)
        return refuse(tr("The chunk could not be saved."), result.error());
    const Chunk before = m_form->original();
    const QList<SlimGroup> groups = m_form->groups();
    const bool hadGroups = m_sent.groupIds.isTouched();
    m_form->showChunk(patched(before, m_sent));
    if (hadGroups)
        m_form->showGroups(groups);
    accepted();
    Q_EMIT updated(before, m_sent);
}

void ChunkEditor::refuse(const QString &whatFailed, const Error &error)
{
    m_afterSave = {};
    setBusy(false);
    m_states->messageBar().showError(whatFailed, error);
}

void ChunkEditor::accepted()
{
    m_waits = true;
    m_overwrites = false;
    setBusy(false);
    m_states->messageBar().showMessage(MessageBar::Severity::Information, tr("The server has accepted it and is indexing it."));
    const auto proceed = std::exchange(m_afterSave, {});
    if (proceed)
        proceed();
}

void ChunkEditor::confirm(const ChunkId &asked, const Chunk &chunk)
{
    if (asked != m_chunk || m_isNew || !m_waits)
        return;
    m_chunk = chunk.id;
    m_waits = false;
    m_form->showChunk(chunk, true);
    loadGroups(true);
    m_states->messageBar().showMessage(MessageBar::Severity::Positive, tr("Saved."));
    review();
}

bool ChunkEditor::doubt(const ChunkId &asked, const QString &why, bool isStored)
{
    if (asked != m_chunk || !m_waits)
        return false;
    m_waits = false;
    if (!isStored)
        becomeNew(m_sent);
    m_states->messageBar().showMessage(MessageBar::Severity::Warning, why);
    review();
    return true;
}

void ChunkEditor::askAboutConflict()
{
    auto *dialog = new ConfirmDialog(tr("The chunk changed on the server"),
                                     tr("Somebody saved this chunk after you opened it. If you overwrite, only the fields that you changed are "
                                        "sent; the others keep what the server has now. Cancel to compare first."),
                                     tr("Overwrite my fields"), this);
    connect(dialog, &ConfirmDialog::submitted, this, [this, dialog] {
        dialog->accept();
        m_overwrites = true;
        save();
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_afterSave = {}; });
    dialog->open();
}

void ChunkEditor::revert()
{
    m_form->revert();
    m_states->messageBar().dismiss();
}

void ChunkEditor::setBusy(bool busy)
{
    m_busy = busy;
    m_states->setLoading(busy);
    m_form->setEnabled(!busy);
    review();
}

void ChunkEditor::review()
{
    const bool dirty = isDirty();
    const QString objection = WriteLock::objection(m_client, Error::Role::Admin);
    const QString problem = dirty ? m_form->problem() : QString();
    m_title->setText(m_isNew ? tr("New chunk") : tr("Edit chunk"));
    m_save->setText(m_isNew ? tr("&Create chunk") : tr("&Save"));
    m_save->setEnabled(dirty && problem.isEmpty() && !m_busy && !m_waits && objection.isEmpty());
    m_save->setToolTip(objection.isEmpty() ? tr("Save (Ctrl+S)") : objection);
    m_revert->setEnabled(dirty && !m_busy);
    m_reason->setText(!objection.isEmpty() ? objection
                          : m_busy  ? tr("Waiting for the server\u2026")
                          : m_waits ? tr("Waiting until the server shows the last change\u2026")
                          : !dirty  ? (m_isNew ? tr("Write some text first.") : tr("Nothing was changed."))
                                    : problem);
    Q_EMIT stateChanged();
}

void ChunkEditor::chooseGroups()
{
    auto *dialog = new ChooseGroupsDialog(m_client, m_dataset, m_form->groups(), this);
    connect(dialog, &ChooseGroupsDialog::chosen, m_form, &ChunkForm::chooseGroups);
    dialog->open();
}

void ChunkEditor::leave(std::function<void()> proceed)
{
    if (!isDirty())
        return proceed();
    askToLeave(std::move(proceed));
}

void ChunkEditor::askToLeave(std::function<void()> proceed)
{
    auto *dialog = new UnsavedDialog(m_isNew ? tr("The new chunk was not saved.") : tr("The chunk was changed and not saved."), this);
    dialog->forbidSaving(WriteLock::objection(m_client, Error::Role::Admin));
    connect(dialog, &UnsavedDialog::saveChosen, this, [this, proceed] {
        m_afterSave = proceed;
        save();
    });
    connect(dialog, &UnsavedDialog::discardChosen, this, [this, proceed] {
        m_form->revert();
        if (m_isNew)
            clear();
        proceed();
    });
    dialog->open();
}

void ChunkEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        leave([this] { Q_EMIT closed(); });
        return;
    }
    QWidget::keyPressEvent(event);
}
