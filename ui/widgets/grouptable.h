#pragma once

#include "app/models/groupmodel.h"

#include <QTableView>

/// The table of groups: rows of one height, one selected, the name with the most room. The model must outlive it.
class GroupTable : public QTableView
{
    Q_OBJECT

public:
    explicit GroupTable(GroupModel &model, QWidget *parent = nullptr);

    /// Makes it the current row; false where it is not listed.
    bool selectGroup(const ChunkGroupId &group);

private:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

    GroupModel &m_model;
};
