#include "ui/widgets/statestack.h"

#include "ui/icons.h"
#include "ui/widgets/messagebar.h"

#include <QEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QWidget *centred(const QList<QWidget *> &widgets, QWidget *parent)
{
    auto *pane = new QWidget(parent);
    auto *layout = new QVBoxLayout(pane);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(12);
    layout->addStretch(2);
    for (QWidget *widget : widgets) {
        // Wrapped text is as tall as its width makes it only where no alignment hides that from the layout.
        auto *row = new QHBoxLayout;
        row->addStretch(1);
        row->addWidget(widget, qobject_cast<QPushButton *>(widget) ? 0 : 1000);
        row->addStretch(1);
        layout->addLayout(row);
    }
    layout->addStretch(3);
    return pane;
}

}

StateStack::StateStack(QWidget *content, QWidget *parent)
    : QWidget(parent), m_stack(new QStackedWidget(this)), m_content(content), m_emptyIcon(new QLabel), m_emptySentence(new QLabel),
      m_emptyAction(new QPushButton), m_progress(new QProgressBar(this)), m_messageBar(new MessageBar(this))
{
    auto *loading = new QLabel(tr("Loading\u2026"));
    loading->setProperty("look", u"secondary"_s);
    loading->setAlignment(Qt::AlignHCenter);
    m_loadingPane = centred({loading}, this);
    m_loadingPane->setObjectName(u"loadingPane"_s);

    m_emptySentence->setObjectName(u"emptySentence"_s);
    m_emptySentence->setWordWrap(true);
    m_emptySentence->setAlignment(Qt::AlignHCenter);
    m_emptySentence->setMaximumWidth(420);
    m_emptyIcon->setAlignment(Qt::AlignHCenter);
    m_emptyAction->setObjectName(u"emptyAction"_s);
    m_emptyAction->setProperty("primary", true);
    m_emptyPane = centred({m_emptyIcon, m_emptySentence, m_emptyAction}, this);
    m_emptyPane->setObjectName(u"emptyPane"_s);
    connect(m_emptyAction, &QPushButton::clicked, this, &StateStack::emptyActionTriggered);

    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(3);
    m_progress->setAccessibleName(tr("Loading"));
    QSizePolicy policy = m_progress->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_progress->setSizePolicy(policy);
    m_progress->hide();

    m_stack->addWidget(m_content);
    m_stack->addWidget(m_emptyPane);
    m_stack->addWidget(m_loadingPane);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_progress);
    layout->addWidget(m_messageBar);
    layout->addWidget(m_stack, 1);
    setEmptyPane(u"empty"_s, tr("There is nothing here yet."));
}

void StateStack::setEmptyPane(const QString &iconName, const QString &sentence, const QString &action)
{
    m_emptyIconName = iconName;
    m_emptyIcon->setPixmap(icon(iconName, Tint::Secondary).pixmap(QSize(40, 40), devicePixelRatioF()));
    m_emptySentence->setText(sentence);
    m_emptyAction->setText(action);
    m_emptyAction->setVisible(!action.isEmpty());
}

void StateStack::setLoading(bool loading)
{
    m_loading = loading;
    m_progress->setVisible(loading);
    choose();
}

void StateStack::setEmpty(bool empty)
{
    m_empty = empty;
    m_known = m_known || !empty || !m_loading;
    choose();
}

void StateStack::choose()
{
    m_known = m_known || !m_loading;
    m_stack->setCurrentWidget(!m_empty ? m_content : m_known ? m_emptyPane : m_loadingPane);
}

void StateStack::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_emptyIconName.isEmpty())
        m_emptyIcon->setPixmap(icon(m_emptyIconName, Tint::Secondary).pixmap(QSize(40, 40), devicePixelRatioF()));
    QWidget::changeEvent(event);
}
