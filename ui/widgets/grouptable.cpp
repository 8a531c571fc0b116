#include "ui/widgets/grouptable.h"

#include "ui/widgets/chunkdelegate.h"

using namespace Qt::StringLiterals;

GroupTable::GroupTable(GroupModel &model, QWidget *parent) :
    RowTable(parent), m_model(model)
{
    setObjectName(u"groupTable"_s);
    setAccessibleName(tr("Groups"));
    setModel(&model);
    auto *delegate = new ChunkDelegate(this);
    delegate->setColumns(-1, {GroupModel::CountColumn, GroupModel::TrackingIdColumn, GroupModel::TagsColumn, GroupModel::UpdatedColumn});
    setItemDelegate(delegate);
    setSelectionMode(SingleSelection);
    setWidths(GroupModel::NameColumn, {{GroupModel::CountColumn, 64}, {GroupModel::TrackingIdColumn, 110}, {GroupModel::TagsColumn, 110},
                                       {GroupModel::UpdatedColumn, 110}});
    // What says least goes first.
    hideWhenNarrower(GroupModel::TagsColumn, 600);
    hideWhenNarrower(GroupModel::TrackingIdColumn, 460);
    hideWhenNarrower(GroupModel::UpdatedColumn, 320);
}

bool GroupTable::selectGroup(const ChunkGroupId &group)
{
    return selectRowAt(m_model.rowOf(group));
}
