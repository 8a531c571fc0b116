#include "app/models/topicmodel.h"

#include "app/values/timestamp.h"

using namespace Qt::StringLiterals;

namespace {

QDateTime lastUsed(const Topic &topic)
{
    return timestamp::parse(topic.updatedAt.isEmpty() ? topic.createdAt : topic.updatedAt).value_or(QDateTime());
}

}

const QString &TopicModel::owner()
{
    static const QString owner = u"retriever"_s;
    return owner;
}

TopicModel::TopicModel(const ApiClient &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_client(client)
    , m_changes(std::make_unique<QObject>())
{
}

int TopicModel::rowOf(const TopicId &id) const
{
    const auto found = std::find_if(m_topics.begin(), m_topics.end(), [&id](const Topic &topic) { return topic.id == id; });
    return found == m_topics.end() ? -1 : int(found - m_topics.begin());
}

void TopicModel::showDataset(const DatasetId &dataset)
{
    if (dataset == m_dataset)
        return;
    m_dataset = dataset;
    m_changes = std::make_unique<QObject>();
    beginResetModel();
    m_topics.clear();
    endResetModel();
    refresh();
}

void TopicModel::refresh()
{
    m_list = {};
    if (m_dataset.isEmpty())
        return setState(State::Idle);
    setState(State::Loading);
    m_list = m_client.topics(m_dataset, owner());
    m_list.then(this, [this](const Result<QList<Topic>> &topics) { adoptList(topics); });
}

void TopicModel::adoptList(const Result<QList<Topic>> &topics)
{
    if (!topics)
        return setState(State::Failed, topics.error());
    QList<Topic> sorted = *topics;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Topic &a, const Topic &b) { return lastUsed(a) > lastUsed(b); });
    if (sorted != m_topics) {
        beginResetModel();
        m_topics = std::move(sorted);
        endResetModel();
    }
    setState(State::Idle);
}

void TopicModel::rename(const TopicId &id, const QString &name)
{
    m_client.renameTopic(m_dataset, id, name).then(m_changes.get(), [this, id, name](const Result<void> &done) {
        if (done)
            adoptName(id, name);
        else
            Q_EMIT renameRefused(id, done.error());
    });
}

void TopicModel::adoptName(const TopicId &id, const QString &name)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_topics[row].name = name;
    Q_EMIT dataChanged(index(row), index(row));
}

void TopicModel::remove(const TopicId &id)
{
    m_client.deleteTopic(m_dataset, id).then(m_changes.get(), [this, id](const Result<void> &done) {
        // Somebody else removed it: it is gone, which is what was asked for.
        if (done || done.error().kind == Error::Kind::NotFound)
            drop(id);
        else
            Q_EMIT removeRefused(id, done.error());
    });
}

void TopicModel::drop(const TopicId &id)
{
    const int row = rowOf(id);
    if (row >= 0) {
        beginRemoveRows({}, row, row);
        m_topics.removeAt(row);
        endRemoveRows();
    }
    Q_EMIT removed(id);
}

void TopicModel::adopt(const Topic &topic)
{
    if (rowOf(topic.id) >= 0)
        return markUsed(topic.id);
    beginInsertRows({}, 0, 0);
    m_topics.prepend(topic);
    endInsertRows();
}

void TopicModel::markUsed(const TopicId &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_topics[row].updatedAt = timestamp::fromServer(QDateTime::currentDateTimeUtc());
    if (row > 0) {
        beginMoveRows({}, row, row, {}, 0);
        m_topics.move(row, 0);
        endMoveRows();
    }
    Q_EMIT dataChanged(index(0), index(0));
}

int TopicModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_topics.size());
}

QVariant TopicModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Topic &topic = m_topics.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return topic.name;
    case IdRole: return topic.id.text();
    case LastUsedRole: return lastUsed(topic);
    }
    return {};
}

Qt::ItemFlags TopicModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool TopicModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    const QString name = value.toString().simplified();
    const Topic &topic = m_topics.at(index.row());
    if (name.isEmpty() || name == topic.name)
        return false;
    rename(topic.id, name);
    return true;
}

void TopicModel::setState(State state, std::optional<Error> error)
{
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged();
}
