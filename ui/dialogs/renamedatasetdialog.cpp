#include "ui/dialogs/renamedatasetdialog.h"

#include "app/models/datasetconfiguration.h"
#include "ui/widgets/messagebar.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

RenameDatasetDialog::RenameDatasetDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent)
    : FormDialog(tr("Rename dataset"), tr("&Rename"), parent), m_client(client), m_dataset(dataset), m_name(new QLineEdit(dataset.name)),
      m_trackingId(new QLineEdit(dataset.trackingId.value_or(QString())))
{
    setObjectName(u"renameDatasetDialog"_s);
    m_name->setObjectName(u"name"_s);
    m_trackingId->setObjectName(u"trackingId"_s);
    addField(tr("&Name"), m_name);
    addField(tr("&Tracking id"), m_trackingId, tr("Optional. Your own id for this dataset; no other dataset may have it."));
    m_name->setFocus();
    m_name->selectAll();
    connect(m_name, &QLineEdit::textChanged, this, &RenameDatasetDialog::check);
    connect(m_trackingId, &QLineEdit::textChanged, this, &RenameDatasetDialog::check);
    connect(this, &FormDialog::submitted, this, &RenameDatasetDialog::rename);
    connect(this, &FormDialog::aborted, this, [this] { m_call = {}; });
    check();
}

DatasetPatch RenameDatasetDialog::patch() const
{
    DatasetPatch patch;
    if (const QString name = m_name->text().trimmed(); name != m_dataset.name)
        patch.name = name;
    if (const QString trackingId = m_trackingId->text().trimmed(); trackingId != m_dataset.trackingId.value_or(QString()))
        patch.trackingId = trackingId;
    return patch;
}

void RenameDatasetDialog::check()
{
    const bool named = !m_name->text().trimmed().isEmpty();
    const bool looksLikeId = isUuid(m_trackingId->text().trimmed());
    setFieldError(m_name, named ? QString() : tr("A dataset needs a name."));
    setFieldError(m_trackingId, looksLikeId ? tr("Choose one that does not look like a UUID: the server would take it for the dataset's own id.") : QString());
    setAcceptable(named && !looksLikeId && !patch().isEmpty());
}

void RenameDatasetDialog::rename()
{
    setBusy(true);
    // The settings tell whether any change would spoil the dataset.
    m_call = m_client.dataset(m_dataset.id);
    m_call.then(this, [this](const Result<Dataset> &current) { send(current); });
}

void RenameDatasetDialog::send(const Result<Dataset> &current)
{
    if (!current)
        return showError(tr("The dataset was not renamed."), current.error());
    if (datasetconfiguration::isSpoiltByChanges(*current)) {
        return showError(tr("The dataset was not renamed."),
            Error{.message = tr("Its distance metric is not cosine. The server forgets the metric with every change, and searches would find nothing afterwards.")});
    }
    if (datasetconfiguration::losesStopTokens(*current) && !std::exchange(m_hasWarned, true)) {
        setBusy(false);
        return messageBar().showMessage(MessageBar::Severity::Warning,
            tr("Not renamed yet: the server forgets the stop tokens of this dataset with every change. Press Rename again to go on without them."));
    }
    DatasetPatch whole = patch();
    whole.serverConfiguration = datasetconfiguration::patch({}, *current);
    m_call = m_client.updateDataset(m_dataset.id, whole);
    m_call.then(this, [this](const Result<Dataset> &dataset) {
        if (!dataset)
            return showError(tr("The dataset was not renamed."), dataset.error());
        Q_EMIT renamed(datasetconfiguration::withoutSecrets(*dataset));
        accept();
    });
}
