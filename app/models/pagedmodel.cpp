#include "app/models/pagedmodel.h"

namespace {

/// What was put in on top while somebody read may fill a numbered page with known rows; a second such page is a server that repeats itself.
constexpr int mostBarrenPages = 2;

}

QString PagedModel::idAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row).id : QString();
}

int PagedModel::rowWithId(const QString &id) const
{
    return m_rowOf.value(id, -1);
}

int PagedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

bool PagedModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_needsFirst && !m_isComplete && m_state == State::Idle;
}

void PagedModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Place place{.from = {}, .number = m_page + 1};
    if (goesOnFromIds() && !m_rows.isEmpty())
        place.from = m_rows.constLast().id;
    load(Purpose::Next, place);
}

void PagedModel::refresh()
{
    if (m_hasSource)
        load(Purpose::First, {});
}

void PagedModel::retry()
{
    if (m_state != State::Failed)
        return;
    setState(State::Idle);
    if (m_failed == Purpose::First)
        refresh();
    else if (m_failed == Purpose::Next)
        fetchMore({});
    else if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void PagedModel::startOver(bool keepRows)
{
    if (!keepRows)
        clearRows();
    m_hasSource = true;
    m_needsFirst = true;
    m_refill.reset();
    m_wanted.clear();
    load(Purpose::First, {});
}

void PagedModel::clearRows()
{
    m_load.reset();
    m_refill.reset();
    m_wanted.clear();
    m_hasSource = false;
    m_needsFirst = true;
    m_isComplete = true;
    m_page = 0;
    beginResetModel();
    m_rows.clear();
    m_rowOf.clear();
    m_gone.clear();
    endResetModel();
    setState(State::Idle);
}

void PagedModel::load(Purpose purpose, const Place &place)
{
    Request &owner = purpose == Purpose::Refill ? m_refill : m_load;
    if (purpose == Purpose::First)
        m_removed.clear();
    if (purpose != Purpose::Refill)
        setState(State::Loading);
    owner = ask(place, [this, purpose, place](const Result<Page> &page) { arrived(purpose, place, page); });
}

void PagedModel::arrived(Purpose purpose, const Place &place, const Result<Page> &page)
{
    if (purpose == Purpose::Refill)
        m_refill.reset();
    if (!page) {
        if (purpose == Purpose::Refill)
            m_wanted.clear();
        m_failed = purpose;
        m_error = page.error();
        setState(State::Failed);
        return;
    }
    if (purpose == Purpose::Refill)
        return adoptRefill(*page);
    // Still loading while rows are put in: whoever asks for more from within would ask with the old last row.
    const int before = rowCount();
    if (purpose == Purpose::First)
        adoptFirst(*page);
    else
        adoptNext(place, *page);
    setState(State::Idle);
    Q_EMIT rowsArrived();
    // A view asks again only after rows came.
    if (purpose == Purpose::Next && rowCount() == before)
        fetchMore({});
}

void PagedModel::adoptFirst(const Page &page)
{
    QList<Row> rows;
    for (const Row &row : std::as_const(m_rows)) {
        if (row.isLocal && !page.ids.contains(row.id))
            rows.append(row);
    }
    QSet<QString> seen;
    for (const QString &id : page.ids) {
        if (!seen.contains(id) && !m_removed.contains(id))
            rows.append({.id = id, .page = 1, .isLocal = false});
        seen.insert(id);
    }
    forgetBodiesExcept(page.ids);
    m_gone.clear();
    const bool keepsRest = !m_needsFirst && startsWith(rows) && (!page.isLast || m_rows.size() == rows.size());
    m_needsFirst = false;
    if (keepsRest) {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    m_page = 1;
    m_barrenPages = 0;
    m_isComplete = page.isLast || page.ids.isEmpty();
    m_rowOf.clear();
    reindexFrom(0);
    endResetModel();
}

bool PagedModel::startsWith(const QList<Row> &rows) const
{
    if (rows.isEmpty() || rows.size() > m_rows.size())
        return false;
    return std::equal(rows.begin(), rows.end(), m_rows.begin(), [](const Row &a, const Row &b) { return a.id == b.id; });
}

void PagedModel::adoptNext(const Place &place, const Page &page)
{
    QList<Row> rows;
    QSet<QString> fresh;
    for (const QString &id : page.ids) {
        if (m_rowOf.contains(id) || fresh.contains(id) || m_removed.contains(id))
            continue;
        fresh.insert(id);
        rows.append({.id = id, .page = place.number, .isLocal = false});
    }
    m_page = place.number;
    m_barrenPages = rows.isEmpty() ? m_barrenPages + 1 : 0;
    m_isComplete = page.isLast || page.ids.isEmpty() || m_barrenPages >= (goesOnFromIds() ? 1 : mostBarrenPages);
    if (rows.isEmpty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.append(rows);
    reindexFrom(first);
    endInsertRows();
}

void PagedModel::wantBody(int row) const
{
    if (m_refill || !m_wanted.isEmpty() || m_needsFirst || (m_state == State::Failed && m_failed == Purpose::Refill))
        return;
    m_wanted = m_rows.at(row).id;
    QMetaObject::invokeMethod(const_cast<PagedModel *>(this), &PagedModel::refill, Qt::QueuedConnection);
}

void PagedModel::refill()
{
    const int row = rowWithId(m_wanted);
    if (row < 0 || hasBody(m_wanted)) {
        m_wanted.clear();
        return;
    }
    load(Purpose::Refill, {.from = goesOnFromIds() ? m_wanted : QString(), .number = m_rows.at(row).page});
}

void PagedModel::adoptRefill(const Page &page)
{
    if (!page.ids.contains(m_wanted))
        m_gone.insert(m_wanted);
    QStringList ids = page.ids;
    ids.append(m_wanted);
    m_wanted.clear();
    for (const QString &id : std::as_const(ids))
        announceRow(id);
}

void PagedModel::insertLocalRow(const QString &id)
{
    if (m_rowOf.contains(id))
        return announceRow(id);
    beginInsertRows({}, 0, 0);
    m_rows.prepend({.id = id, .page = 1, .isLocal = true});
    reindexFrom(0);
    endInsertRows();
    Q_EMIT rowsArrived();
}

void PagedModel::settleRow(const QString &id)
{
    if (const int row = rowWithId(id); row >= 0)
        m_rows[row].isLocal = false;
    announceRow(id);
}

void PagedModel::removeRowWithId(const QString &id)
{
    m_removed.insert(id);
    const int row = rowWithId(id);
    if (row < 0)
        return;
    takeRow(row);
    Q_EMIT rowsArrived();
}

void PagedModel::takeRow(int row)
{
    beginRemoveRows({}, row, row);
    m_rowOf.remove(m_rows.at(row).id);
    m_rows.removeAt(row);
    reindexFrom(row);
    endRemoveRows();
}

void PagedModel::changeRowId(const QString &from, const QString &to)
{
    const int row = rowWithId(from);
    if (row < 0 || from == to)
        return;
    if (const int other = rowWithId(to); other >= 0)
        takeRow(other);
    const int place = rowWithId(from);
    m_rowOf.remove(from);
    m_rows[place].id = to;
    m_rowOf.insert(to, place);
    announceRow(to);
}

void PagedModel::announceRow(const QString &id)
{
    if (const int row = rowWithId(id); row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void PagedModel::reindexFrom(int row)
{
    for (int i = row; i < m_rows.size(); ++i)
        m_rowOf.insert(m_rows.at(i).id, i);
}

void PagedModel::setState(State state)
{
    if (m_state == state && state != State::Failed)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}
