#include "ui/widgets/chunkpreview.h"

#include "ui/icons.h"
#include "ui/widgets/chunkdetails.h"
#include "ui/widgets/htmlview.h"
#include "ui/widgets/statestack.h"

#include <QButtonGroup>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QToolButton *modeButton(const QString &text, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setObjectName(name);
    button->setCheckable(true);
    button->setAutoRaise(true);
    return button;
}

}

ChunkPreview::ChunkPreview(QWidget *parent) :
    QWidget(parent), m_score(new QLabel(this)), m_rendered(modeButton(tr("Rendered"), u"rendered"_s, this)),
    m_source(modeButton(tr("Source"), u"source"_s, this)), m_view(new HtmlView(this)), m_linkBar(new QFrame(this)), m_linkTarget(new QLabel(m_linkBar)),
    m_details(new ChunkDetails), m_splitter(new QSplitter(Qt::Vertical, this))
{
    build();
    clear();
}

void ChunkPreview::build()
{
    m_rendered->setChecked(true);
    m_source->setToolTip(tr("The HTML as it is stored"));
    auto *modes = new QButtonGroup(this);
    modes->addButton(m_rendered);
    modes->addButton(m_source);
    connect(modes, &QButtonGroup::buttonToggled, this, [this] { render(); });
    m_score->setProperty("look", u"secondary"_s);
    m_score->setObjectName(u"score"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 4);
    head->setSpacing(4);
    head->addWidget(m_score);
    head->addStretch(1);
    head->addWidget(m_rendered);
    head->addWidget(m_source);

    m_view->setObjectName(u"chunkText"_s);
    m_view->setAccessibleName(tr("Text of the chunk"));
    connect(m_view, &HtmlView::linkActivated, this, &ChunkPreview::offerLink);
    connect(m_details, &ChunkDetails::linkActivated, this, &ChunkPreview::offerLink);
    connect(m_details, &ChunkDetails::tagActivated, this, &ChunkPreview::tagActivated);

    m_linkBar->setObjectName(u"linkBar"_s);
    m_linkTarget->setObjectName(u"linkTarget"_s);
    m_linkTarget->setTextFormat(Qt::PlainText);
    m_linkTarget->setWordWrap(true);
    m_linkTarget->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *open = new QPushButton(icon(u"external"_s), tr("Open in browser"), m_linkBar);
    open->setObjectName(u"openLink"_s);
    connect(open, &QPushButton::clicked, this, &ChunkPreview::openOffered);
    auto *close = new QToolButton(m_linkBar);
    close->setIcon(icon(u"close"_s));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Do not open the link"));
    connect(close, &QToolButton::clicked, m_linkBar, &QWidget::hide);
    auto *link = new QHBoxLayout(m_linkBar);
    link->setContentsMargins(12, 4, 4, 4);
    link->addWidget(m_linkTarget, 1);
    link->addWidget(open);
    link->addWidget(close);

    auto *scroll = new QScrollArea;
    scroll->setWidget(m_details);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(80);
    m_view->setMinimumHeight(80);
    m_splitter->setObjectName(u"previewSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(scroll);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({360, 260});

    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_linkBar);
    column->addWidget(m_splitter, 1);
    m_states = new StateStack(content);
    m_states->setEmptyPane(u"chunk"_s, tr("Choose a chunk to read it."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_states);
}

void ChunkPreview::showChunk(const Chunk &chunk)
{
    m_chunk = chunk;
    m_linkBar->hide();
    m_score->clear();
    m_states->setEmpty(false);
    m_details->showChunk(chunk);
    render();
}

void ChunkPreview::showHit(const SearchHit &hit)
{
    showChunk(hit.chunk);
    if (hit.score != 0)
        m_score->setText(tr("Score %1").arg(QLocale().toString(hit.score, 'f', 4)));
}

void ChunkPreview::clear()
{
    m_chunk.reset();
    m_linkBar->hide();
    m_score->clear();
    m_states->setEmpty(true);
    m_details->clear();
    m_view->showHtml({});
}

bool ChunkPreview::showsSource() const
{
    return m_source->isChecked();
}

void ChunkPreview::setShowsSource(bool source)
{
    (source ? m_source : m_rendered)->setChecked(true);
}

void ChunkPreview::render()
{
    const QString html = m_chunk ? m_chunk->chunkHtml.value_or(QString()) : QString();
    if (showsSource())
        m_view->showSource(html);
    else
        m_view->showHtml(html);
}

void ChunkPreview::offerLink(const QUrl &target)
{
    m_offered = target;
    m_linkTarget->setText(target.toDisplayString());
    m_linkBar->show();
}

void ChunkPreview::openOffered()
{
    m_linkBar->hide();
    QDesktopServices::openUrl(m_offered);
}
