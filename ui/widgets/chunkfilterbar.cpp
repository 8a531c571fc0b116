#include "ui/widgets/chunkfilterbar.h"

#include "ui/icons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/searchfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ChunkFilterBar::ChunkFilterBar(QWidget *parent) :
    QWidget(parent), m_field(new SearchField(tr("Search chunks (Ctrl+F)"), this)), m_type(new QComboBox(this)), m_chooseGroup(new QToolButton(this)),
    m_chips(new QWidget(this)), m_chipsLayout(new FlowLayout(m_chips))
{
    m_field->setObjectName(u"chunkSearch"_s);
    m_field->setToolTip(tr("Words to search for. Enter searches at once, Escape goes back to the list."));
    m_type->setObjectName(u"searchType"_s);
    m_type->setAccessibleName(tr("Kind of search"));
    m_type->setToolTip(tr("Kind of search"));
    m_type->addItem(tr("Full text"), u"fulltext"_s);
    m_type->addItem(tr("BM25"), u"bm25"_s);
    m_type->addItem(tr("Semantic"), u"semantic"_s);
    m_type->addItem(tr("Hybrid"), u"hybrid"_s);
    m_chooseGroup->setObjectName(u"chooseGroupFilter"_s);
    m_chooseGroup->setText(tr("Group\u2026"));
    m_chooseGroup->setIcon(icon(u"filter"_s));
    m_chooseGroup->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_chooseGroup->setToolTip(tr("Show only the chunks of a group"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_field, 1);
    row->addWidget(m_type);
    row->addWidget(m_chooseGroup);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_chips);
    m_chips->hide();
    connect(m_field, &SearchField::searchChanged, this, &ChunkFilterBar::sourceChanged);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        if (source().isSearch())
            Q_EMIT sourceChanged();
    });
    connect(m_chooseGroup, &QToolButton::clicked, this, &ChunkFilterBar::groupChoiceRequested);
}

ChunkSource ChunkFilterBar::source() const
{
    return {.query = m_field->text().trimmed(), .searchType = m_type->currentData().toString(), .group = m_group.id, .tags = m_tags};
}

void ChunkFilterBar::setGroup(const SlimGroup &group)
{
    m_group = group;
    showChips();
    Q_EMIT sourceChanged();
}

void ChunkFilterBar::addTag(const QString &tag)
{
    if (m_tags.contains(tag))
        return;
    m_tags.append(tag);
    showChips();
    Q_EMIT sourceChanged();
}

void ChunkFilterBar::reset()
{
    const QSignalBlocker quiet(this);
    m_field->clear();
    m_group = {};
    m_tags.clear();
    showChips();
}

void ChunkFilterBar::clearAll()
{
    reset();
    Q_EMIT sourceChanged();
}

void ChunkFilterBar::showChips()
{
    const auto old = m_chips->findChildren<Chip *>();
    for (Chip *chip : old) {
        m_chipsLayout->removeWidget(chip);
        chip->hide();
        chip->deleteLater();
    }
    if (!m_group.id.isEmpty()) {
        const QString name = m_group.name.isEmpty() ? m_group.id.text() : m_group.name;
        addChip(tr("Group: %1").arg(name), tr("Filter by group %1").arg(name), [this] { setGroup({}); });
    }
    for (const QString &tag : std::as_const(m_tags)) {
        addChip(tr("Tag: %1").arg(tag), tr("Filter by tag %1").arg(tag), [this, tag] {
            m_tags.removeOne(tag);
            showChips();
            Q_EMIT sourceChanged();
        });
    }
    m_chips->setVisible(!m_group.id.isEmpty() || !m_tags.isEmpty());
}

void ChunkFilterBar::addChip(const QString &text, const QString &accessibleName, std::function<void()> remove)
{
    auto *chip = new Chip(text, m_chips);
    chip->setObjectName(u"filterChip"_s);
    chip->setRemovable(accessibleName);
    connect(chip, &Chip::removeRequested, this, std::move(remove));
    m_chipsLayout->addWidget(chip);
    chip->show();
}

void ChunkFilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Down) {
        Q_EMIT left();
        return;
    }
    QWidget::keyPressEvent(event);
}
