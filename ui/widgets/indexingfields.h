#pragma once

#include "app/values/chunkpatch.h"

#include <QWidget>

class FieldList;
class FormField;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

/// The part of a chunk's form that only a server's indexing reads and never gives back: other text to search by, boosts, how the text is
/// taken. Empty means that nothing is said. Some of it a server takes only with a new chunk.
class IndexingFields : public QWidget
{
    Q_OBJECT

public:
    explicit IndexingFields(QWidget *parent = nullptr);

    /// Empties all of it.
    void reset(bool isNew);
    void addTo(ChunkPatch &patch) const;
    /// As if a person had written what the patch says.
    void write(const ChunkPatch &patch);
    bool isTouched() const;
    QString problem() const;
    void review(bool sayAll);
    FieldList &fields() { return *m_fields; }

Q_SIGNALS:
    void changed();

private:
    QLineEdit *addLine(const QString &name, const QString &label, const QString &help, std::function<QString()> problem = {});
    QPlainTextEdit *addText(const QString &name, const QString &label, const QString &help);
    QComboBox *addChoice(const QString &name, const QString &label, const QString &help, const QString &unsaid);
    QCheckBox *addCheck(const QString &name, const QString &text, const QString &help);

    FieldList *m_fields = nullptr;
    QList<QWidget *> m_newOnly;
    QPlainTextEdit *m_semanticContent = nullptr;
    QPlainTextEdit *m_fulltextContent = nullptr;
    QLineEdit *m_fulltextPhrase = nullptr;
    QLineEdit *m_fulltextFactor = nullptr;
    QLineEdit *m_semanticPhrase = nullptr;
    QLineEdit *m_semanticFactor = nullptr;
    QComboBox *m_convert = nullptr;
    QComboBox *m_splitAverage = nullptr;
    QCheckBox *m_upsert = nullptr;
};
