#pragma once

#include "app/models/groupmodel.h"
#include "ui/widgets/rowtable.h"

/// The table of groups, whose name keeps about half of the room; one at a time is selected. The model must outlive it.
class GroupTable : public RowTable
{
    Q_OBJECT

public:
    explicit GroupTable(GroupModel &model, QWidget *parent = nullptr);

    /// Makes it the current row; false where it is not listed.
    bool selectGroup(const ChunkGroupId &group);

private:
    GroupModel &m_model;
};
