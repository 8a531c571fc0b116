#include "ui/widgets/fieldlist.h"

#include "ui/widgets/formfield.h"

#include <QLineEdit>
#include <QVariant>

using namespace Qt::StringLiterals;

void FieldList::add(Entry entry)
{
    const auto revert = entry.revert;
    connect(entry.row, &FormField::revertRequested, this, [this, revert] {
        revert();
        Q_EMIT changed();
    });
    m_entries.append(std::move(entry));
}

void FieldList::addLine(FormField *row, QLineEdit *line, std::function<QString()> problem)
{
    connect(line, &QLineEdit::textChanged, this, &FieldList::changed);
    const auto takeBack = [line] {
        // Not setText: undo goes on through a revert.
        line->selectAll();
        line->insert(original(line));
    };
    add({.row = row, .isTouched = [line] { return isTouched(line); }, .revert = takeBack, .problem = std::move(problem)});
}

void FieldList::review(bool sayAll)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        const bool touched = entry.isTouched();
        entry.row->setDirty(touched);
        const bool says = entry.problem && (touched || sayAll || !entry.row->error().isEmpty());
        entry.row->setError(says ? entry.problem() : QString());
    }
}

bool FieldList::isTouched() const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) { return entry.isTouched(); });
}

QString FieldList::problem() const
{
    for (const Entry &entry : m_entries) {
        if (const QString problem = entry.problem ? entry.problem() : QString(); !problem.isEmpty())
            return u"%1: %2"_s.arg(entry.row->label(), problem);
    }
    return {};
}

FormField *FieldList::faultyRow() const
{
    for (const Entry &entry : m_entries) {
        if (entry.problem && !entry.problem().isEmpty())
            return entry.row;
    }
    return nullptr;
}

void FieldList::revert()
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.isTouched())
            entry.revert();
    }
    Q_EMIT changed();
}

QString FieldList::original(const QLineEdit *line)
{
    return line->property("original").toString();
}

void FieldList::load(QLineEdit *line, const QString &text, bool keepTyped)
{
    const bool keep = keepTyped && isTouched(line);
    line->setProperty("original", text);
    // A line edit makes one line of several; what it shows untouched is not a change.
    if (!keep)
        line->setText(text);
    line->setProperty("shown", keep ? text : line->text());
    if (!keep)
        line->setCursorPosition(0);
}

bool FieldList::isTouched(const QLineEdit *line)
{
    return line->text() != line->property("shown").toString() && line->text() != original(line);
}
