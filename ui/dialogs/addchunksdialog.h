#pragma once

#include "app/models/chunkmodel.h"
#include "ui/widgets/formdialog.h"

class ChunkTable;
class SearchField;
class StateStack;

/// Finds chunks of a dataset and chooses some of them. The client must outlive it.
class AddChunksDialog : public FormDialog
{
    Q_OBJECT

public:
    AddChunksDialog(const ApiClient &client, const DatasetId &dataset, const QString &groupName, QWidget *parent);

Q_SIGNALS:
    void chosen(const QList<ChunkId> &chunks);

private:
    void showStates();
    void nameTheAct();

    ChunkModel m_model;
    SearchField *m_field = nullptr;
    ChunkTable *m_table = nullptr;
    StateStack *m_states = nullptr;
};
