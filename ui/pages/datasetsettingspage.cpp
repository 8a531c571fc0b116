#include "ui/pages/datasetsettingspage.h"

#include "app/models/datasetconfiguration.h"
#include "ui/icons.h"
#include "ui/pages/settingspecs.h"
#include "ui/widgets/copyableid.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/unsaveddialog.h"
#include "ui/writelock.h"

#include <QAction>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int columnWidth = 640;
using Kind = SettingField::Kind;

}

DatasetSettingsPage::DatasetSettingsPage(const ApiClient &client, QWidget *parent)
    : Page(parent), m_client(client), m_saveAction(new QAction(icon(u"check"_s), tr("&Save settings"), this)),
      m_revertAction(new QAction(icon(u"undo"_s), tr("&Revert settings"), this)), m_form(new QWidget)
{
    m_saveAction->setShortcut(QKeySequence::Save);
    addAction(m_saveAction);
    lockWriting(m_client, {m_saveAction}, Error::Role::Owner);
    WriteLock::watch(m_client, this, &DatasetSettingsPage::updateState);
    connect(m_saveAction, &QAction::triggered, this, &DatasetSettingsPage::save);
    connect(m_revertAction, &QAction::triggered, this, &DatasetSettingsPage::revert);

    m_column = new QVBoxLayout(m_form);
    m_column->setContentsMargins(24, 8, 24, 24);
    m_column->setSpacing(16);
    m_form->setMaximumWidth(columnWidth + 48);
    makeFields();
    m_column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_form);
    m_states = new StateStack(scroll, this);
    m_states->setEmpty(true);
    connect(&m_states->messageBar(), &MessageBar::retryRequested, this, &DatasetSettingsPage::load);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_states, 1);
    updateState();
}

QWidget *DatasetSettingsPage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *title = new QLabel(tr("Settings"), header);
    title->setProperty("look", u"title"_s);
    m_changes = new QLabel(header);
    m_changes->setProperty("look", u"secondary"_s);
    m_revertButton = new QPushButton(tr("&Revert"), header);
    m_revertButton->setObjectName(u"revertSettings"_s);
    m_saveButton = new QPushButton(tr("&Save"), header);
    m_saveButton->setObjectName(u"saveSettings"_s);
    m_saveButton->setProperty("primary", true);
    m_saveButton->setToolTip(tr("Save what was changed (%1)").arg(m_saveAction->shortcut().toString(QKeySequence::NativeText)));
    connect(m_revertButton, &QPushButton::clicked, m_revertAction, &QAction::trigger);
    connect(m_saveButton, &QPushButton::clicked, m_saveAction, &QAction::trigger);
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(24, 12, 24, 8);
    layout->setSpacing(8);
    layout->addWidget(title);
    layout->addStretch(1);
    layout->addWidget(m_changes);
    layout->addWidget(m_revertButton);
    layout->addWidget(m_saveButton);
    return header;
}

void DatasetSettingsPage::makeFields()
{
    m_name = addField(new SettingField(u"name"_s, Kind::Text, tr("&Name"), {}, m_form));
    m_trackingId = addField(new SettingField(u"trackingId"_s, Kind::Text, tr("&Tracking id"), tr("Your own id for this dataset; no other dataset may have it."), m_form));
    addFacts();

    for (const SettingSection &section : settingSections()) {
        addHeading(section.title);
        for (const SettingSpec &spec : section.settings)
            addField(new SettingField(spec.key, spec.kind, spec.label, spec.help, m_form))->setProperty("always", spec.isAlwaysShown);
    }
}

SettingField *DatasetSettingsPage::addField(SettingField *field)
{
    m_fields.append(field);
    m_column->addWidget(field);
    connect(field, &SettingField::edited, this, &DatasetSettingsPage::updateState);
    return field;
}

void DatasetSettingsPage::addHeading(const QString &text)
{
    auto *heading = new QLabel(text, m_form);
    heading->setProperty("look", u"title"_s);
    m_column->addSpacing(8);
    m_column->addWidget(heading);
}

void DatasetSettingsPage::addFacts()
{
    m_id = new CopyableId(tr("Dataset id"), m_form);
    m_organization = new CopyableId(tr("Organization id"), m_form);
    m_created = new QLabel(m_form);
    m_updated = new QLabel(m_form);
    auto *facts = new QFormLayout;
    facts->setHorizontalSpacing(16);
    facts->setVerticalSpacing(4);
    facts->addRow(tr("Dataset id"), m_id);
    facts->addRow(tr("Organization id"), m_organization);
    facts->addRow(tr("Created"), m_created);
    facts->addRow(tr("Changed"), m_updated);
    m_column->addLayout(facts);
}

void DatasetSettingsPage::showDataset(const Dataset &dataset)
{
    if (dataset.id == m_dataset.id) {
        m_name->setOriginal(dataset.name, true);
        m_trackingId->setOriginal(dataset.trackingId.value_or(QString()), true);
        return updateState();
    }
    m_dataset = dataset;
    m_isLoaded = false;
    m_save = {};
    m_states->setEmpty(true);
    m_states->messageBar().dismiss();
    for (SettingField *field : std::as_const(m_fields))
        field->setOriginal({});
    load();
}

void DatasetSettingsPage::refresh()
{
    load();
}

void DatasetSettingsPage::load()
{
    m_states->setLoading(true);
    m_load = m_client.dataset(m_dataset.id);
    m_load.then(this, [this](const Result<Dataset> &dataset) {
        m_states->setLoading(false);
        if (dataset)
            adopt(*dataset, m_isLoaded);
        else
            m_states->messageBar().showError(tr("The settings could not be read."), dataset.error(), true);
        updateState();
    });
}

void DatasetSettingsPage::adopt(const Dataset &dataset, bool keepEdits)
{
    m_dataset = datasetconfiguration::withoutSecrets(dataset);
    m_isLoaded = true;
    m_states->setEmpty(false);
    m_states->messageBar().dismiss();
    const Json configuration = m_dataset.serverConfiguration.json();
    for (SettingField *field : std::as_const(m_fields)) {
        if (field == m_name || field == m_trackingId)
            continue;
        field->setOriginal(configuration[field->key()], keepEdits);
        field->setVisible(field->property("always").toBool() || configuration.contains(field->key()));
    }
    m_name->setOriginal(m_dataset.name, keepEdits);
    m_trackingId->setOriginal(m_dataset.trackingId.value_or(QString()), keepEdits);
    m_id->setId(m_dataset.id.text());
    m_organization->setId(m_dataset.organizationId.text());
    m_created->setText(relativeTime(m_dataset.createdAt));
    m_created->setToolTip(absoluteTime(m_dataset.createdAt));
    m_updated->setText(relativeTime(m_dataset.updatedAt));
    m_updated->setToolTip(absoluteTime(m_dataset.updatedAt));
    if (datasetconfiguration::isSpoiltByChanges(m_dataset)) {
        m_states->messageBar().showMessage(MessageBar::Severity::Warning,
            tr("The distance metric of this dataset is not cosine. The server forgets the metric with every change, and searches would find nothing afterwards. "
               "Its settings can be read here, not changed."));
    } else if (datasetconfiguration::losesStopTokens(m_dataset)) {
        m_states->messageBar().showMessage(MessageBar::Severity::Warning,
            tr("This dataset has stop tokens. The server forgets them with every change of its settings or its name, whatever is changed."));
    }
}

int DatasetSettingsPage::changes() const
{
    return int(std::count_if(m_fields.begin(), m_fields.end(), [](const SettingField *field) { return field->isChanged(); }));
}

bool DatasetSettingsPage::check()
{
    const bool named = !m_name->value().toString().trimmed().isEmpty();
    const bool looksLikeId = m_trackingId->isChanged() && isUuid(m_trackingId->value().toString().trimmed());
    m_name->setError(named || !m_isLoaded ? QString() : tr("A dataset needs a name."));
    m_trackingId->setError(looksLikeId ? tr("Choose one that does not look like a UUID: the server would take it for the dataset's own id.") : QString());
    return named && !looksLikeId;
}

void DatasetSettingsPage::updateState()
{
    if (!m_saveButton)
        return;
    const int count = m_isLoaded ? changes() : 0;
    const bool idle = !m_save.isRunning();
    const QString objection = WriteLock::objection(m_client, Error::Role::Owner);
    // What was changed before that was known can still be copied out of the fields.
    m_form->setEnabled(m_isLoaded && idle && (objection.isEmpty() || count > 0));
    m_changes->setText(!objection.isEmpty() ? objection : !idle ? tr("Saving\u2026") : count == 0 ? QString() : count == 1 ? tr("1 change") : tr("%1 changes").arg(count));
    m_saveAction->setEnabled(check() && count > 0 && idle && !datasetconfiguration::isSpoiltByChanges(m_dataset));
    m_revertAction->setEnabled(count > 0 && idle);
    m_saveButton->setEnabled(m_saveAction->isEnabled());
    m_revertButton->setEnabled(m_revertAction->isEnabled());
}

DatasetPatch DatasetSettingsPage::patch() const
{
    DatasetPatch patch;
    Json configuration;
    for (const SettingField *field : m_fields) {
        if (!field->isChanged())
            continue;
        if (field == m_name)
            patch.name = field->value().toString().trimmed();
        else if (field == m_trackingId)
            patch.trackingId = field->value().toString().trimmed();
        else
            configuration.set(field->key(), field->value());
    }
    patch.serverConfiguration = datasetconfiguration::patch(configuration, m_dataset);
    return patch;
}

void DatasetSettingsPage::save()
{
    if (!m_saveAction->isEnabled())
        return;
    m_states->messageBar().dismiss();
    m_states->setLoading(true);
    m_save = m_client.updateDataset(m_dataset.id, patch());
    m_save.then(this, [this](const Result<Dataset> &dataset) { finishSaving(dataset); });
    updateState();
}

void DatasetSettingsPage::finishSaving(const Result<Dataset> &dataset)
{
    m_save = {};
    m_states->setLoading(false);
    const std::function<void()> proceed = std::exchange(m_afterSaving, nullptr);
    if (!dataset) {
        m_states->messageBar().showError(tr("The settings were not saved."), dataset.error());
        return updateState();
    }
    adopt(*dataset, false);
    updateState();
    Q_EMIT saved(m_dataset);
    Q_EMIT statusMessage(tr("The settings of \u201C%1\u201D were saved.").arg(m_dataset.name));
    if (proceed)
        proceed();
}

void DatasetSettingsPage::revert()
{
    for (SettingField *field : std::as_const(m_fields))
        field->revert();
    updateState();
}

QList<QAction *> DatasetSettingsPage::pageActions() const
{
    return {m_saveAction, m_revertAction};
}

void DatasetSettingsPage::leave(std::function<void()> proceed)
{
    if (!m_isLoaded || changes() == 0)
        return proceed();
    auto *question = new UnsavedDialog(tr("The settings of \u201C%1\u201D were changed and not saved.").arg(m_dataset.name), window());
    question->forbidSaving(WriteLock::objection(m_client, Error::Role::Owner));
    connect(question, &UnsavedDialog::discardChosen, this, [this, proceed] {
        revert();
        proceed();
    });
    connect(question, &UnsavedDialog::saveChosen, this, [this, proceed] {
        m_afterSaving = proceed;
        save();
    });
    question->open();
}
