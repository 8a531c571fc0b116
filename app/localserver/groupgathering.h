#pragma once

#include "app/localserver/hitsource.h"

#include <QHash>

class Database;

/// Hits sorted into their groups, the groups in the order of their best hits. A hit in several groups is in all of them.
class GroupGathering
{
public:
    /// No more hits of one group are kept.
    GroupGathering(Database &database, qint64 groupSize) : m_database(database), m_groupSize(groupSize) { }

    /// Begins anew with these hits, which come best first.
    void gather(const QList<Hit> &hits);
    /// Keys of groups.
    const QList<qint64> &groups() const { return m_order; }
    QList<Hit> hitsOf(qint64 group) const { return m_hits.value(group); }

private:
    void add(const Hit &hit);

    Database &m_database;
    const qint64 m_groupSize;
    QList<qint64> m_order;
    QHash<qint64, QList<Hit>> m_hits;
};
