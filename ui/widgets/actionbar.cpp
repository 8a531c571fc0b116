#include "ui/widgets/actionbar.h"

#include "ui/icons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

ActionBar::ActionBar(QWidget *parent) :
    QWidget(parent), m_layout(new QHBoxLayout(this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(4);
    m_layout->addStretch(1);
    // The smallest width must not keep the words from being dropped.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ActionBar::addPrimary(QAction *action, const QString &iconName)
{
    auto *primary = new QPushButton(icon(iconName, Tint::AccentText), action->text());
    primary->setObjectName(action->objectName() + u"Button"_s);
    primary->setProperty("primary", true);
    primary->setToolTip(action->toolTip());
    primary->setMinimumWidth(primary->sizeHint().width());
    primary->setEnabled(action->isEnabled());
    connect(primary, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, primary, &QWidget::setEnabled);
    m_layout->insertWidget(0, primary);
    m_layout->insertSpacing(1, 4);
    m_fullWidth += primary->sizeHint().width() + 12;
}

QToolButton *ActionBar::button(QAction *action)
{
    auto *made = new QToolButton;
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::TabFocus);
    made->setAccessibleName(QString(action->text()).remove(u'&'));
    return made;
}

void ActionBar::add(QAction *action)
{
    QToolButton *made = button(action);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_buttons.append(made);
    m_layout->insertWidget(m_layout->count() - 1, made);
    m_fullWidth += made->sizeHint().width() + m_layout->spacing();
}

void ActionBar::addAtEnd(QAction *action)
{
    QToolButton *made = button(action);
    m_layout->addWidget(made);
    m_fullWidth += made->sizeHint().width() + m_layout->spacing();
}

void ActionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const auto style = width() < m_fullWidth ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    for (QToolButton *made : std::as_const(m_buttons))
        made->setToolButtonStyle(style);
}
