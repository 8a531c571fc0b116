#include "ui/dialogs/addchunksdialog.h"

#include "ui/widgets/chunktable.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statestack.h"

#include <QItemSelectionModel>
#include <QPushButton>

using namespace Qt::StringLiterals;

AddChunksDialog::AddChunksDialog(const ApiClient &client, const DatasetId &dataset, const QString &groupName, QWidget *parent) :
    FormDialog(tr("Add chunks to \u201c%1\u201d").arg(groupName), tr("Add"), parent), m_model(client),
    m_field(new SearchField(tr("Search chunks"))), m_table(new ChunkTable(m_model)), m_states(new StateStack(m_table))
{
    setObjectName(u"addChunksDialog"_s);
    m_field->setObjectName(u"addChunksSearch"_s);
    m_table->setMinimumSize(560, 320);
    addWidget(m_field);
    addWidget(m_states);
    connect(m_field, &SearchField::searchChanged, this, [this, dataset](const QString &text) {
        m_model.show(dataset, {.query = text});
        m_table->fitColumns();
    });
    connect(&m_model, &PagedModel::stateChanged, this, &AddChunksDialog::showStates);
    connect(&m_model, &PagedModel::rowsArrived, this, &AddChunksDialog::showStates);
    connect(&m_states->messageBar(), &MessageBar::retryRequested, &m_model, &PagedModel::retry);
    connect(m_table, &ChunkTable::chunkSelectionChanged, this, &AddChunksDialog::nameTheAct);
    connect(this, &FormDialog::submitted, this, [this] {
        Q_EMIT chosen(m_table->selectedChunks());
        accept();
    });
    m_model.show(dataset);
    showStates();
    nameTheAct();
    m_field->setFocus();
}

void AddChunksDialog::showStates()
{
    m_states->setEmptyPane(u"search"_s, m_model.source().isWhole() ? tr("This dataset has no chunks yet.") : tr("Nothing matches."));
    m_states->setLoading(m_model.state() == PagedModel::State::Loading);
    m_states->setEmpty(m_model.rowCount() == 0);
    if (m_model.state() == PagedModel::State::Failed)
        m_states->messageBar().showError(tr("The chunks could not be read."), m_model.lastError(), true);
}

void AddChunksDialog::nameTheAct()
{
    const int selected = int(m_table->selectionModel()->selectedRows().size());
    acceptButton().setText(selected == 0 ? tr("Add") : tr("Add %Ln chunk(s)", nullptr, selected));
    setAcceptable(selected > 0);
}
