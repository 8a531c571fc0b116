#pragma once

#include <QList>
#include <QObject>

#include <functional>

class FormField;
class QLineEdit;
class QWidget;

/// The fields of a form with what each can say of itself: whether it was changed, what is wrong with it, how to take the change back.
/// Marks and errors are written once, here.
class FieldList : public QObject
{
    Q_OBJECT

public:
    struct Entry {
        FormField *row = nullptr;
        std::function<bool()> isTouched;
        std::function<void()> revert;
        /// A sentence, empty where nothing is wrong; nothing is ever wrong without it.
        std::function<QString()> problem;
    };

    using QObject::QObject;

    void add(Entry entry);
    /// A line of text, compared with its original.
    void addLine(FormField *row, QLineEdit *line, std::function<QString()> problem = {});

    /// Shows marks and errors as they are now. Errors of untouched fields stay unsaid until somebody tries to save.
    void review(bool sayAll = false);
    bool isTouched() const;
    /// The first thing that is wrong, with the field's name: "Weight: not a number"; empty where all is well.
    QString problem() const;
    /// The first field with a problem, for the focus.
    FormField *faultyRow() const;
    void revert();

    static QString original(const QLineEdit *line);
    /// A new original; what was typed stays where keepTyped says so and it differs from the old one.
    static void load(QLineEdit *line, const QString &text, bool keepTyped);
    static bool isTouched(const QLineEdit *line);

Q_SIGNALS:
    void changed();

private:
    QList<Entry> m_entries;
};
