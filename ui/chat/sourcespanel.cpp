#include "ui/chat/sourcespanel.h"

#include "app/models/excerpt.h"
#include "ui/chat/sourcedelegate.h"
#include "ui/icons.h"
#include "ui/widgets/chunkpreview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

/// The heading that a chunk begins with and the first words after it; an empty heading where it begins with something else.
std::pair<QString, QString> headingAndText(const QString &html)
{
    static const QRegularExpression heading(u"^\\s*<h([1-6])[^>]*>(.{1,400}?)</h\\1>"_s,
                                            QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    const auto match = heading.match(html);
    if (!match.hasMatch())
        return {QString(), excerpt(html)};
    return {excerpt(match.captured(2)), excerpt(html.mid(match.capturedEnd()))};
}

}

SourcesPanel::SourcesPanel(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_heading(new QLabel(this))
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_list(new QListWidget)
    , m_preview(new ChunkPreview)
    , m_open(new QPushButton(icon(u"chunk"_s), tr("Open in Chunks")))
{
    setMinimumWidth(220);
    m_heading->setProperty("look", u"title"_s);
    m_heading->setMinimumHeight(28);
    m_list->setObjectName(u"sourceList"_s);
    m_list->setAccessibleName(tr("Sources of the answer"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setProperty("hover", true);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new SourceDelegate(m_list));
    m_open->setObjectName(u"openSource"_s);
    m_open->setToolTip(tr("Show this chunk on the Chunks page, where it can be edited"));

    auto *lower = new QWidget;
    auto *lowerColumn = new QVBoxLayout(lower);
    lowerColumn->setContentsMargins(0, 8, 0, 0);
    lowerColumn->setSpacing(8);
    lowerColumn->addWidget(m_preview, 1);
    lowerColumn->addWidget(m_open, 0, Qt::AlignLeft);
    m_splitter->setObjectName(u"sourcesSplitter"_s);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(lower);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 3);

    auto *nothing = new QLabel(tr("The chunks that an answer was made from are shown here."));
    nothing->setProperty("look", u"secondary"_s);
    nothing->setWordWrap(true);
    nothing->setAlignment(Qt::AlignHCenter | Qt::AlignVCenter);
    nothing->setMargin(16);
    m_stack->addWidget(nothing);
    m_stack->addWidget(m_splitter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(m_heading);
    column->addWidget(m_stack, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &SourcesPanel::showChosen);
    connect(m_list, &QListWidget::itemActivated, m_open, &QPushButton::click);
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (chosenNumber() > 0)
            Q_EMIT chunkRequested(m_hits.at(chosenNumber() - 1).chunk.id);
    });
    clear();
}

void SourcesPanel::showSources(const QList<SearchHit> &hits, const QSet<int> &cited)
{
    const int chosen = hits == m_hits ? chosenNumber() : 0;
    m_hits = hits;
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (int i = 0; i < int(hits.size()); ++i) {
        const auto [heading, text] = headingAndText(hits.at(i).chunk.chunkHtml.value_or(QString()));
        auto *item = new QListWidgetItem(heading.isEmpty() ? text : heading, m_list);
        item->setData(SourceDelegate::TextRole, heading.isEmpty() ? QString() : text);
        // An answer that names none says nothing about which of them it is made from.
        if (i < 9)
            item->setToolTip(tr("Alt+%1").arg(i + 1));
        const bool isCited = cited.isEmpty() || cited.contains(i + 1);
        item->setData(SourceDelegate::NumberRole, i + 1);
        item->setData(SourceDelegate::CitedRole, isCited);
        item->setData(Qt::AccessibleTextRole, isCited ? tr("%1: %2").arg(i + 1).arg(item->text()) : tr("%1, not cited: %2").arg(i + 1).arg(item->text()));
    }
    m_heading->setText(hits.isEmpty() ? tr("Sources") : tr("Sources (%1)").arg(hits.size()));
    m_stack->setCurrentIndex(hits.isEmpty() ? 0 : 1);
    m_list->setCurrentRow(chosen > 0 ? chosen - 1 : hits.isEmpty() ? -1 : 0);
    showChosen(m_list->currentRow());
}

void SourcesPanel::choose(int number)
{
    if (number < 1 || number > m_hits.size())
        return;
    m_list->setCurrentRow(number - 1);
    m_list->scrollToItem(m_list->currentItem());
}

int SourcesPanel::chosenNumber() const
{
    return m_list->currentRow() + 1;
}

void SourcesPanel::clear()
{
    showSources({}, {});
}

void SourcesPanel::showChosen(int row)
{
    m_open->setEnabled(row >= 0);
    if (row < 0)
        m_preview->clear();
    else
        m_preview->showHit(m_hits.at(row));
}
