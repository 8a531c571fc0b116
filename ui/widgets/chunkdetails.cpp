#include "ui/widgets/chunkdetails.h"

#include "app/models/tooltip.h"
#include "app/values/timestamp.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/copyableid.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/relativetime.h"
#include "ui/widgets/safehtml.h"

#include <QGridLayout>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace {

/// Metadata beyond this is cut for showing; the form has all of it.
constexpr int mostCharacters = 20'000;

QLabel *selectable(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}

ChunkDetails::ChunkDetails(QWidget *parent) :
    QWidget(parent)
{
    clear();
}

void ChunkDetails::showChunk(const Chunk &chunk)
{
    setUpdatesEnabled(false);
    clear();
    if (chunk.tagSet && !chunk.tagSet->isEmpty())
        addTags(*chunk.tagSet);
    if (chunk.trackingId)
        addText(tr("Tracking id"), *chunk.trackingId);
    if (chunk.link && !chunk.link->isEmpty())
        addLinks(tr("Link"), {*chunk.link});
    addText(tr("Weight"), chunk.weight.text());
    if (chunk.numValue)
        addText(tr("Number"), chunk.numValue->text());
    if (chunk.location)
        addText(tr("Location"), tr("%1, %2").arg(chunk.location->lat.text(), chunk.location->lon.text()), tr("Latitude, longitude in degrees"));
    if (chunk.timeStamp)
        addMoment(tr("Time stamp"), *chunk.timeStamp);
    if (chunk.imageUrls && !chunk.imageUrls->isEmpty())
        addLinks(tr("Images"), *chunk.imageUrls);
    if (!chunk.metadata.isNull())
        addMetadata(chunk.metadata);
    if (!chunk.createdAt.isEmpty())
        addMoment(tr("Created"), chunk.createdAt);
    if (!chunk.updatedAt.isEmpty())
        addMoment(tr("Updated"), chunk.updatedAt);
    // What was never stored has none.
    if (!chunk.id.isEmpty()) {
        auto *id = new CopyableId(tr("Chunk id"));
        id->setObjectName(u"chunkId"_s);
        id->setId(chunk.id.text());
        addRow(tr("Id"), id);
    }
    m_layout->setRowStretch(m_layout->rowCount(), 1);
    setUpdatesEnabled(true);
}

void ChunkDetails::clear()
{
    const auto widgets = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    for (QWidget *widget : widgets) {
        // One of them may be the sender.
        widget->hide();
        widget->deleteLater();
    }
    // A grid never gets fewer rows.
    delete m_layout;
    m_layout = new QGridLayout(this);
    m_layout->setContentsMargins(12, 8, 12, 12);
    m_layout->setHorizontalSpacing(12);
    m_layout->setVerticalSpacing(6);
    m_layout->setColumnStretch(1, 1);
}

void ChunkDetails::addRow(const QString &name, QWidget *value)
{
    auto *label = new QLabel(name, this);
    label->setProperty("look", u"secondary"_s);
    label->setBuddy(value);
    if (value->accessibleName().isEmpty())
        value->setAccessibleName(name);
    const int row = m_layout->rowCount();
    m_layout->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_layout->addWidget(value, row, 1, qobject_cast<CopyableId *>(value) ? Qt::AlignLeft : Qt::Alignment());
}

void ChunkDetails::addText(const QString &name, const QString &text, const QString &toolTip)
{
    QLabel *label = selectable(text);
    label->setToolTip(plainToolTip(toolTip));
    // The name alone would hide the value from a screen reader.
    label->setAccessibleName(u"%1: %2"_s.arg(name, text));
    addRow(name, label);
}

void ChunkDetails::addTags(const QStringList &tags)
{
    auto *row = new QWidget(this);
    auto *flow = new FlowLayout(row);
    for (const QString &tag : tags) {
        auto *chip = new Chip(tag, row);
        chip->setObjectName(u"tagChip"_s);
        chip->setToolTip(plainToolTip(tr("Show only chunks with the tag %1").arg(tag)));
        connect(chip, &Chip::clicked, this, [this, tag] { Q_EMIT tagActivated(tag); });
        flow->addWidget(chip);
    }
    QSizePolicy policy = row->sizePolicy();
    policy.setHeightForWidth(true);
    row->setSizePolicy(policy);
    addRow(tr("Tags"), row);
}

void ChunkDetails::addLinks(const QString &name, const QStringList &links)
{
    QStringList lines;
    for (const QString &link : links) {
        const QUrl target = safeTarget(link);
        const QString words = link.toHtmlEscaped();
        lines.append(target.isEmpty() ? words : u"<a href=\"%1\">%2</a>"_s.arg(QString::fromUtf8(target.toEncoded()).toHtmlEscaped(), words));
    }
    QLabel *label = selectable({});
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::TextBrowserInteraction);
    label->setText(lines.join(u"<br>"_s));
    label->setAccessibleName(u"%1: %2"_s.arg(name, links.join(u", "_s)));
    label->setMinimumWidth(40);
    connect(label, &QLabel::linkActivated, this, [this](const QString &target) {
        if (const QUrl url = safeTarget(target); !url.isEmpty())
            Q_EMIT linkActivated(url);
    });
    addRow(name, label);
}

void ChunkDetails::addMoment(const QString &name, const QString &moment)
{
    const auto parsed = timestamp::parse(moment);
    const QString exact = parsed ? tr("%1 UTC").arg(parsed->toString(u"yyyy-MM-dd HH:mm:ss.zzz")) : moment;
    addText(name, parsed ? tr("%1 \u00b7 %2").arg(relativeTime(moment), parsed->toString(u"yyyy-MM-dd HH:mm:ss")) : moment,
            parsed ? tr("%1\n%2 here").arg(exact, absoluteTime(moment)) : exact);
}

void ChunkDetails::addMetadata(const Metadata &metadata)
{
    QString text = metadata.readableText();
    if (text.size() > mostCharacters)
        text = text.left(mostCharacters) + u"\n\u2026"_s;
    QLabel *label = selectable(text);
    label->setProperty("look", u"code"_s);
    label->setObjectName(u"metadataText"_s);
    label->setAccessibleName(tr("Metadata: %1").arg(text));
    addRow(tr("Metadata"), label);
}
