#include "ui/widgets/momentedit.h"

#include "app/values/timestamp.h"
#include "ui/icons.h"
#include "ui/widgets/relativetime.h"

#include <QCalendarWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

MomentEdit::MomentEdit(QWidget *parent) :
    QWidget(parent), m_field(new QLineEdit(this)), m_calendar(new QToolButton(this)), m_now(new QToolButton(this)), m_reading(new QLabel(this))
{
    m_field->setObjectName(u"momentField"_s);
    m_field->setPlaceholderText(tr("none, or 2024-07-02 23:59:59.123"));
    m_field->setClearButtonEnabled(true);
    setFocusProxy(m_field);
    m_calendar->setIcon(icon(u"clock"_s));
    m_calendar->setAccessibleName(tr("Choose a day"));
    m_calendar->setToolTip(tr("Choose a day; the time of day stays"));
    m_calendar->setObjectName(u"chooseDay"_s);
    m_now->setText(tr("Now"));
    m_now->setObjectName(u"now"_s);
    m_now->setAccessibleName(tr("Set to now"));
    m_reading->setProperty("look", u"secondary"_s);
    m_reading->setObjectName(u"momentReading"_s);

    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_field, 1);
    row->addWidget(m_calendar);
    row->addWidget(m_now);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_reading);
    connect(m_field, &QLineEdit::textChanged, this, &MomentEdit::explain);
    connect(m_field, &QLineEdit::textChanged, this, &MomentEdit::textChanged);
    connect(m_calendar, &QToolButton::clicked, this, &MomentEdit::chooseDay);
    connect(m_now, &QToolButton::clicked, this, &MomentEdit::setNow);
    explain();
}

void MomentEdit::setText(const QString &text)
{
    m_field->setText(QString(text).replace(u'T', u' '));
}

QString MomentEdit::text() const
{
    return m_field->text().trimmed();
}

bool MomentEdit::isEmpty() const
{
    return text().isEmpty();
}

std::optional<QDateTime> MomentEdit::moment() const
{
    return timestamp::parse(text());
}

void MomentEdit::explain()
{
    const auto read = moment();
    m_reading->setText(read ? tr("UTC \u00b7 here: %1").arg(absoluteTime(*read)) : tr("UTC"));
}

void MomentEdit::setNow()
{
    m_field->setText(timestamp::forServer(QDateTime::currentDateTimeUtc()));
}

void MomentEdit::chooseDay()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *calendar = new QCalendarWidget(menu);
    calendar->setAccessibleName(tr("Day"));
    const QDateTime now = moment().value_or(QDateTime(QDate::currentDate(), QTime(0, 0), Qt::UTC));
    calendar->setSelectedDate(now.date());
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(calendar);
    menu->addAction(action);
    connect(calendar, &QCalendarWidget::activated, this, [this, menu, now](QDate day) {
        m_field->setText(timestamp::forServer(QDateTime(day, now.time(), Qt::UTC)));
        menu->close();
    });
    menu->popup(m_calendar->mapToGlobal(QPoint(0, m_calendar->height())));
}
