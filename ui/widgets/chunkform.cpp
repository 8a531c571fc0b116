#include "ui/widgets/chunkform.h"

#include "app/values/timestamp.h"
#include "ui/icons.h"
#include "ui/widgets/fieldlist.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/groupfield.h"
#include "ui/widgets/htmlfield.h"
#include "ui/widgets/indexingfields.h"
#include "ui/widgets/metadatafield.h"
#include "ui/widgets/momentedit.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/tageditor.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QStringList imageList(const QString &text)
{
    QStringList urls;
    for (const QString &line : text.split(u'\n')) {
        if (const QString url = line.trimmed(); !url.isEmpty())
            urls.append(url);
    }
    return urls;
}

}

ChunkForm::ChunkForm(QWidget *parent) :
    QWidget(parent), m_fields(new FieldList(this))
{
    build();
    connect(m_fields, &FieldList::changed, this, &ChunkForm::review);
    startNew();
}

void ChunkForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 16);
    column->setSpacing(12);
    addText(column);
    m_trackingId = addLine(column, u"trackingId"_s, tr("Tracking &id"), tr("Your own id of it; unique in the dataset."));
    m_tags = new TagEditor;
    m_tags->setObjectName(u"tagSet"_s);
    m_tags->field()->setObjectName(u"tagSetField"_s);
    auto *tags = new FormField(tr("&Tags"), m_tags, tr("Enter ends a tag; a comma belongs to it."), this);
    column->addWidget(tags);
    connect(m_tags, &TagEditor::tagsChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = tags,
                   .isTouched = [this] { return m_tags->tags() != m_originalTags; },
                   .revert = [this] { m_tags->setTags(m_originalTags); },
                   .problem = {}});
    m_link = addLine(column, u"link"_s, tr("&Link"), {}, [this] { return m_link->text().isEmpty() ? cannotEmpty(FieldList::original(m_link)) : QString(); });
    addNumbers(column);
    addMetadata(column);
    addGroups(column);
    addIndexing(column);
    column->addStretch(1);
}

void ChunkForm::addText(QVBoxLayout *column)
{
    m_text = new HtmlField;
    auto *row = new FormField(tr("Te&xt"), m_text, {}, this);
    column->addWidget(row);
    connect(m_text, &HtmlField::changed, m_fields, &FieldList::changed);
    m_fields->add({.row = row, .isTouched = [this] { return m_text->edit()->isTouched(); }, .revert = [this] { m_text->edit()->revert(); },
                   .problem = [this] { return m_text->problem(); }});
}

QLineEdit *ChunkForm::addLine(QVBoxLayout *column, const QString &name, const QString &label, const QString &help, std::function<QString()> problem)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    auto *row = new FormField(label, line, help, this);
    column->addWidget(row);
    m_fields->addLine(row, line, std::move(problem));
    return line;
}

void ChunkForm::addNumbers(QVBoxLayout *column)
{
    const auto pair = [column] {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        column->addLayout(row);
        auto *left = new QVBoxLayout;
        auto *right = new QVBoxLayout;
        row->addLayout(left, 1);
        row->addLayout(right, 1);
        row->setAlignment(left, Qt::AlignTop);
        row->setAlignment(right, Qt::AlignTop);
        return std::pair(left, right);
    };
    const auto [weights, numbers] = pair();
    m_weight = addLine(weights, u"weight"_s, tr("&Weight"), tr("Multiplies its rank; 0 is usual."), [this] { return numberProblem(m_weight); });
    m_number = addLine(numbers, u"numValue"_s, tr("&Number"), tr("Any number to filter by."), [this] { return numberProblem(m_number); });
    const auto [latitudes, longitudes] = pair();
    m_latitude = addLine(latitudes, u"latitude"_s, tr("L&atitude"), tr("\u221290 to 90"), [this] { return degreesProblem(m_latitude, 90); });
    m_longitude = addLine(longitudes, u"longitude"_s, tr("L&ongitude"), tr("\u2212180 to 180"), [this] { return degreesProblem(m_longitude, 180); });

    m_moment = new MomentEdit;
    m_moment->setObjectName(u"timeStamp"_s);
    auto *row = new FormField(tr("Ti&me stamp"), m_moment, {}, this);
    column->addWidget(row);
    connect(m_moment, &MomentEdit::textChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = row, .isTouched = [this] { return isMomentTouched(); },
                   .revert = [this] { m_moment->field()->setText(FieldList::original(m_moment->field())); },
                   .problem = [this] { return momentProblem(); }});
}

void ChunkForm::addMetadata(QVBoxLayout *column)
{
    m_images = new SourceEdit;
    m_images->setObjectName(u"imageUrls"_s);
    m_images->setFixedHeight(64);
    m_images->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *images = new FormField(tr("Ima&ge URLs"), m_images, tr("One a line. They are kept as text; nothing is fetched."), this);
    column->addWidget(images);
    connect(m_images, &QPlainTextEdit::textChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = images, .isTouched = [this] { return imageList(m_images->source()) != imageList(m_originalImages); },
                   .revert = [this] { m_images->revert(); }, .problem = {}});

    m_metadata = new MetadataField;
    auto *row = new FormField(tr("Meta&data"), m_metadata, tr("JSON. It replaces the old one whole."), this);
    column->addWidget(row);
    connect(m_metadata, &MetadataField::changed, m_fields, &FieldList::changed);
    m_fields->add({.row = row, .isTouched = [this] { return m_metadata->differsFrom(m_original.metadata); },
                   .revert = [this] { m_metadata->edit()->revert(); }, .problem = [this] { return metadataProblem(); }});
}

void ChunkForm::addGroups(QVBoxLayout *column)
{
    m_groups = new GroupField;
    m_groups->setObjectName(u"groupIds"_s);
    m_groupsRow = new FormField(tr("G&roups"), m_groups, {}, this);
    column->addWidget(m_groupsRow);
    connect(m_groups, &GroupField::groupsChanged, m_fields, &FieldList::changed);
    connect(m_groups, &GroupField::chooseRequested, this, &ChunkForm::groupChoiceRequested);
    m_fields->add({.row = m_groupsRow, .isTouched = [this] { return areGroupsTouched(); },
                   .revert = [this] { m_groups->setGroups(m_originalGroups.value_or(QList<SlimGroup>())); }, .problem = {}});
    m_groupTracking = new TagEditor;
    m_groupTracking->setObjectName(u"groupTrackingIds"_s);
    m_groupTracking->field()->setObjectName(u"groupTrackingIdsField"_s);
    m_groupTracking->field()->setPlaceholderText(tr("Type a tracking id, press Enter"));
    m_groupTrackingRow = new FormField(tr("Groups by tracking id"), m_groupTracking, tr("A group that does not exist is made."), this);
    column->addWidget(m_groupTrackingRow);
    connect(m_groupTracking, &TagEditor::tagsChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = m_groupTrackingRow, .isTouched = [this] { return !m_groupTracking->tags().isEmpty(); },
                   .revert = [this] { m_groupTracking->setTags({}); }, .problem = {}});
}

void ChunkForm::addIndexing(QVBoxLayout *column)
{
    m_indexingToggle = new QToolButton(this);
    m_indexingToggle->setObjectName(u"advanced"_s);
    m_indexingToggle->setText(tr("Indexing and search"));
    m_indexingToggle->setToolTip(tr("What only the server's indexing reads; it does not give these back"));
    m_indexingToggle->setCheckable(true);
    m_indexingToggle->setAutoRaise(true);
    m_indexingToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_indexingToggle->setIcon(icon(u"chevron-right"_s));
    m_indexing = new IndexingFields(this);
    m_indexing->hide();
    column->addWidget(m_indexingToggle, 0, Qt::AlignLeft);
    column->addWidget(m_indexing);
    connect(m_indexingToggle, &QToolButton::toggled, this, [this](bool open) {
        m_indexing->setVisible(open);
        m_indexingToggle->setIcon(icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    });
    connect(m_indexing, &IndexingFields::changed, m_fields, &FieldList::changed);
}

void ChunkForm::startNew()
{
    m_isNew = true;
    m_original = Chunk();
    m_originalGroups = QList<SlimGroup>();
    load(false);
    m_groups->setGroups({});
    m_groups->setEnabled(true);
    m_groupsRow->setHelp({});
}

void ChunkForm::becomeNew(const ChunkPatch &sent)
{
    const QList<QLineEdit *> lines{m_trackingId, m_link, m_number, m_latitude, m_longitude, m_moment->field(), m_weight};
    const QList<SourceEdit *> sources{m_text->edit(), m_images, m_metadata->edit()};
    QStringList texts;
    for (const QLineEdit *line : lines)
        texts.append(line->text());
    // A weight that nobody wrote is the server's.
    if (!FieldList::isTouched(m_weight))
        texts.last() = sent.weight.value() ? sent.weight.value()->text() : QString();
    QStringList longTexts;
    for (const SourceEdit *source : sources)
        longTexts.append(source->source());
    const QStringList tags = m_tags->tags();
    QList<SlimGroup> groups = m_groups->groups();
    if (groups.isEmpty()) {
        for (const ChunkGroupId &id : sent.groupIds.value().value_or(QList<ChunkGroupId>()))
            groups.append({.id = id, .name = id.text(), .trackingId = {}});
    }
    startNew();
    for (qsizetype i = 0; i < lines.size(); ++i)
        lines[i]->setText(texts[i]);
    for (qsizetype i = 0; i < sources.size(); ++i) {
        sources[i]->selectAll();
        sources[i]->insertPlainText(longTexts[i]);
    }
    m_tags->setTags(tags);
    m_groups->setGroups(groups);
    m_groupTracking->setTags(sent.groupTrackingIds.value().value_or(QStringList()));
    m_indexing->write(sent);
    review();
}

void ChunkForm::showChunk(const Chunk &chunk, bool keepTyped)
{
    m_isNew = false;
    m_original = chunk;
    load(keepTyped);
}

void ChunkForm::load(bool keepTyped)
{
    const QSignalBlocker quiet(m_fields);
    const auto loadSource = [keepTyped](SourceEdit *edit, const QString &text) {
        if (keepTyped)
            edit->rebase(text);
        else
            edit->setSource(text);
    };
    const Chunk &chunk = m_original;
    m_originalImages = chunk.imageUrls.value_or(QStringList()).join(u'\n');
    loadSource(m_text->edit(), chunk.chunkHtml.value_or(QString()));
    loadSource(m_images, m_originalImages);
    loadSource(m_metadata->edit(), chunk.metadata.readableText());
    FieldList::load(m_trackingId, chunk.trackingId.value_or(QString()), keepTyped);
    FieldList::load(m_link, chunk.link.value_or(QString()), keepTyped);
    FieldList::load(m_weight, m_isNew ? QString() : chunk.weight.text(), keepTyped);
    FieldList::load(m_number, chunk.numValue ? chunk.numValue->text() : QString(), keepTyped);
    FieldList::load(m_latitude, chunk.location ? chunk.location->lat.text() : QString(), keepTyped);
    FieldList::load(m_longitude, chunk.location ? chunk.location->lon.text() : QString(), keepTyped);
    FieldList::load(m_moment->field(), chunk.timeStamp.value_or(QString()).replace(u'T', u' '), keepTyped);
    const QStringList tags = chunk.tagSet.value_or(QStringList());
    const bool keepTags = keepTyped && (m_tags->tags() != m_originalTags || m_tags->tags() == tags);
    m_originalTags = tags;
    if (!keepTags)
        m_tags->setTags(tags);
    m_weight->setPlaceholderText(m_isNew ? u"0"_s : QString());
    if (!keepTyped) {
        m_groupTracking->setTags({});
        m_indexing->reset(m_isNew);
        m_indexingToggle->setChecked(false);
    }
    m_groupTrackingRow->setVisible(m_isNew);
    review();
}

void ChunkForm::showGroups(const std::optional<QList<SlimGroup>> &groups, bool keepTyped)
{
    const bool keep = keepTyped && areGroupsTouched();
    m_originalGroups = groups;
    m_groups->setEnabled(groups.has_value());
    m_groupsRow->setHelp(groups ? QString() : tr("The groups of this chunk could not be read, so they cannot be changed here."));
    if (!keep)
        m_groups->setGroups(groups.value_or(QList<SlimGroup>()));
    review();
}

void ChunkForm::chooseGroups(const QList<SlimGroup> &groups)
{
    m_groups->setGroups(groups);
}

QList<SlimGroup> ChunkForm::groups() const
{
    return m_groups->groups();
}

bool ChunkForm::areGroupsTouched() const
{
    if (!m_originalGroups)
        return false;
    QSet<ChunkGroupId> before;
    for (const SlimGroup &group : *m_originalGroups)
        before.insert(group.id);
    const auto ids = m_groups->groupIds();
    return before != QSet<ChunkGroupId>(ids.begin(), ids.end());
}

bool ChunkForm::isMomentTouched() const
{
    const QLineEdit *field = m_moment->field();
    if (!FieldList::isTouched(field))
        return false;
    const auto moment = m_moment->moment();
    return !moment || moment != timestamp::parse(FieldList::original(field));
}

Field<QString> ChunkForm::lineField(const QLineEdit *line) const
{
    if (!FieldList::isTouched(line))
        return {};
    return line->text().isEmpty() ? Field<QString>::cleared() : Field<QString>(line->text());
}

Field<Number> ChunkForm::numberField(const QLineEdit *line) const
{
    if (!FieldList::isTouched(line))
        return {};
    const auto number = Number::fromText(line->text());
    return number ? Field<Number>(*number) : Field<Number>::cleared();
}

Field<Location> ChunkForm::locationField() const
{
    if (!FieldList::isTouched(m_latitude) && !FieldList::isTouched(m_longitude))
        return {};
    const auto latitude = Number::fromText(m_latitude->text());
    const auto longitude = Number::fromText(m_longitude->text());
    return latitude && longitude ? Field<Location>(Location{.lat = *latitude, .lon = *longitude}) : Field<Location>::cleared();
}

ChunkPatch ChunkForm::patch() const
{
    ChunkPatch patch;
    if (m_text->edit()->isTouched())
        patch.chunkHtml = m_text->edit()->source();
    patch.trackingId = lineField(m_trackingId);
    patch.link = lineField(m_link);
    if (const QStringList tags = m_tags->tags(); tags != m_originalTags)
        patch.tagSet = tags;
    if (const QStringList images = imageList(m_images->source()); images != imageList(m_originalImages))
        patch.imageUrls = images;
    patch.location = locationField();
    patch.numValue = numberField(m_number);
    patch.weight = numberField(m_weight);
    if (isMomentTouched()) {
        const auto moment = m_moment->moment();
        patch.timeStamp = moment ? Field<QString>(timestamp::forServer(*moment)) : Field<QString>::cleared();
    }
    if (const auto metadata = m_metadata->metadata(); metadata && m_metadata->differsFrom(m_original.metadata))
        patch.metadata = metadata->isNull() ? Field<Metadata>::cleared() : Field<Metadata>(*metadata);
    if (areGroupsTouched())
        patch.groupIds = m_groups->groupIds();
    if (const QStringList ids = m_groupTracking->tags(); m_isNew && !ids.isEmpty())
        patch.groupTrackingIds = ids;
    m_indexing->addTo(patch);
    return patch;
}

bool ChunkForm::isDirty() const
{
    return m_fields->isTouched() || m_indexing->isTouched();
}

QString ChunkForm::problem() const
{
    const QString problem = m_fields->problem();
    return problem.isEmpty() ? m_indexing->problem() : problem;
}

void ChunkForm::sayProblems()
{
    m_fields->review(true);
    m_indexing->review(true);
    if (FormField *row = m_fields->faultyRow()) {
        if (QLabel *label = row->findChild<QLabel *>(); label && label->buddy())
            label->buddy()->setFocus();
    } else if (!m_indexing->problem().isEmpty()) {
        m_indexingToggle->setChecked(true);
    }
}

void ChunkForm::revert()
{
    m_fields->revert();
    m_indexing->reset(m_isNew);
    review();
}

void ChunkForm::focusText()
{
    m_text->setFocus();
}

void ChunkForm::review()
{
    m_fields->review();
    m_indexing->review(false);
    Q_EMIT changed();
}

QString ChunkForm::cannotEmpty(const QString &original) const
{
    if (m_isNew || original.isEmpty())
        return {};
    return tr("The server cannot empty this field of a chunk that exists: it would stay \u201c%1\u201d. Write something, or revert.")
        .arg(original.size() > 60 ? original.left(60) + u'\u2026' : original);
}

QString ChunkForm::numberProblem(const QLineEdit *line) const
{
    if (line->text().trimmed().isEmpty())
        return cannotEmpty(FieldList::original(line));
    const auto number = Number::fromText(line->text());
    if (!number)
        return tr("Not a number. Write it with a point, such as 0.5.");
    return std::isfinite(number->toDouble()) ? QString() : tr("Too large for the server.");
}

QString ChunkForm::degreesProblem(const QLineEdit *line, double limit) const
{
    const QLineEdit *other = line == m_latitude ? m_longitude : m_latitude;
    const bool isEmpty = line->text().trimmed().isEmpty();
    if (isEmpty && other->text().trimmed().isEmpty())
        return cannotEmpty(FieldList::original(line));
    if (isEmpty)
        return tr("A place needs both.");
    const auto number = Number::fromText(line->text());
    if (!number)
        return tr("Not a number.");
    return std::abs(number->toDouble()) <= limit ? QString() : tr("Between \u2212%1 and %1.").arg(limit);
}

QString ChunkForm::momentProblem() const
{
    if (m_moment->isEmpty())
        return cannotEmpty(FieldList::original(m_moment->field()));
    if (!isMomentTouched() || m_moment->moment())
        return {};
    return tr("Not a moment. Write 2024-07-02 23:59:59.123, in UTC.");
}

QString ChunkForm::metadataProblem() const
{
    if (!m_metadata->differsFrom(m_original.metadata))
        return {};
    const QString fault = m_metadata->fault();
    return m_metadata->isEmpty() ? cannotEmpty(QString::fromUtf8(m_original.metadata.text())) : fault;
}
