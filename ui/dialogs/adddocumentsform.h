#pragma once

#include "app/transfer/documentsurvey.h"

#include <QTimer>
#include <QWidget>

class FormField;
class QCheckBox;
class QLabel;
class QLineEdit;
class TagEditor;

/// Asks which documents are to be added and how, and counts them while it is asked.
class AddDocumentsForm : public QWidget
{
    Q_OBJECT

public:
    explicit AddDocumentsForm(QWidget *parent = nullptr);

    /// A folder, or one file.
    void setPath(const QString &path);
    QString path() const;
    DocumentSource source() const;
    DocumentOptions options() const;
    /// Counted, and there is something to add.
    bool isReady() const { return m_ready; }

Q_SIGNALS:
    void readyChanged(bool ready);

private:
    QWidget *folderRow();
    QWidget *kindsRow();
    QCheckBox *addKind(QWidget *row, const QString &name, const QString &text);
    void choose();
    void optionsChanged();
    void count();
    void showCount(const DocumentList &list);
    void setReady(bool ready);
    bool urlFits() const;

    QLineEdit *m_path = nullptr;
    QCheckBox *m_html = nullptr;
    QCheckBox *m_markdown = nullptr;
    QCheckBox *m_text = nullptr;
    TagEditor *m_tags = nullptr;
    QLineEdit *m_baseUrl = nullptr;
    FormField *m_baseUrlField = nullptr;
    QLabel *m_count = nullptr;
    QTimer m_pause;
    DocumentSurvey m_survey;
    bool m_ready = false;
};
