#pragma once

#include "app/values/json.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

/// One setting of a dataset: what it is called, its editor, a line of help, a mark while it differs from what the server has. The key is the
/// server's name of it. Secrets are never shown: the field is empty, and empty means unchanged.
class SettingField : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Text, Prose, Secret, Count, Switch };

    /// The label carries a mnemonic or none.
    SettingField(const QString &key, Kind kind, const QString &label, const QString &help, QWidget *parent = nullptr);

    QString key() const { return m_key; }
    /// What the server has; what was edited and differs stays when keepEdits, which a first value never does.
    void setOriginal(const Json &value, bool keepEdits = false);
    Json value() const;
    bool isChanged() const;
    void revert();
    /// What is wrong with it; empty takes it away.
    void setError(const QString &error);

Q_SIGNALS:
    void edited();

private:
    QWidget *makeEditor();
    void show(const Json &value);
    void showMark();

    const QString m_key;
    const Kind m_kind;
    const QString m_label;
    Json m_original;
    QLabel *m_mark = nullptr;
    QLabel *m_error = nullptr;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_prose = nullptr;
    QSpinBox *m_count = nullptr;
    QCheckBox *m_switch = nullptr;
};
