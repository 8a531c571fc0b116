#include "app/models/requestmodel.h"

#include "app/models/tooltip.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>

namespace {

/// In the zone of the person, to the second; the day only where it is not today.
QString moment(qint64 at)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(at);
    const QString time = local.time().toString(u"HH:mm:ss");
    return local.date() == QDate::currentDate() ? time : QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + time;
}

bool isFigure(int column)
{
    return column >= RequestModel::StatusColumn && column <= RequestModel::ReceivedColumn;
}

}

RequestModel::RequestModel(RequestHistory &history, QObject *parent) :
    QAbstractTableModel(parent), m_history(history)
{
    connect(&history, &RequestHistory::added, this, &RequestModel::prepend);
    connect(&history, &RequestHistory::cleared, this, [this] {
        m_arrived.clear();
        adopt({});
    });
}

void RequestModel::load()
{
    m_loading = true;
    // They are in the log that is read from now on.
    m_arrived.clear();
    Q_EMIT loadingChanged();
    m_history.find(m_text, this, [this](const QList<RequestHistory::Entry> &entries) { adopt(entries); });
}

void RequestModel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    load();
}

void RequestModel::setOnlyFailures(bool only)
{
    m_onlyFailures = only;
    load();
}

void RequestModel::setDataset(const QString &dataset)
{
    if (m_dataset == dataset)
        return;
    m_dataset = dataset;
    load();
}

const RequestHistory::Entry *RequestModel::entryAt(int row) const
{
    return row >= 0 && row < m_entries.size() ? &m_entries.at(row) : nullptr;
}

Result<RequestRecord> RequestModel::recordAt(int row) const
{
    return m_history.record(m_entries.at(row));
}

void RequestModel::saveArchive(const QString &path, QObject *context, std::function<void(const QString &)> saved)
{
    m_history.saveArchive(m_entries, path, context, std::move(saved));
}

bool RequestModel::fits(const RequestRecord &summary) const
{
    return (!m_onlyFailures || summary.failed()) && (m_dataset.isEmpty() || summary.dataset() == m_dataset);
}

void RequestModel::adopt(const QList<RequestHistory::Entry> &entries)
{
    beginResetModel();
    m_entries.clear();
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(m_entries),
                 [this](const RequestHistory::Entry &entry) { return fits(entry.summary); });
    for (const RequestHistory::Entry &arrived : std::exchange(m_arrived, {})) {
        const bool wasRead = std::any_of(entries.begin(), entries.end(), [&arrived](const RequestHistory::Entry &entry) {
            return entry.file == arrived.file && entry.offset == arrived.offset;
        });
        if (!wasRead && isWanted(arrived))
            m_entries.prepend(arrived);
    }
    endResetModel();
    m_loading = false;
    Q_EMIT loadingChanged();
}

bool RequestModel::isWanted(const RequestHistory::Entry &entry) const
{
    if (!fits(entry.summary))
        return false;
    const auto whole = m_text.isEmpty() ? Result<RequestRecord>(entry.summary) : m_history.record(entry);
    return whole && RequestHistory::matches(*whole, m_text);
}

void RequestModel::prepend(const RequestHistory::Entry &entry)
{
    // The reader may or may not see the new line. Reading anew for each would never come to an end while there is much to do.
    if (m_loading) {
        m_arrived.append(entry);
        return;
    }
    if (!isWanted(entry))
        return;
    beginInsertRows({}, 0, 0);
    m_entries.prepend(entry);
    endInsertRows();
}

int RequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int RequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RequestRecord &summary = m_entries.at(index.row()).summary;
    switch (role) {
    case Qt::DisplayRole: return text(summary, index.column());
    case Qt::ToolTipRole: return plainToolTip(toolTip(summary, index.column()));
    case Qt::TextAlignmentRole: return isFigure(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case SortRole: return raw(summary, index.column());
    case FailedRole: return summary.failed();
    default: return {};
    }
}

QVariant RequestModel::text(const RequestRecord &summary, int column) const
{
    const QLocale locale;
    switch (column) {
    case TimeColumn: return moment(summary.at);
    case MethodColumn: return summary.method;
    case PathColumn: return QUrl::fromPercentEncoding(summary.path().toUtf8());
    case StatusColumn: return summary.status == 0 ? tr("no answer") : QString::number(summary.status);
    case DurationColumn: return tr("%L1 ms").arg(summary.milliseconds);
    case SentColumn: return summary.requestSize == 0 ? QString() : locale.formattedDataSize(summary.requestSize, 1);
    case ReceivedColumn: return summary.answerSize == 0 ? QString() : locale.formattedDataSize(summary.answerSize, 1);
    case ProfileColumn: return summary.profile;
    default: return {};
    }
}

QString RequestModel::toolTip(const RequestRecord &summary, int column) const
{
    switch (column) {
    case TimeColumn: return QLocale().toString(QDateTime::fromMSecsSinceEpoch(summary.at), QLocale::LongFormat);
    case StatusColumn: return summary.failure;
    case PathColumn: return summary.url;
    default: return {};
    }
}

QVariant RequestModel::raw(const RequestRecord &summary, int column) const
{
    switch (column) {
    case TimeColumn: return QDateTime::fromMSecsSinceEpoch(summary.at, Qt::UTC);
    case StatusColumn: return summary.status;
    case DurationColumn: return summary.milliseconds;
    case SentColumn: return summary.requestSize;
    case ReceivedColumn: return summary.answerSize;
    default: return text(summary, column);
    }
}

QVariant RequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isFigure(section))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("time");
    case MethodColumn: return tr("method");
    case PathColumn: return tr("path");
    case StatusColumn: return tr("status");
    case DurationColumn: return tr("took");
    case SentColumn: return tr("sent");
    case ReceivedColumn: return tr("received");
    case ProfileColumn: return tr("profile");
    default: return {};
    }
}
