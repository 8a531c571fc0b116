#include "ui/widgets/formfield.h"

#include "ui/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

FormField::FormField(const QString &label, QWidget *control, const QString &help, QWidget *parent) :
    QWidget(parent), m_label(new QLabel(label, this)), m_mark(new QLabel(tr("changed"), this)), m_revert(new QToolButton(this)),
    m_control(control), m_help(new QLabel(this)), m_errorLine(new QWidget(this)), m_error(new QLabel(m_errorLine))
{
    const QString plain = QString(label).remove(u'&');
    setObjectName(control->objectName() + u"Row"_s);
    m_label->setBuddy(control);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(plain);
    if (QWidget *proxy = control->focusProxy(); proxy && proxy->accessibleName().isEmpty())
        proxy->setAccessibleName(plain);
    m_mark->setProperty("look", u"secondary"_s);
    m_mark->setObjectName(control->objectName() + u"Mark"_s);
    m_revert->setIcon(icon(u"undo"_s, Tint::Secondary));
    m_revert->setIconSize({14, 14});
    m_revert->setAutoRaise(true);
    m_revert->setFixedSize(20, 20);
    m_revert->setObjectName(control->objectName() + u"Revert"_s);
    m_revert->setAccessibleName(tr("Revert %1").arg(plain));
    m_revert->setToolTip(tr("Back to what the server has"));
    connect(m_revert, &QToolButton::clicked, this, &FormField::revertRequested);

    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(m_label);
    head->addStretch(1);
    head->addWidget(m_mark);
    head->addWidget(m_revert);
    auto *sign = new QLabel(m_errorLine);
    sign->setPixmap(icon(u"error"_s, Tint::Negative).pixmap(QSize(14, 14), devicePixelRatioF()));
    m_error->setProperty("look", u"error"_s);
    // It quotes what others wrote.
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setObjectName(control->objectName() + u"Error"_s);
    auto *line = new QHBoxLayout(m_errorLine);
    line->setContentsMargins({});
    line->setSpacing(6);
    line->addWidget(sign, 0, Qt::AlignTop);
    line->addWidget(m_error, 1);
    m_help->setProperty("look", u"secondary"_s);
    m_help->setWordWrap(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(control);
    layout->addWidget(m_help);
    layout->addWidget(m_errorLine);
    // The head keeps its height when the button comes and goes.
    head->addSpacing(0);
    m_label->setMinimumHeight(20);
    m_errorLine->hide();
    setDirty(false);
    setHelp(help);
}

QString FormField::label() const
{
    return m_label->text().remove(u'&');
}

void FormField::setHelp(const QString &help)
{
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    m_control->setAccessibleDescription(help);
}

void FormField::setDirty(bool dirty)
{
    m_dirty = dirty;
    m_mark->setVisible(dirty);
    m_revert->setVisible(dirty);
}

void FormField::setError(const QString &error)
{
    m_error->setText(error);
    m_errorLine->setVisible(!error.isEmpty());
}

QString FormField::error() const
{
    return m_error->text();
}
