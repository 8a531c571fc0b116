#include "ui/widgets/formdialog.h"

#include "ui/icons.h"
#include "ui/widgets/messagebar.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int dialogWidth = 480;

QLabel *note(const QString &look, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setProperty("look", look);
    label->setWordWrap(true);
    return label;
}

}

FormDialog::FormDialog(const QString &title, const QString &acceptText, QWidget *parent)
    : QDialog(parent), m_messageBar(new MessageBar(this)), m_fields(new QVBoxLayout), m_buttons(new QDialogButtonBox(this)), m_form(new QWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(true);
    setWindowTitle(title);
    setMinimumWidth(dialogWidth);

    m_accept = m_buttons->addButton(acceptText, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(u"accept"_s);
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    QPushButton *cancel = m_buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    cancel->setObjectName(u"cancel"_s);
    cancel->setAutoDefault(false);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &FormDialog::submitted);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &FormDialog::reject);

    m_fields->setContentsMargins(24, 20, 24, 8);
    m_fields->setSpacing(4);
    m_form->setLayout(m_fields);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(24, 8, 24, 20);
    row->addWidget(m_buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_messageBar);
    layout->addWidget(m_form);
    layout->addStretch(1);
    layout->addLayout(row);
    resize(dialogWidth, 0);
}

void FormDialog::beginTab(const QString &title)
{
    if (!m_tabs) {
        m_tabs = new QTabWidget(m_form);
        m_tabs->setDocumentMode(true);
        m_fields->addWidget(m_tabs);
        // The bar of the tabs reaches to the edges; their pages keep the distance.
        m_fields->setContentsMargins(0, 0, 0, 0);
    } else {
        m_fields->addStretch(1);
    }
    auto *page = new QWidget;
    m_fields = new QVBoxLayout(page);
    m_fields->setContentsMargins(24, 16, 24, 8);
    m_fields->setSpacing(4);
    m_tabs->addTab(page, title);
}

void FormDialog::showTab(int index)
{
    if (m_tabs)
        m_tabs->setCurrentIndex(index);
}

void FormDialog::addField(const QString &label, QWidget *field, const QString &help)
{
    if (m_fields->count() > 0)
        m_fields->addSpacing(8);
    auto *caption = new QLabel(label, m_form);
    caption->setBuddy(field);
    if (QWidget *proxy = field->focusProxy(); proxy && proxy->accessibleName().isEmpty())
        proxy->setAccessibleName(QString(label).remove(u'&'));
    m_fields->addWidget(caption);
    m_fields->addWidget(field);
    if (!help.isEmpty()) {
        QLabel *under = note(u"secondary"_s, m_form);
        under->setText(help);
        m_fields->addWidget(under);
        field->setAccessibleDescription(help);
    }
    m_errors.insert(field, addErrorLine(field->objectName() + u"Error"_s));
}

QLabel *FormDialog::addErrorLine(const QString &name)
{
    auto *line = new QWidget(m_form);
    auto *sign = new QLabel(line);
    sign->setPixmap(icon(u"error"_s, Tint::Negative).pixmap(QSize(14, 14), devicePixelRatioF()));
    QLabel *words = note(u"error"_s, line);
    words->setObjectName(name);
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    line->hide();
    m_fields->addWidget(line);
    return words;
}

void FormDialog::addWidget(QWidget *widget)
{
    if (m_fields->count() > 0)
        m_fields->addSpacing(8);
    m_fields->addWidget(widget);
}

QLabel *FormDialog::addText(const QString &text)
{
    auto *label = new QLabel(text, m_form);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    addWidget(label);
    return label;
}

void FormDialog::setFieldError(QWidget *field, const QString &error)
{
    QLabel *label = m_errors.value(field);
    if (!label)
        return;
    label->setText(error);
    label->parentWidget()->setVisible(!error.isEmpty());
    if (m_tabs)
        markTabs();
}

// What is wrong on a page that is not shown would be looked for in vain.
void FormDialog::markTabs()
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        const bool isWrong = std::any_of(m_errors.begin(), m_errors.end(), [this, tab](const QLabel *label) {
            return !label->text().isEmpty() && m_tabs->widget(tab)->isAncestorOf(label);
        });
        m_tabs->setTabIcon(tab, isWrong ? icon(u"error"_s, Tint::Negative) : QIcon());
        m_tabs->setTabToolTip(tab, isWrong ? tr("Something is wrong here") : QString());
    }
}

QString FormDialog::fieldError(QWidget *field) const
{
    const QLabel *label = m_errors.value(field);
    return label ? label->text() : QString();
}

void FormDialog::setAcceptable(bool acceptable)
{
    m_acceptable = acceptable;
    updateButtons();
}

void FormDialog::setBusy(bool busy)
{
    m_busy = busy;
    if (busy)
        m_focusBefore = m_form->isAncestorOf(focusWidget()) ? focusWidget() : nullptr;
    m_form->setEnabled(!busy);
    updateButtons();
    // A field that is disabled loses the focus for good.
    if (!busy && m_focusBefore)
        m_focusBefore->setFocus();
    if (busy)
        m_messageBar->dismiss();
}

void FormDialog::showError(const QString &whatFailed, const Error &error)
{
    setBusy(false);
    m_messageBar->showError(whatFailed, error);
}

QPushButton *FormDialog::addButton(const QString &text)
{
    QPushButton *button = m_buttons->addButton(text, QDialogButtonBox::HelpRole);
    button->setAutoDefault(false);
    return button;
}

void FormDialog::updateButtons()
{
    m_accept->setEnabled(m_acceptable && !m_busy);
}

void FormDialog::reject()
{
    if (!m_busy)
        return QDialog::reject();
    setBusy(false);
    Q_EMIT aborted();
    m_messageBar->showMessage(MessageBar::Severity::Warning, tr("Stopped before the server answered. It may have been done: refresh to see."));
}

// Wrapped text that comes and goes (errors, the message bar) changes the height that is needed, and a layout's minimum knows nothing of it.
bool FormDialog::event(QEvent *event)
{
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fitHeight();
    return handled;
}

void FormDialog::fitHeight()
{
    layout()->activate();
    const int wide = qMax(width(), layout()->totalMinimumSize().width());
    const int high = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : layout()->totalSizeHint().height();
    const bool isOurs = height() == m_fittedHeight;
    if (width() == wide && (height() == high || (height() > high && !isOurs)))
        return;
    resize(wide, high);
    m_fittedHeight = height();
}
