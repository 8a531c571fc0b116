#include "ui/widgets/unsaveddialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

UnsavedDialog::UnsavedDialog(const QString &whatIsUnsaved, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"unsavedDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(tr("Unsaved changes"));
    setMinimumWidth(480);
    auto *text = new QLabel(whatIsUnsaved, this);
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);

    auto *buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("&Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"save"_s);
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    QPushButton *discard = buttons->addButton(tr("&Discard changes"), QDialogButtonBox::DestructiveRole);
    discard->setObjectName(u"discard"_s);
    discard->setAutoDefault(false);
    QPushButton *stay = buttons->addButton(tr("&Keep editing"), QDialogButtonBox::RejectRole);
    stay->setObjectName(u"stay"_s);
    stay->setAutoDefault(false);
    // Closed first: what follows may ask again.
    connect(m_save, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT saveChosen();
    });
    connect(discard, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT discardChosen();
    });
    connect(stay, &QPushButton::clicked, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(text);
    layout->addWidget(buttons);
}

void UnsavedDialog::forbidSaving(const QString &why)
{
    m_save->setEnabled(why.isEmpty());
    m_save->setToolTip(why);
}
