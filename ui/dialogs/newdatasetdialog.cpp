#include "ui/dialogs/newdatasetdialog.h"

#include "app/models/datasetconfiguration.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QUrl>

using namespace Qt::StringLiterals;

NewDatasetDialog::NewDatasetDialog(const ApiClient &client, QWidget *parent) : FormDialog(tr("New dataset"), tr("&Create dataset"), parent), m_client(client)
{
    setObjectName(u"newDatasetDialog"_s);
    m_name = addLine(u"name"_s, tr("&Name"), {});
    m_trackingId = addLine(u"trackingId"_s, tr("&Tracking id"), tr("Optional. Your own id for this dataset; no other dataset may have it."));
    auto *heading = new QLabel(tr("Language model (optional)"));
    heading->setProperty("look", u"section"_s);
    addWidget(heading);
    m_baseUrl = addLine(u"baseUrl"_s, tr("&Address"), tr("Of a server that speaks OpenAI's protocol. Empty takes the server's own."),
        u"https://api.openai.com/v1"_s);
    m_model = addLine(u"model"_s, tr("&Model"), {}, u"gpt-4o"_s);
    m_key = addLine(u"key"_s, tr("A&PI key"), tr("Stored by the server and never shown again."));
    m_key->setEchoMode(QLineEdit::Password);
    m_name->setFocus();
    connect(this, &FormDialog::submitted, this, &NewDatasetDialog::create);
    connect(this, &FormDialog::aborted, this, [this] { m_call = {}; });
    check();
}

QLineEdit *NewDatasetDialog::addLine(const QString &name, const QString &label, const QString &help, const QString &placeholder)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    line->setPlaceholderText(placeholder);
    addField(label, line, help);
    connect(line, &QLineEdit::textChanged, this, &NewDatasetDialog::check);
    return line;
}

void NewDatasetDialog::check()
{
    if (!m_key)
        return;
    const QString trackingId = m_trackingId->text().trimmed();
    const QString address = m_baseUrl->text().trimmed();
    const QUrl url(address, QUrl::StrictMode);
    const bool addressFits = address.isEmpty() || (url.isValid() && !url.host().isEmpty() && url.scheme().startsWith("http"_L1));
    // Servers take what looks like a UUID for the dataset's own id.
    setFieldError(m_trackingId, isUuid(trackingId) ? tr("Choose one that does not look like a UUID: the server would take it for the dataset's own id.") : QString());
    setFieldError(m_baseUrl, addressFits ? QString() : tr("Write an address such as https://api.openai.com/v1."));
    setAcceptable(!m_name->text().trimmed().isEmpty() && !isUuid(trackingId) && addressFits);
}

NewDataset NewDatasetDialog::wanted() const
{
    NewDataset dataset{.name = m_name->text().trimmed(), .trackingId = {}, .serverConfiguration = {}};
    if (const QString trackingId = m_trackingId->text().trimmed(); !trackingId.isEmpty())
        dataset.trackingId = trackingId;
    if (const QString address = m_baseUrl->text().trimmed(); !address.isEmpty())
        dataset.serverConfiguration.set(u"LLM_BASE_URL", address);
    if (const QString model = m_model->text().trimmed(); !model.isEmpty())
        dataset.serverConfiguration.set(u"LLM_DEFAULT_MODEL", model);
    return dataset;
}

void NewDatasetDialog::create()
{
    setBusy(true);
    if (m_made)
        return storeKey();
    m_call = m_client.createDataset(wanted());
    m_call.then(this, [this](const Result<Dataset> &dataset) { finishCreating(dataset); });
}

void NewDatasetDialog::finishCreating(const Result<Dataset> &dataset)
{
    if (!dataset)
        return showError(tr("The dataset was not created."), dataset.error());
    m_made = datasetconfiguration::withoutSecrets(*dataset);
    Q_EMIT created(*m_made);
    if (m_key->text().isEmpty())
        return accept();
    storeKey();
}

// Servers drop keys from what a dataset is created with, so they are set by a change.
void NewDatasetDialog::storeKey()
{
    DatasetPatch patch;
    patch.serverConfiguration = datasetconfiguration::patch(Json::object({{u"LLM_API_KEY", m_key->text()}}), *m_made);
    m_call = m_client.updateDataset(m_made->id, patch);
    m_call.then(this, [this](const Result<Dataset> &dataset) {
        if (dataset)
            return accept();
        showError(tr("The dataset was created, but the API key of its language model was not stored."), dataset.error());
        m_name->setEnabled(false);
        m_trackingId->setEnabled(false);
        acceptButton().setText(tr("Store the &key"));
    });
}
