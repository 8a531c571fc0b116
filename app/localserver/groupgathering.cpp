#include "app/localserver/groupgathering.h"

#include "app/localserver/database.h"

void GroupGathering::gather(const QList<Hit> &hits)
{
    m_order.clear();
    m_hits.clear();
    for (const Hit &hit : hits)
        add(hit);
}

void GroupGathering::add(const Hit &hit)
{
    auto row = m_database.prepare("SELECT chunk_group FROM group_members WHERE chunk = ? ORDER BY chunk_group");
    row.bind(hit.chunk);
    while (row.step()) {
        const qint64 group = row.integer(0);
        auto known = m_hits.find(group);
        if (known == m_hits.end()) {
            m_order.append(group);
            known = m_hits.insert(group, {});
        }
        if (known->size() < m_groupSize)
            known->append(hit);
    }
}
