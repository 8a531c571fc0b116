#include "ui/widgets/chunkcommands.h"

#include "ui/dialogs/choosegroupsdialog.h"
#include "ui/errortext.h"
#include "ui/widgets/batchbar.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/messagebar.h"

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamedFailures = 3;

}

ChunkCommands::ChunkCommands(const ApiClient &client, MessageBar &messages, QWidget *window) :
    QObject(window), m_client(client), m_messages(messages), m_window(window), m_bar(new BatchBar(m_batch, window))
{
    connect(&m_batch, &ChunkBatch::finished, this, &ChunkCommands::report);
    connect(&m_batch, &ChunkBatch::chunkDone, this, [this](const ChunkId &chunk) {
        if (m_deletes)
            Q_EMIT deleted(chunk);
    });
}

void ChunkCommands::stop()
{
    m_groupsLeft.clear();
    m_batch.stop();
}

void ChunkCommands::confirmDelete(const DatasetId &dataset, const QString &datasetName, const QList<ChunkId> &chunks, const QString &alsoLost)
{
    if (chunks.isEmpty() || isRunning())
        return;
    const bool single = chunks.size() == 1;
    QString lost = single ? tr("\u201c%1\u201d will be deleted from \u201c%2\u201d.").arg(nameOf(chunks.constFirst()), datasetName)
                          : tr("%Ln chunks will be deleted from \u201c%1\u201d.", nullptr, int(chunks.size())).arg(datasetName);
    lost += u"\n\n"_s + tr("The text, tags, metadata and places in groups are lost. This cannot be undone.");
    if (!alsoLost.isEmpty())
        lost += u"\n\n"_s + alsoLost;
    const QString act = single ? tr("Delete chunk") : tr("Delete %Ln chunks", nullptr, int(chunks.size()));
    auto *dialog = new ConfirmDialog(single ? tr("Delete chunk") : tr("Delete chunks"), lost, act, m_window);
    connect(dialog, &ConfirmDialog::submitted, this, [this, dialog, dataset, chunks] {
        dialog->accept();
        deleteChunks(dataset, chunks);
    });
    dialog->open();
}

void ChunkCommands::deleteChunks(const DatasetId &dataset, const QList<ChunkId> &chunks)
{
    m_deletes = true;
    run(tr("Deleting chunks"), tr("%1 deleted."), chunks, [this, dataset](const ChunkId &chunk) { return m_client.deleteChunk(dataset, chunk); });
}

void ChunkCommands::chooseGroups(const DatasetId &dataset, const QList<ChunkId> &chunks)
{
    auto *dialog = new ChooseGroupsDialog(m_client, dataset, {}, m_window);
    connect(dialog, &ChooseGroupsDialog::chosen, this, [this, dataset, chunks](const QList<SlimGroup> &groups) {
        m_groupsLeft = groups;
        addToNextGroup(dataset, chunks);
    });
    dialog->open();
}

void ChunkCommands::addToNextGroup(const DatasetId &dataset, const QList<ChunkId> &chunks)
{
    if (m_groupsLeft.isEmpty())
        return;
    const SlimGroup group = m_groupsLeft.takeFirst();
    addToGroup(dataset, group, chunks);
    m_next = [this, dataset, chunks] { addToNextGroup(dataset, chunks); };
}

void ChunkCommands::addToGroup(const DatasetId &dataset, const SlimGroup &group, const QList<ChunkId> &chunks)
{
    m_deletes = false;
    run(tr("Adding to \u201c%1\u201d").arg(group.name), tr("%1 added to \u201c%2\u201d.").arg(u"%1"_s, group.name), chunks,
        [this, dataset, id = group.id](const ChunkId &chunk) { return m_client.addToGroup(dataset, id, chunk); });
}

void ChunkCommands::takeOut(const DatasetId &dataset, const SlimGroup &group, const QList<ChunkId> &chunks)
{
    m_deletes = false;
    run(tr("Taking out of \u201c%1\u201d").arg(group.name), tr("%1 taken out of \u201c%2\u201d.").arg(u"%1"_s, group.name), chunks,
        [this, dataset, id = group.id](const ChunkId &chunk) { return m_client.removeFromGroup(dataset, id, chunk); });
}

void ChunkCommands::run(const QString &doing, const QString &done, const QList<ChunkId> &chunks, ChunkBatch::Step step)
{
    m_next = {};
    m_done = done;
    m_batch.start(chunks, std::move(step));
    m_bar->begin(doing);
    Q_EMIT started();
}

void ChunkCommands::report()
{
    const auto &failures = m_batch.failures();
    const bool isWhole = m_batch.doneCount() == m_batch.total();
    QStringList lines{m_done.arg(isWhole ? tr("%Ln chunk(s)", nullptr, m_batch.total())
                                         : tr("%L1 of %L2 chunks").arg(m_batch.doneCount()).arg(m_batch.total()))};
    if (m_batch.wasStopped())
        lines.append(tr("Stopped: what was under way may have been done too. Refresh to see."));
    for (const ChunkBatch::Failure &failure : failures.first(std::min(mostNamedFailures, failures.size())))
        lines.append(tr("\u201c%1\u201d: %2").arg(nameOf(failure.chunk), errorReason(failure.error)));
    if (failures.size() > mostNamedFailures)
        lines.append(tr("and %Ln more.", nullptr, int(failures.size() - mostNamedFailures)));
    Q_EMIT finished();
    m_messages.showMessage(!failures.isEmpty()       ? MessageBar::Severity::Negative
                               : m_batch.wasStopped() ? MessageBar::Severity::Warning
                                                      : MessageBar::Severity::Positive,
                           lines.join(u'\n'));
    const auto next = std::exchange(m_next, {});
    if (next && isWhole)
        next();
}

QString ChunkCommands::nameOf(const ChunkId &chunk) const
{
    return m_nameOf ? m_nameOf(chunk) : chunk.text();
}
