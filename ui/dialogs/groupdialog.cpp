#include "ui/dialogs/groupdialog.h"

#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/tageditor.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace {

/// The fields that both the patch and somebody else changed, each to something else, in words.
QStringList conflicts(const ChunkGroup &before, const ChunkGroup &now, const ChunkGroupPatch &patch)
{
    QStringList fields;
    const auto judge = [&fields](const auto &wanted, const auto &then, const auto &current, const QString &name) {
        if (wanted && !(current == then) && !(current == *wanted))
            fields.append(name);
    };
    judge(patch.name, before.name, now.name, GroupDialog::tr("name"));
    judge(patch.description, before.description, now.description, GroupDialog::tr("description"));
    judge(patch.trackingId, before.trackingId.value_or(QString()), now.trackingId.value_or(QString()), GroupDialog::tr("tracking id"));
    judge(patch.tagSet, before.tagSet.value_or(QStringList()), now.tagSet.value_or(QStringList()), GroupDialog::tr("tags"));
    judge(patch.metadata, before.metadata, now.metadata, GroupDialog::tr("metadata"));
    return fields;
}

}

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
        sayTaken(*other);
    });
}

void GroupDialog::create()
{
    m_create = m_client.createGroups(m_dataset, {newGroup()});
    m_create.then(this, [this](const Result<QList<ChunkGroup>> &groups) {
        if (!groups)
            return showError(tr("The group was not created."), groups.error());
        if (groups->isEmpty())
            return finish({});
        readCreated(groups->constFirst());
    });
}

// The server may have answered with a group that it made up.
void GroupDialog::readCreated(const ChunkGroup &answered)
{
    m_read = m_client.group(m_dataset, answered.id);
    m_read.then(this, [this](const Result<ChunkGroup> &group) {
        if (!group && group.error().kind == Error::Kind::NotFound)
            return explainMissing();
        finish(group ? *group : ChunkGroup());
    });
}

void GroupDialog::explainMissing()
{
    const QString trackingId = newGroup().trackingId.value_or(QString());
    const Error missing{.kind = Error::Kind::NotFound, .httpStatus = 0, .message = tr("The server says that it made the group, but there is none."), .requestId = {}};
    if (trackingId.isEmpty())
        return showError(tr("The group was not created."), missing);
    m_read = m_client.groupByTrackingId(m_dataset, trackingId);
    m_read.then(this, [this, missing](const Result<ChunkGroup> &other) {
        if (!other)
            return showError(tr("The group was not created."), missing);
        setBusy(false);
        sayTaken(*other);
    });
}

void GroupDialog::sayTaken(const ChunkGroup &other)
{
    setFieldError(m_trackingId, tr("The group \u201c%1\u201d has this tracking id. Choose another, or replace that group.").arg(other.name));
}

// An update carries fields that were not touched here: as they are now, not as they were when the dialog was opened.
void GroupDialog::update()
{
    m_read = m_client.group(m_dataset, m_original->id);
    m_read.then(this, [this](const Result<ChunkGroup> &current) { send(current); });
}

void GroupDialog::send(const Result<ChunkGroup> &current)
{
    if (!current)
        return showError(tr("The group was not saved."), current.error());
    if (const QStringList fields = conflicts(*m_original, *current, patch()); !fields.isEmpty() && !m_overwrites)
        return askAboutConflict(fields);
    m_update = m_client.updateGroup(m_dataset, *current, patch());
    m_update.then(this, [this](const Result<void> &result) {
        if (!result)
            return showError(tr("The group was not saved."), result.error());
        readBack();
    });
}

void GroupDialog::askAboutConflict(const QStringList &fields)
{
    setBusy(false);
    auto *dialog = new ConfirmDialog(tr("The group changed on the server"),
                                     tr("Somebody changed these fields after you opened the group, and so did you: %1. If you overwrite, what is written here "
                                        "counts; all other fields keep what the server has now.").arg(fields.join(u", "_s)),
                                     tr("Overwrite my fields"), this);
    connect(dialog, &ConfirmDialog::submitted, this, [this, dialog] {
        dialog->accept();
        m_overwrites = true;
        submit();
    });
    dialog->open();
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
