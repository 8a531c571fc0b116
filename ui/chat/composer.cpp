#include "ui/chat/composer.h"

#include "ui/chat/questionedit.h"
#include "ui/chat/settingchips.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

Composer::Composer(QWidget *parent)
    : QFrame(parent)
    , m_chips(new SettingChips(this))
    , m_edit(new QuestionEdit(this))
    , m_send(new QPushButton(this))
    , m_stop(new QPushButton(tr("Stop"), this))
    , m_box(new QWidget(this))
    , m_reason(new QLabel(m_box))
{
    setObjectName(u"composer"_s);
    m_send->setObjectName(u"sendQuestion"_s);
    m_send->setProperty("primary", true);
    m_send->setIcon(icon(u"send"_s, Tint::AccentText));
    m_send->setText(tr("Ask"));
    m_send->setToolTip(tr("Ask (Enter). Shift+Enter begins a new line."));
    m_stop->setObjectName(u"stopAnswer"_s);
    m_stop->setIcon(icon(u"stop"_s));
    m_stop->setToolTip(tr("Stop the answer and keep what came (Esc)"));
    m_stop->hide();
    auto *row = new QHBoxLayout(m_box);
    row->setContentsMargins(10, 6, 6, 6);
    row->setSpacing(8);
    m_reason->setObjectName(u"whyNotAsked"_s);
    m_reason->setProperty("look", u"secondary"_s);
    m_reason->setForegroundRole(QPalette::WindowText);
    m_reason->setWordWrap(true);
    m_reason->setMinimumHeight(m_send->sizeHint().height());
    row->addWidget(m_edit, 1);
    row->addWidget(m_reason, 1);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    row->addWidget(m_stop, 0, Qt::AlignBottom);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_chips);
    column->addWidget(m_box);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    m_edit->setPlaceholderText(tr("Ask about this dataset\u2026"));
    connect(m_edit, &QuestionEdit::sendRequested, this, &Composer::send);
    connect(m_edit, &QuestionEdit::lastQuestionRequested, this, &Composer::lastQuestionRequested);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::updateButtons);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_send, &QPushButton::clicked, this, &Composer::send);
    connect(m_stop, &QPushButton::clicked, this, &Composer::stopRequested);
    setUnavailable({});
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::setText(const QString &text)
{
    if (text == this->text())
        return;
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::focusText()
{
    m_edit->setFocus();
}

void Composer::setAnswering(bool answering)
{
    m_answering = answering;
    updateButtons();
}

void Composer::setUnavailable(const QString &reason)
{
    m_unavailable = reason;
    m_edit->setEnabled(reason.isEmpty());
    m_edit->setVisible(reason.isEmpty());
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_chips->setEnabled(reason.isEmpty());
    updateButtons();
}

void Composer::updateButtons()
{
    m_send->setEnabled(m_unavailable.isEmpty() && !text().trimmed().isEmpty());
    m_send->setVisible(!m_answering && m_unavailable.isEmpty());
    m_stop->setVisible(m_answering);
}

void Composer::send()
{
    if (m_send->isEnabled() && !m_answering)
        Q_EMIT sendRequested(text().trimmed());
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        update();
    return QFrame::eventFilter(watched, event);
}

void Composer::paintEvent(QPaintEvent *)
{
    const Theme &theme = currentTheme();
    const bool focused = m_edit->hasFocus();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(focused ? theme.accent : theme.border, focused ? 2 : 1));
    painter.setBrush(m_unavailable.isEmpty() ? theme.surface : theme.window);
    painter.drawRoundedRect(QRectF(m_box->geometry()).adjusted(1, 1, -1, -1), 10, 10);
}
