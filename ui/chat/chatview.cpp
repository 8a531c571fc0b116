#include "ui/chat/chatview.h"

#include "app/models/conversation.h"
#include "app/models/excerpt.h"
#include "ui/icons.h"
#include "ui/chat/messagepart.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QToolTip>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

constexpr int padding = 24;
constexpr int spacing = 20;
constexpr int nearEnd = 8;
/// How far beyond the edges turns are kept laid out.
constexpr int margin = 300;
constexpr size_t mostSpareItems = 8;

}

ChatView::ChatView(QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_toEnd(new QPushButton(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Conversation"));
    setObjectName(u"chatView"_s);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    verticalScrollBar()->setSingleStep(40);
    m_toEnd->setIcon(icon(u"chevron-down"_s));
    m_toEnd->setText(tr("Jump to latest"));
    m_toEnd->setToolTip(tr("Jump to the latest message (End)"));
    m_toEnd->setObjectName(u"jumpToLatest"_s);
    m_toEnd->hide();
    connect(m_toEnd, &QPushButton::clicked, this, &ChatView::scrollToEnd);
}

ChatView::~ChatView() = default;

void ChatView::setConversation(Conversation *conversation)
{
    if (m_conversation)
        disconnect(m_conversation, nullptr, this, nullptr);
    m_conversation = conversation;
    if (conversation) {
        connect(conversation, &QAbstractItemModel::modelReset, this, &ChatView::reset);
        connect(conversation, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) { rowsCame(first, last); });
        connect(conversation, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first, int last) { rowsLeft(first, last); });
        connect(conversation, &QAbstractItemModel::dataChanged, this,
                [this](const QModelIndex &first, const QModelIndex &last) { rowsChanged(first.row(), last.row()); });
    }
    reset();
}

void ChatView::reset()
{
    for (auto &[row, item] : m_items)
        keepForLater(std::move(item));
    m_items.clear();
    m_tabbedRows = {-1, -1};
    m_heights.assign(size_t(m_conversation ? m_conversation->rowCount() : 0), {});
    m_chosen = -1;
    m_followsEnd = true;
    m_place = {};
    arrange();
}

void ChatView::rowsCame(int first, int last)
{
    if (first != rows())
        return reset();
    m_heights.resize(size_t(last) + 1);
    // Turns come because the user asked something: whoever asks wants to see the answer.
    m_followsEnd = true;
    arrange();
}

void ChatView::rowsLeft(int first, int last)
{
    m_heights.erase(m_heights.begin() + first, m_heights.begin() + last + 1);
    for (int row = first; row <= last; ++row) {
        if (auto left = m_items.extract(row))
            keepForLater(std::move(left.mapped()));
    }
    m_tabbedRows = {-1, -1};
    arrange();
}

void ChatView::rowsChanged(int first, int last)
{
    for (int row = first; row <= last; ++row) {
        if (const auto found = m_items.find(row); found != m_items.end())
            found->second->showTurn(m_conversation->turn(row));
        m_heights[size_t(row)].isMeasured = false;
    }
    arrange();
}

int ChatView::column() const
{
    return qMax(120, qMin(columnWidth, paneWidth() - 2 * padding));
}

/// With the scroll bar's place taken off in any case: text would move and be laid out again when it comes.
int ChatView::paneWidth() const
{
    return width() - verticalScrollBar()->sizeHint().width();
}

int ChatView::guessedHeight(const Turn &turn) const
{
    const int lineHeight = fontMetrics().lineSpacing() * 5 / 4;
    const int charactersPerLine = qMax(20, column() / qMax(1, fontMetrics().averageCharWidth()));
    const qsizetype lines = turn.text.size() / charactersPerLine + turn.text.count(u'\n') + 1;
    return int(qMin<qsizetype>(lines, 100000)) * lineHeight + (turn.isAnswer() ? 36 : 24);
}

void ChatView::computeTops()
{
    m_tops.resize(m_heights.size() + 1);
    int y = padding;
    for (int row = 0; row < rows(); ++row) {
        Height &height = m_heights[size_t(row)];
        if (height.pixels == 0)
            height.pixels = guessedHeight(m_conversation->turn(row));
        m_tops[size_t(row)] = y;
        y += height.pixels + spacing;
    }
    m_tops.back() = y;
}

int ChatView::rowAt(int y) const
{
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return qBound(0, int(after - m_tops.begin()) - 1, qMax(0, int(m_tops.size()) - 2));
}

void ChatView::arrange()
{
    if (m_arranging || !isVisible())
        return;
    m_arranging = true;
    m_column = column();
    const int height = viewport()->height();
    int top = 0;
    // Measuring a turn moves those below it, which can bring others into sight; each is measured once, so this ends.
    for (;;) {
        computeTops();
        const int last = qMax(0, m_tops.back() + padding - spacing - height);
        const int row = qMin(m_place.row, int(m_tops.size()) - 1);
        top = m_followsEnd ? last : qBound(0, m_tops[size_t(row)] + m_place.offset, last);
        if (!measure(top - margin, top + height + margin))
            break;
    }
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setRange(0, qMax(0, m_tops.back() + padding - spacing - height));
    verticalScrollBar()->setValue(top);
    placeItems(top - margin, top + height + margin);
    m_place.row = rowAt(top);
    m_place.offset = top - m_tops[size_t(m_place.row)];
    m_toEnd->setVisible(!m_followsEnd);
    m_toEnd->adjustSize();
    m_toEnd->move((viewport()->width() - m_toEnd->width()) / 2, height - m_toEnd->height() - 12);
    m_toEnd->raise();
    m_arranging = false;
}

/// Lays out the turns between the two heights that are not measured yet; whether any of them came out otherwise than thought.
bool ChatView::measure(int top, int bottom)
{
    bool moved = false;
    for (int row = rowAt(top); row < rows() && m_tops[size_t(row)] < bottom; ++row) {
        Height &height = m_heights[size_t(row)];
        if (height.isMeasured && m_items.contains(row))
            continue;
        const int pixels = itemFor(row)->layOut(m_column);
        moved = moved || pixels != height.pixels;
        height = {pixels, true};
    }
    return moved;
}

MessageItem *ChatView::itemFor(int row)
{
    auto &item = m_items[row];
    if (!item) {
        if (m_spare.empty()) {
            item = newItem();
        } else {
            item = std::move(m_spare.back());
            m_spare.pop_back();
        }
        item->showTurn(m_conversation->turn(row));
        item->setChosen(row == m_chosen);
        item->setUnavailable(m_unavailable);
    }
    return item.get();
}

std::unique_ptr<MessageItem> ChatView::newItem()
{
    auto item = std::make_unique<MessageItem>(viewport());
    MessageItem *made = item.get();
    connect(made, &MessageItem::citationActivated, this, [this, made](int number) { Q_EMIT citationActivated(rowOf(made), number); });
    connect(made, &MessageItem::sourcesRequested, this, [this, made] { Q_EMIT sourcesRequested(rowOf(made)); });
    connect(made, &MessageItem::retryRequested, this, [this, made] { Q_EMIT retryRequested(rowOf(made)); });
    connect(made, &MessageItem::continueRequested, this, [this, made] { Q_EMIT continueRequested(rowOf(made)); });
    connect(made, &MessageItem::copyRequested, this, [this, made] { copyAnswer(rowOf(made)); });
    connect(made, &MessageItem::linkActivated, this, &ChatView::linkActivated);
    connect(made, &MessageItem::linkHovered, this, [this, made](const QUrl &url) { showHovered(made, url); });
    return item;
}

int ChatView::rowOf(const MessageItem *item) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [item](const auto &entry) { return entry.second.get() == item; });
    return found == m_items.end() ? -1 : found->first;
}

void ChatView::placeItems(int top, int bottom)
{
    const int first = rowAt(top);
    int last = first;
    const int scrolled = verticalScrollBar()->value();
    const int x = (paneWidth() - m_column) / 2;
    for (int row = first; row < rows() && m_tops[size_t(row)] < bottom; ++row) {
        MessageItem *item = itemFor(row);
        item->setGeometry(x, m_tops[size_t(row)] - scrolled, m_column, m_heights[size_t(row)].pixels);
        item->show();
        last = row;
    }
    dropItems(first, last);
    setTabOrderOfItems(first, last);
}

void ChatView::dropItems(int first, int last)
{
    for (auto it = m_items.begin(); it != m_items.end();) {
        const int row = it->first;
        if (row >= first && row <= last) {
            ++it;
        } else if (it->second->isInUse()) {
            it->second->move(it->second->x(), m_tops[size_t(row)] - verticalScrollBar()->value());
            ++it;
        } else {
            keepForLater(std::move(it->second));
            it = m_items.erase(it);
        }
    }
}

void ChatView::keepForLater(std::unique_ptr<MessageItem> item)
{
    item->hide();
    if (m_spare.size() < mostSpareItems)
        return m_spare.push_back(std::move(item));
    m_renderedBefore += item->renderCount();
    // It may be one of its own buttons that brought us here.
    item.release()->deleteLater();
}

void ChatView::setTabOrderOfItems(int first, int last)
{
    if (m_tabbedRows == std::pair(first, last))
        return;
    m_tabbedRows = {first, last};
    QWidget *before = this;
    for (const auto &[row, item] : m_items) {
        for (QWidget *widget : item->findChildren<QWidget *>()) {
            if (!(widget->focusPolicy() & Qt::TabFocus))
                continue;
            setTabOrder(before, widget);
            before = widget;
        }
    }
}

void ChatView::setChosenRow(int row)
{
    m_chosen = row;
    for (const auto &[itsRow, item] : m_items)
        item->setChosen(itsRow == row);
}

void ChatView::setUnavailable(const QString &why)
{
    m_unavailable = why;
    for (const auto &[row, item] : m_items)
        item->setUnavailable(why);
}

void ChatView::scrollToEnd()
{
    m_followsEnd = true;
    arrange();
}

int ChatView::renderCount() const
{
    int count = m_renderedBefore;
    for (const auto &[row, item] : m_items)
        count += item->renderCount();
    for (const auto &item : m_spare)
        count += item->renderCount();
    return count;
}

void ChatView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (column() != m_column) {
        for (Height &height : m_heights)
            height.isMeasured = false;
    }
    arrange();
}

void ChatView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    arrange();
}

void ChatView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    for (Height &height : m_heights)
        height.isMeasured = false;
    for (const auto &[row, item] : m_items)
        item->restyle();
    arrange();
}

void ChatView::scrollContentsBy(int, int)
{
    if (m_arranging || m_tops.empty())
        return;
    const int value = verticalScrollBar()->value();
    m_followsEnd = value >= verticalScrollBar()->maximum() - nearEnd;
    m_place.row = rowAt(value);
    m_place.offset = value - m_tops[size_t(m_place.row)];
    arrange();
}

void ChatView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_End)
        scrollToEnd();
    else if (event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void ChatView::copyAnswer(int row)
{
    auto *content = new QMimeData;
    const QString markdown = m_conversation->turn(row).text;
    content->setText(markdown);
    content->setData(u"text/markdown"_s, markdown.toUtf8());
    QGuiApplication::clipboard()->setMimeData(content);
    Q_EMIT copied();
}

void ChatView::showHovered(const MessageItem *item, const QUrl &url)
{
    QString text;
    QString target;
    if (url.scheme() == "citation"_L1) {
        const int row = rowOf(item);
        const int number = url.path().toInt();
        if (row >= 0 && number >= 1 && number <= m_conversation->turn(row).hits.size())
            text = excerpt(m_conversation->turn(row).hits.at(number - 1).chunk.chunkHtml.value_or(QString()));
    } else {
        target = url.toDisplayString();
        text = target;
    }
    // A tooltip guesses whether its text is HTML, which a chunk's text may look like.
    QToolTip::showText(QCursor::pos(), text.isEmpty() ? text : u"<p>"_s + text.toHtmlEscaped() + u"</p>"_s, this);
    Q_EMIT linkHovered(target);
}
