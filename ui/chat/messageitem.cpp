#include "ui/chat/messageitem.h"

#include "ui/chat/answerfooter.h"
#include "ui/chat/markdown.h"
#include "ui/chat/messagepart.h"
#include "ui/errortext.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace {

constexpr int bubblePadding = 12;
constexpr int gap = 4;

}

MessageItem::MessageItem(QWidget *parent)
    : QWidget(parent)
    , m_noticeIcon(new QLabel(this))
    , m_notice(new QLabel(this))
    , m_continue(new QPushButton(tr("Continue"), this))
    , m_retry(new QPushButton(tr("Ask again"), this))
    , m_footer(new AnswerFooter(this))
{
    m_notice->setWordWrap(true);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // See AnswerFooter.
    m_notice->setForegroundRole(QPalette::WindowText);
    m_notice->setObjectName(u"answerNotice"_s);
    m_retry->setObjectName(u"askAgain"_s);
    m_continue->setObjectName(u"continueAnswer"_s);
    setUnavailable({});
    connect(m_continue, &QPushButton::clicked, this, &MessageItem::continueRequested);
    connect(m_retry, &QPushButton::clicked, this, &MessageItem::retryRequested);
    connect(m_footer, &AnswerFooter::copyRequested, this, &MessageItem::copyRequested);
    connect(m_footer, &AnswerFooter::sourcesRequested, this, &MessageItem::sourcesRequested);
}

std::unique_ptr<MessagePart> MessageItem::newPart()
{
    auto part = std::make_unique<MessagePart>(this);
    part->setAccessibleName(m_turn.isAnswer() ? tr("Answer") : tr("Question"));
    part->setObjectName(m_turn.isAnswer() ? u"answer"_s : u"question"_s);
    connect(part.get(), &MessagePart::citationActivated, this, &MessageItem::citationActivated);
    connect(part.get(), &MessagePart::linkActivated, this, &MessageItem::linkActivated);
    connect(part.get(), &MessagePart::linkHovered, this, &MessageItem::linkHovered);
    part->show();
    return part;
}

void MessageItem::showTurn(const Turn &turn)
{
    const bool sameTurn = turn.key == m_key;
    const bool sameText = sameTurn && turn.text == m_turn.text && turn.hits.size() == m_turn.hits.size();
    const bool ended = sameTurn && m_turn.isUnderWay() && !turn.isUnderWay();
    m_turn = turn;
    m_key = turn.key;
    if (!sameTurn) {
        m_parts.clear();
        m_blocks.reset();
        m_frozen = 0;
        m_streamed = false;
    }
    if (!turn.isAnswer()) {
        if (!sameText)
            showQuestion();
    } else if (turn.isUnderWay() || (ended && hasSelection())) {
        // Becoming one document would take the selection away; it becomes one when it is shown the next time.
        if (!sameText)
            streamAnswer();
    } else if (!sameText || ended) {
        showAnswer();
    }
    showNotice();
    showFooter();
}

void MessageItem::showQuestion()
{
    setPartCount(1);
    m_parts.front()->showText(m_turn.text);
    ++m_renderCount;
}

void MessageItem::showAnswer()
{
    if (m_turn.text.isEmpty())
        return m_parts.clear();
    setPartCount(1);
    render(0, m_turn.text);
    m_frozen = 0;
    m_streamed = false;
}

void MessageItem::streamAnswer()
{
    if (m_turn.text.isEmpty())
        return m_parts.clear();
    if (!m_streamed || m_turn.text.size() < m_frozen) {
        m_parts.clear();
        m_blocks.reset();
        m_frozen = 0;
        m_streamed = true;
    }
    setPartCount(qMax<size_t>(1, m_parts.size()));
    const qsizetype finished = m_blocks.finishedLength(m_turn.text);
    if (finished > m_frozen) {
        render(m_parts.size() - 1, m_turn.text.mid(m_frozen, finished - m_frozen));
        m_frozen = finished;
        setPartCount(m_parts.size() + 1);
    }
    render(m_parts.size() - 1, m_turn.text.mid(m_frozen));
}

void MessageItem::render(size_t part, const QString &markdown)
{
    m_parts.at(part)->showHtml(linkCitations(answerHtml(markdown), int(m_turn.hits.size())));
    ++m_renderCount;
}

void MessageItem::setPartCount(size_t count)
{
    if (m_parts.size() > count)
        m_parts.resize(count);
    while (m_parts.size() < count)
        m_parts.push_back(newPart());
}

void MessageItem::setChosen(bool chosen)
{
    m_footer->setChosen(chosen);
}

void MessageItem::setUnavailable(const QString &why)
{
    m_retry->setEnabled(why.isEmpty());
    m_retry->setToolTip(why.isEmpty() ? tr("Ask the same question once more; this answer stays") : why);
    m_continue->setEnabled(why.isEmpty());
    m_continue->setToolTip(why.isEmpty() ? tr("Ask to go on where this answer ended") : why);
}

void MessageItem::restyle()
{
    if (m_key == 0)
        return;
    const Turn turn = m_turn;
    m_key = 0;
    showTurn(turn);
}

QString MessageItem::waitingText() const
{
    if (!m_turn.searches.isEmpty())
        return tr("Searching for \u201c%1\u201d\u2026").arg(m_turn.searches.last());
    if (!m_turn.hits.isEmpty())
        return tr("Reading %Ln chunk(s)\u2026", nullptr, int(m_turn.hits.size()));
    return tr("Searching\u2026");
}

void MessageItem::showNotice()
{
    QString text;
    QString iconName = u"stop"_s;
    bool failed = false;
    bool goesOn = false;
    switch (m_turn.state) {
    case Turn::State::Waiting:
        text = waitingText();
        iconName = u"search"_s;
        break;
    case Turn::State::Streaming: break;
    case Turn::State::Stopped: text = m_turn.text.isEmpty() ? tr("Stopped before anything came.") : tr("Stopped. What came before is kept."); break;
    case Turn::State::Interrupted:
        text = tr("The answer broke off.") + u' ' + (m_turn.error ? errorReason(*m_turn.error) : QString());
        failed = true;
        break;
    case Turn::State::TimedOut:
        text = tr("The server fell silent, so the answer may not be whole.");
        failed = true;
        break;
    case Turn::State::Complete:
        if (m_turn.isAnswer() && m_turn.error) {
            text = tr("The server reported a failure: %1").arg(m_turn.error->message);
            failed = true;
        } else if (m_turn.isAnswer() && m_turn.arrayCut) {
            text = m_turn.text.trimmed().isEmpty() ? tr("The answer was cut off in its sources, before its text.")
                                                   : tr("The answer was cut off in its sources: some may be missing.");
            iconName = u"clock"_s;
        } else if (m_turn.isAnswer() && m_turn.text.trimmed().isEmpty()) {
            text = tr("The answer is empty.");
        } else if (m_turn.isAnswer() && m_turn.mayBeCut) {
            text = tr("The answer ended after %1 s and may be cut off.").arg(QLocale().toString(m_turn.milliseconds / 1000));
            iconName = u"clock"_s;
            goesOn = true;
        }
        break;
    }
    m_notice->setVisible(!text.isEmpty());
    m_noticeIcon->setVisible(!text.isEmpty());
    m_continue->setVisible(goesOn);
    m_retry->setVisible(m_turn.isAnswer() && !m_turn.isUnderWay() && !text.isEmpty());
    if (text.isEmpty())
        return;
    m_notice->setText(text.trimmed());
    m_notice->setToolTip(goesOn ? tr("Some servers end every answer after 10 or 120 seconds, finished or not.") : QString());
    m_notice->setProperty("look", failed ? u"error"_s : u"secondary"_s);
    m_notice->style()->polish(m_notice);
    m_noticeIcon->setPixmap(icon(failed ? u"warning"_s : iconName, failed ? Tint::Negative : Tint::Secondary).pixmap(16, 16));
}

void MessageItem::showFooter()
{
    const bool visible = m_turn.isAnswer() && !m_turn.isUnderWay();
    m_footer->setVisible(visible);
    if (visible)
        m_footer->showTurn(m_turn);
}

int MessageItem::layOut(int width)
{
    int y = 0;
    m_bubble = {};
    if (!m_turn.isAnswer()) {
        if (m_parts.empty())
            return 0;
        const int limit = width * 17 / 20 - 2 * bubblePadding;
        const int textWidth = m_parts.front()->idealWidth(limit);
        const int height = m_parts.front()->heightFor(limit);
        m_bubble = QRect(width - textWidth - 2 * bubblePadding, 0, textWidth + 2 * bubblePadding, height + 2 * (bubblePadding - gap));
        m_parts.front()->setGeometry(m_bubble.left() + bubblePadding, bubblePadding - gap, limit, height);
        return m_bubble.height();
    }
    for (const auto &part : m_parts) {
        const int height = part->heightFor(width);
        part->setGeometry(0, y, width, height);
        y += height;
    }
    if (!m_notice->isHidden())
        y = placeNotice(y + (m_parts.empty() ? 0 : gap), width) + gap;
    if (!m_footer->isHidden()) {
        const int height = m_footer->heightForWidth(width);
        m_footer->setGeometry(0, y + gap, width, height);
        y += height + gap;
    }
    return y;
}

int MessageItem::placeNotice(int y, int width)
{
    int right = width;
    int height = 20;
    const auto buttons = {m_retry, m_continue};
    for (const QPushButton *button : buttons) {
        right -= button->isHidden() ? 0 : button->sizeHint().width() + 8;
        height = button->isHidden() ? height : qMax(height, button->sizeHint().height());
    }
    height = qMax(height, m_notice->heightForWidth(right - 24));
    m_noticeIcon->setGeometry(0, y + (height - 16) / 2, 16, 16);
    m_notice->setGeometry(24, y, right - 24, height);
    for (QPushButton *button : {m_continue, m_retry}) {
        if (button->isHidden())
            continue;
        const QSize size = button->sizeHint();
        button->setGeometry(QRect(QPoint(right + 8, y + (height - size.height()) / 2), size));
        right += size.width() + 8;
    }
    return y + height;
}

bool MessageItem::isInUse() const
{
    const QWidget *focus = focusWidget();
    return (focus && focus->hasFocus()) || hasSelection();
}

bool MessageItem::hasSelection() const
{
    return std::any_of(m_parts.begin(), m_parts.end(), [](const auto &part) { return part->hasSelection(); });
}

void MessageItem::paintEvent(QPaintEvent *)
{
    if (m_bubble.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(currentTheme().surface, currentTheme().accent, 0.12));
    painter.drawRoundedRect(m_bubble, 12, 12);
}
