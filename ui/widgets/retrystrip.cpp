#include "ui/widgets/retrystrip.h"

#include "app/models/tooltip.h"
#include "ui/errortext.h"
#include "ui/icons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto tooShortToRead = 300ms;
constexpr auto tick = 200ms;

QToolButton *makeButton(const QString &name, const QString &text, const QString &toolTip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

/// A wait that is nearly over is one of a second still.
QString secondsUntil(const QDeadlineTimer &next)
{
    return QLocale().toString(std::max<qint64>(1, (next.remainingTime() + 999) / 1000));
}

}

RetryStrip::RetryStrip(Shape shape, QWidget *parent)
    : QWidget(parent), m_sign(new QLabel(this)), m_words(new QLabel(this)),
      m_now(makeButton(u"retryNow"_s, tr("Try now"), tr("Send it again at once"), this)),
      m_stop(makeButton(u"retryStop"_s, tr("Stop"), tr("Give up; the error is shown where you asked"), this))
{
    setObjectName(u"retryStrip"_s);
    // The chat has a Stop too.
    m_stop->setAccessibleName(tr("Stop trying again"));
    m_words->setObjectName(u"retryWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(shape == Shape::Wrapped);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(shape == Shape::Line ? QMargins(8, 0, 12, 0) : QMargins());
    layout->setSpacing(8);
    layout->addWidget(m_sign);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_now);
    layout->addWidget(m_stop);
    // The words beside their buttons, however wide the window is.
    if (shape == Shape::Line)
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    m_delay.setSingleShot(true);
    m_delay.setInterval(tooShortToRead);
    m_tick.setInterval(tick);
    connect(&m_delay, &QTimer::timeout, this, &RetryStrip::appear);
    connect(&m_tick, &QTimer::timeout, this, &RetryStrip::showEntries);
    connect(m_now, &QToolButton::clicked, this, [this] { m_board->sendNow(); });
    connect(m_stop, &QToolButton::clicked, this, [this] { m_board->giveUp(); });
    paintSign();
    hide();
}

void RetryStrip::setBoard(RetryBoard *board)
{
    if (m_board)
        m_board->disconnect(this);
    m_board = board;
    if (m_board) {
        connect(m_board, &RetryBoard::changed, this, &RetryStrip::follow);
        connect(m_board, &QObject::destroyed, this, &RetryStrip::follow);
    }
    follow();
}

QString RetryStrip::text() const
{
    return m_words->text();
}

void RetryStrip::follow()
{
    if (!m_board || m_board->entries().isEmpty()) {
        m_delay.stop();
        m_tick.stop();
        hide();
    } else if (!isHidden()) {
        showEntries();
    } else if (!m_delay.isActive()) {
        m_delay.start();
    }
}

void RetryStrip::appear()
{
    showEntries();
    show();
    m_tick.start();
    QAccessibleEvent event(m_words, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void RetryStrip::showEntries()
{
    const auto entries = m_board->entries();
    m_words->setText(sentence());
    const QString said = details();
    m_words->setToolTip(said);
    m_sign->setToolTip(said);
    m_now->setEnabled(!std::all_of(entries.begin(), entries.end(), [](const RetryBoard::Entry &entry) { return entry.isUnderWay(); }));
}

QString RetryStrip::sentence() const
{
    const auto entries = m_board->entries();
    const auto first = std::min_element(entries.begin(), entries.end(), [](const RetryBoard::Entry &a, const RetryBoard::Entry &b) {
        return a.isUnderWay() != b.isUnderWay() ? b.isUnderWay() : a.next.remainingTime() < b.next.remainingTime();
    });
    if (entries.size() > 1) {
        return first->isUnderWay() ? tr("%Ln request(s) are being sent again", nullptr, int(entries.size()))
                                   : tr("%Ln request(s) wait to be sent again in %1 s", nullptr, int(entries.size())).arg(secondsUntil(first->next));
    }
    const Retry &retry = first->retry;
    const QString why = errorInShort(retry.error);
    if (first->isUnderWay())
        return tr("Trying again (attempt %1 of %2): %3").arg(retry.failed + 1).arg(retry.attempts).arg(why);
    return tr("Trying again in %1 s (attempt %2 of %3): %4").arg(secondsUntil(first->next)).arg(retry.failed + 1).arg(retry.attempts).arg(why);
}

QString RetryStrip::details() const
{
    QStringList lines;
    QStringList said;
    const auto entries = m_board->entries();
    for (const RetryBoard::Entry &entry : entries) {
        const QString when = entry.isUnderWay() ? tr("being sent again") : tr("again in %1 s").arg(secondsUntil(entry.next));
        lines += tr("%1 %2: %3, attempt %4 of %5").arg(entry.method, entry.path, when).arg(entry.retry.failed + 1).arg(entry.retry.attempts);
        // What to do next is done already.
        if (const QString &words = entry.retry.error.message; !words.isEmpty() && !said.contains(words))
            said += words;
    }
    return plainToolTip((lines + said).join(u'\n'));
}

void RetryStrip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        paintSign();
    QWidget::changeEvent(event);
}

void RetryStrip::paintSign()
{
    m_sign->setPixmap(icon(u"clock"_s, Tint::Warning).pixmap(QSize(16, 16), devicePixelRatioF()));
}
