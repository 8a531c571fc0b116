#include "ui/dialogs/groupdialog.h"

#include "ui/widgets/messagebar.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/tageditor.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

GroupDialog::GroupDialog(const ApiClient &client, const DatasetId &dataset, QWidget *parent) :
    FormDialog(tr("New group"), tr("&Create group"), parent), m_client(client), m_dataset(dataset)
{
    build();
}

GroupDialog::GroupDialog(const ApiClient &client, const ChunkGroup &group, QWidget *parent) :
    FormDialog(tr("Edit group"), tr("&Save"), parent), m_client(client), m_dataset(group.datasetId), m_original(group)
{
    build();
}

void GroupDialog::build()
{
    setObjectName(u"groupDialog"_s);
    const ChunkGroup group = m_original.value_or(ChunkGroup());
    m_name = new QLineEdit(group.name);
    m_name->setObjectName(u"groupName"_s);
    m_name->setMinimumWidth(432);
    addField(tr("&Name"), m_name);
    m_description = new QLineEdit(group.description);
    m_description->setObjectName(u"groupDescription"_s);
    addField(tr("&Description"), m_description);
    m_trackingId = new QLineEdit(group.trackingId.value_or(QString()));
    m_trackingId->setObjectName(u"groupTrackingId"_s);
    addField(tr("&Tracking id"), m_trackingId, tr("Your own id of it; unique in the dataset."));
    // It quotes the name of another group.
    findChild<QLabel *>(u"groupTrackingIdError"_s)->setTextFormat(Qt::PlainText);
    if (!m_original) {
        m_upsert = new QCheckBox(tr("&Replace the group that has this tracking id"));
        m_upsert->setObjectName(u"groupUpsert"_s);
        m_upsert->setToolTip(tr("Its name, description, tags and metadata become what is written here, also where that is empty."));
        m_upsert->setAccessibleDescription(m_upsert->toolTip());
        addWidget(m_upsert);
    }
    m_tags = new TagEditor;
    m_tags->setObjectName(u"groupTags"_s);
    m_tags->field()->setObjectName(u"groupTagsField"_s);
    m_tags->field()->setAccessibleName(tr("Tags"));
    m_tags->setTags(group.tagSet.value_or(QStringList()));
    addField(tr("T&ags"), m_tags, tr("Enter ends a tag; a comma belongs to it."));
    m_metadata = new SourceEdit;
    m_metadata->setObjectName(u"groupMetadata"_s);
    m_metadata->setAccessibleName(tr("Metadata"));
    m_metadata->setLines(5);
    m_metadata->setMaximumHeight(160);
    m_metadata->setSource(group.metadata.readableText());
    addField(tr("&Metadata"), m_metadata, tr("JSON, or nothing."));
    m_name->setFocus();
    for (QLineEdit *line : {m_name, m_description, m_trackingId})
        connect(line, &QLineEdit::textChanged, this, &GroupDialog::check);
    connect(m_tags, &TagEditor::tagsChanged, this, &GroupDialog::check);
    connect(m_metadata, &QPlainTextEdit::textChanged, this, &GroupDialog::check);
    connect(this, &FormDialog::submitted, this, &GroupDialog::submit);
    connect(this, &FormDialog::aborted, this, [this] {
        m_read = {};
        m_create = {};
        m_update = {};
    });
    check();
}

std::optional<Metadata> GroupDialog::typedMetadata() const
{
    const auto metadata = Metadata::fromText(m_metadata->source());
    return metadata ? std::optional(*metadata) : std::nullopt;
}

void GroupDialog::check()
{
    const auto json = Json::parse(m_metadata->source().toUtf8());
    const bool isJson = m_metadata->source().trimmed().isEmpty() || json;
    setFieldError(m_metadata, isJson ? QString() : json.error().message + u'.');
    setFieldError(m_name, m_original && m_name->text().trimmed().isEmpty() && !m_original->name.isEmpty() ? tr("Write a name.") : QString());
    setAcceptable(isJson && !m_name->text().trimmed().isEmpty() && (!m_original || !patch().isEmpty()));
}

ChunkGroupPatch GroupDialog::patch() const
{
    ChunkGroupPatch patch;
    if (!m_original)
        return patch;
    if (m_name->text() != m_original->name)
        patch.name = m_name->text();
    if (m_description->text() != m_original->description)
        patch.description = m_description->text();
    if (m_trackingId->text() != m_original->trackingId.value_or(QString()))
        patch.trackingId = m_trackingId->text();
    if (m_tags->tags() != m_original->tagSet.value_or(QStringList()))
        patch.tagSet = m_tags->tags();
    const auto metadata = typedMetadata();
    if (m_metadata->isTouched() && metadata && !(*metadata == m_original->metadata) && !(metadata->isNull() && m_original->metadata.isNull()))
        patch.metadata = *metadata;
    return patch;
}

NewChunkGroup GroupDialog::newGroup() const
{
    NewChunkGroup group;
    group.name = m_name->text().trimmed();
    group.description = m_description->text();
    if (const QString trackingId = m_trackingId->text().trimmed(); !trackingId.isEmpty())
        group.trackingId = trackingId;
    if (const QStringList tags = m_tags->tags(); !tags.isEmpty())
        group.tagSet = tags;
    group.metadata = typedMetadata().value_or(Metadata());
    group.upsertByTrackingId = m_upsert->isChecked();
    return group;
}

void GroupDialog::submit()
{
    setBusy(true);
    if (m_original)
        return update();
    const NewChunkGroup group = newGroup();
    if (!group.trackingId || group.upsertByTrackingId)
        return create();
    // The server answers 200 with an id that is stored nowhere where the tracking id is taken.
    m_read = m_client.groupByTrackingId(m_dataset, *group.trackingId);
    m_read.then(this, [this](const Result<ChunkGroup> &other) {
        if (!other && other.error().kind == Error::Kind::NotFound)
            return create();
        setBusy(false);
        if (!other)
            return showError(tr("The group was not created."), other.error());
        setFieldError(m_trackingId, tr("The group \u201c%1\u201d has this tracking id. Choose another, or replace that group.").arg(other->name));
    });
}

void GroupDialog::create()
{
    m_create = m_client.createGroups(m_dataset, {newGroup()});
    m_create.then(this, [this](const Result<QList<ChunkGroup>> &groups) {
        if (!groups)
            return showError(tr("The group was not created."), groups.error());
        finish(groups->isEmpty() ? ChunkGroup() : groups->constFirst());
    });
}

void GroupDialog::update()
{
    m_update = m_client.updateGroup(m_dataset, *m_original, patch());
    m_update.then(this, [this](const Result<void> &result) {
        if (!result)
            return showError(tr("The group was not saved."), result.error());
        readBack();
    });
}

void GroupDialog::readBack()
{
    m_read = m_client.group(m_dataset, m_original->id);
    m_read.then(this, [this](const Result<ChunkGroup> &group) { finish(group ? *group : ChunkGroup()); });
}

void GroupDialog::finish(const ChunkGroup &group)
{
    Q_EMIT saved(group);
    setBusy(false);
    accept();
}
