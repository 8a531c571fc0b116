#include "ui/widgets/copyableid.h"

#include "ui/icons.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

QString shortenedId(const QString &id)
{
    constexpr int head = 8;
    constexpr int tail = 4;
    return id.size() <= head + tail + 4 ? id : id.left(head) + u'\u2026' + id.right(tail);
}

CopyableId::CopyableId(const QString &name, QWidget *parent) : QToolButton(parent), m_name(name)
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_confirmation.setSingleShot(true);
    m_confirmation.setInterval(1500);
    connect(&m_confirmation, &QTimer::timeout, this, &CopyableId::showId);
    connect(this, &QToolButton::clicked, this, &CopyableId::copy);
    showId();
}

void CopyableId::setId(const QString &id)
{
    m_id = id;
    m_confirmation.stop();
    showId();
}

void CopyableId::copy()
{
    QGuiApplication::clipboard()->setText(m_id);
    setText(tr("Copied"));
    setIcon(::icon(u"check"_s, Tint::Positive));
    m_confirmation.start();
    Q_EMIT copied(m_id);
}

void CopyableId::showId()
{
    setEnabled(!m_id.isEmpty());
    setText(m_id.isEmpty() ? u"\u2013"_s : shortenedId(m_id));
    setIcon(::icon(u"copy"_s, Tint::Secondary));
    setToolTip(m_id.isEmpty() ? QString() : tr("%1 (click to copy)").arg(m_id));
    setAccessibleName(tr("%1 %2, press to copy").arg(m_name, m_id));
}
