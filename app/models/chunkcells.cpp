#include "app/models/chunkcells.h"

#include "app/models/excerpt.h"
#include "app/models/tooltip.h"
#include "app/values/timestamp.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QVariant moment(const QString &text)
{
    const auto parsed = timestamp::parse(text);
    return parsed ? QVariant(*parsed) : QVariant(text);
}

}

QVariant ChunkCells::data(int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(column);
    case PagedModel::SortRole:
        return raw(column);
    case Qt::ToolTipRole:
        return toolTip(column);
    case Qt::TextAlignmentRole:
        if (column == ChunkModel::WeightColumn || column == ChunkModel::ScoreColumn)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    default:
        return {};
    }
}

QVariant ChunkCells::text(int column) const
{
    const Chunk &chunk = m_hit.chunk;
    switch (column) {
    case ChunkModel::TextColumn: {
        const QString words = excerpt(chunk.chunkHtml.value_or(QString()));
        return words.isEmpty() ? tr("(no text)") : words;
    }
    case ChunkModel::ScoreColumn:
        return m_isSearch ? QLocale().toString(m_hit.score, 'f', 3) : QString();
    case ChunkModel::TagsColumn:
        return chunk.tagSet.value_or(QStringList()).join(u", "_s);
    case ChunkModel::TrackingIdColumn:
        return chunk.trackingId.value_or(QString());
    case ChunkModel::LinkColumn:
        return chunk.link.value_or(QString());
    case ChunkModel::WeightColumn:
        return chunk.weight.text();
    case ChunkModel::UpdatedColumn:
        return moment(chunk.updatedAt);
    case ChunkModel::StateColumn:
        return stateText();
    default:
        return {};
    }
}

QVariant ChunkCells::raw(int column) const
{
    switch (column) {
    case ChunkModel::ScoreColumn:
        return m_hit.score;
    case ChunkModel::WeightColumn:
        return m_hit.chunk.weight.toDouble();
    case ChunkModel::StateColumn:
        return int(m_state);
    default:
        return text(column);
    }
}

QVariant ChunkCells::toolTip(int column) const
{
    if (column == ChunkModel::StateColumn)
        return stateExplained();
    if (column == ChunkModel::UpdatedColumn) {
        const auto parsed = timestamp::parse(m_hit.chunk.updatedAt);
        return parsed ? tr("%1 UTC").arg(parsed->toString(u"yyyy-MM-dd HH:mm:ss.zzz")) : m_hit.chunk.updatedAt;
    }
    return plainToolTip(text(column).toString());
}

QString ChunkCells::stateText() const
{
    switch (m_state) {
    case ChunkModel::WriteState::Indexed:
        return tr("indexed");
    case ChunkModel::WriteState::Pending:
        return tr("pending");
    case ChunkModel::WriteState::NotConfirmed:
        return tr("not confirmed");
    case ChunkModel::WriteState::Failed:
        return tr("failed");
    case ChunkModel::WriteState::PassedOver:
        return tr("not stored");
    }
    return {};
}

QString ChunkCells::stateExplained() const
{
    switch (m_state) {
    case ChunkModel::WriteState::Indexed:
        return tr("The server has this chunk as it is shown.");
    case ChunkModel::WriteState::Pending:
        return tr("The server has accepted the change; reading the chunk back does not show it yet.");
    case ChunkModel::WriteState::NotConfirmed:
        return tr("The server accepted the change, but it did not show within a minute. Refresh to see what the server has. "
                  "A new chunk can be edited again or taken off the list.");
    case ChunkModel::WriteState::Failed:
        return tr("The server accepted the change and then could not carry it out. It has the chunk as it was.");
    case ChunkModel::WriteState::PassedOver:
        return tr("Another chunk has this tracking id, so the server did not store this one. Edit takes its text into a new form; Delete takes it off the list.");
    }
    return {};
}

QVariant ChunkCells::header(int column)
{
    switch (column) {
    case ChunkModel::TextColumn:
        return tr("Chunk");
    case ChunkModel::ScoreColumn:
        return tr("Score");
    case ChunkModel::TagsColumn:
        return tr("Tags");
    case ChunkModel::TrackingIdColumn:
        return tr("Tracking id");
    case ChunkModel::LinkColumn:
        return tr("Link");
    case ChunkModel::WeightColumn:
        return tr("Weight");
    case ChunkModel::UpdatedColumn:
        return tr("Updated");
    case ChunkModel::StateColumn:
        return tr("State");
    default:
        return {};
    }
}
