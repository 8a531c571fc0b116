#include "ui/widgets/tageditor.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/flowlayout.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyleOptionFrame>

using namespace Qt::StringLiterals;

TagEditor::TagEditor(QWidget *parent) :
    QWidget(parent), m_layout(new FlowLayout(this)), m_field(new QLineEdit(this))
{
    m_field->setFrame(false);
    m_field->setObjectName(u"tagField"_s);
    m_field->setMinimumWidth(80);
    m_field->setPlaceholderText(tr("Type a tag, press Enter"));
    m_field->installEventFilter(this);
    m_layout->setContentsMargins(4, 4, 4, 4);
    m_layout->addWidget(m_field);
    m_layout->setStretched(m_field);
    setFocusProxy(m_field);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_field, &QLineEdit::textChanged, this, &TagEditor::tagsChanged);
}

void TagEditor::setTags(const QStringList &tags)
{
    m_tags.clear();
    const auto chips = findChildren<Chip *>();
    for (Chip *chip : chips) {
        m_layout->removeWidget(chip);
        // Its own signal may have brought us here.
        chip->hide();
        chip->deleteLater();
    }
    m_field->clear();
    for (const QString &tag : tags)
        addChip(tag);
    updateGeometry();
    Q_EMIT tagsChanged();
}

QStringList TagEditor::tags() const
{
    QStringList all = m_tags;
    if (const QString typed = m_field->text().trimmed(); !typed.isEmpty() && !all.contains(typed))
        all.append(typed);
    return all;
}

void TagEditor::add(const QString &tag)
{
    const QString text = tag.trimmed();
    if (!text.isEmpty() && !m_tags.contains(text))
        addChip(text);
}

void TagEditor::addChip(const QString &tag)
{
    auto *chip = new Chip(tag, this);
    chip->setObjectName(u"tagChip"_s);
    chip->setRemovable(tr("Tag %1").arg(tag));
    connect(chip, &Chip::removeRequested, this, [this, chip] { removeAt(m_layout->indexOf(chip)); });
    m_layout->insertWidget(int(m_tags.size()), chip);
    chip->show();
    m_tags.append(tag);
    updateGeometry();
}

void TagEditor::removeAt(int index)
{
    if (index < 0 || index >= m_tags.size())
        return;
    m_tags.removeAt(index);
    const std::unique_ptr<QLayoutItem> item(m_layout->takeAt(index));
    item->widget()->hide();
    item->widget()->deleteLater();
    m_field->setFocus();
    updateGeometry();
    Q_EMIT tagsChanged();
}

void TagEditor::endTyping()
{
    const QString typed = m_field->text();
    add(typed);
    m_field->clear();
    Q_EMIT tagsChanged();
}

bool TagEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        update();
        if (event->type() == QEvent::FocusOut && !m_field->text().trimmed().isEmpty())
            endTyping();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    auto *key = static_cast<QKeyEvent *>(event);
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers().testFlag(Qt::ControlModifier) == false
        && !m_field->text().trimmed().isEmpty()) {
        endTyping();
        return true;
    }
    if (key->key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_tags.isEmpty()) {
        const QString last = m_tags.constLast();
        removeAt(int(m_tags.size()) - 1);
        m_field->setText(last);
        return true;
    }
    if (key->matches(QKeySequence::Paste)) {
        const QString pasted = QGuiApplication::clipboard()->text();
        const QStringList lines = pasted.split(u'\n', Qt::SkipEmptyParts);
        if (lines.size() > 1) {
            for (const QString &line : lines)
                add(line);
            Q_EMIT tagsChanged();
            return true;
        }
    }
    return false;
}

void TagEditor::paintEvent(QPaintEvent *)
{
    QStyleOptionFrame option;
    option.initFrom(this);
    option.lineWidth = 1;
    option.state.setFlag(QStyle::State_HasFocus, m_field->hasFocus());
    QPainter painter(this);
    style()->drawPrimitive(QStyle::PE_PanelLineEdit, &option, &painter, this);
}

void TagEditor::mousePressEvent(QMouseEvent *)
{
    m_field->setFocus();
}
