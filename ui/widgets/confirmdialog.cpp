#include "ui/widgets/confirmdialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

ConfirmDialog::ConfirmDialog(const QString &title, const QString &whatIsLost, const QString &act, QWidget *parent)
    : FormDialog(title, act, parent), m_text(addText(whatIsLost))
{
    setObjectName(u"confirmDialog"_s);
    m_text->setObjectName(u"whatIsLost"_s);
    acceptButton().setProperty("primary", false);
    acceptButton().setProperty("destructive", true);
}

void ConfirmDialog::requireTyped(const QString &name)
{
    m_typed = new QLineEdit;
    m_typed->setObjectName(u"typedName"_s);
    m_typed->setPlaceholderText(name);
    addField(tr("Type \u201C%1\u201D to &confirm").arg(QString(name).replace(u'&', "&&"_L1)), m_typed);
    setAcceptable(false);
    connect(m_typed, &QLineEdit::textChanged, this, [this, name](const QString &text) { setAcceptable(text == name); });
    m_typed->setFocus();
}

void ConfirmDialog::setWhatIsLost(const QString &text)
{
    m_text->setText(text);
}
