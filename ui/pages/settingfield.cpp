#include "ui/pages/settingfield.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int proseLines = 5;
constexpr int greatestCount = 1000;

int countOf(const Json &value)
{
    return int(std::clamp<qint64>(value.toInteger().value_or(1), 1, greatestCount));
}

QLabel *note(const QString &look, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("look", look);
    label->setWordWrap(true);
    return label;
}

}

SettingField::SettingField(const QString &key, Kind kind, const QString &label, const QString &help, QWidget *parent)
    : QWidget(parent), m_key(key), m_kind(kind), m_label(label), m_mark(new QLabel(this)), m_error(note(u"error"_s, {}, this))
{
    setObjectName(key + u"Field"_s);
    m_mark->setText(tr("changed"));
    m_mark->setProperty("look", u"secondary"_s);
    m_mark->setObjectName(key + u"Changed"_s);
    m_mark->hide();
    m_error->hide();

    QWidget *editor = makeEditor();
    editor->setObjectName(key);
    editor->setAccessibleDescription(help);
    setFocusProxy(editor);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    if (kind == Kind::Switch) {
        top->addWidget(editor);
    } else {
        auto *caption = new QLabel(label, this);
        caption->setBuddy(editor);
        top->addWidget(caption);
    }
    top->addWidget(m_mark);
    top->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addLayout(top);
    if (kind != Kind::Switch)
        layout->addWidget(editor, 0, kind == Kind::Count ? Qt::AlignLeft : Qt::Alignment());
    if (!help.isEmpty())
        layout->addWidget(note(u"secondary"_s, help, this));
    layout->addWidget(m_error);
}

QWidget *SettingField::makeEditor()
{
    const auto noteEdit = [this] {
        showMark();
        Q_EMIT edited();
    };
    switch (m_kind) {
    case Kind::Prose:
        m_prose = new QPlainTextEdit(this);
        m_prose->setTabChangesFocus(true);
        m_prose->setFixedHeight(m_prose->fontMetrics().lineSpacing() * proseLines + 16);
        connect(m_prose, &QPlainTextEdit::textChanged, this, noteEdit);
        return m_prose;
    case Kind::Count:
        m_count = new QSpinBox(this);
        m_count->setRange(1, greatestCount);
        m_count->setMinimumWidth(96);
        connect(m_count, &QSpinBox::valueChanged, this, noteEdit);
        return m_count;
    case Kind::Switch:
        m_switch = new QCheckBox(m_label, this);
        connect(m_switch, &QCheckBox::toggled, this, noteEdit);
        return m_switch;
    case Kind::Text:
    case Kind::Secret:
        break;
    }
    m_line = new QLineEdit(this);
    if (m_kind == Kind::Secret) {
        m_line->setEchoMode(QLineEdit::Password);
        m_line->setPlaceholderText(tr("Unchanged (the server never shows it)"));
    }
    connect(m_line, &QLineEdit::textChanged, this, noteEdit);
    return m_line;
}

void SettingField::setOriginal(const Json &value, bool keepEdits)
{
    const bool keeps = keepEdits && isChanged();
    m_original = value;
    if (!keeps)
        show(value);
    showMark();
}

void SettingField::show(const Json &value)
{
    if (m_line)
        m_line->setText(m_kind == Kind::Secret ? QString() : value.toString());
    if (m_prose)
        m_prose->setPlainText(value.toString());
    if (m_count)
        m_count->setValue(countOf(value));
    if (m_switch)
        m_switch->setChecked(value.toBool().value_or(false));
}

Json SettingField::value() const
{
    if (m_line)
        return m_line->text();
    if (m_prose)
        return m_prose->toPlainText();
    if (m_count)
        return m_count->value();
    return m_switch->isChecked();
}

bool SettingField::isChanged() const
{
    if (m_kind == Kind::Secret)
        return !m_line->text().isEmpty();
    if (m_count)
        return m_count->value() != countOf(m_original);
    if (m_switch)
        return m_switch->isChecked() != m_original.toBool().value_or(false);
    return value().toString() != m_original.toString();
}

void SettingField::revert()
{
    show(m_original);
}

void SettingField::setError(const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
}

void SettingField::showMark()
{
    m_mark->setVisible(isChanged());
}
