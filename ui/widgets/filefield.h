#pragma once

#include <QWidget>

class QLineEdit;

/// The path of a file: typed, or chosen in a dialog.
class FileField : public QWidget
{
    Q_OBJECT

public:
    /// The name is the file dialog's title and the button's: "Choose a CA file".
    FileField(const QString &objectName, const QString &name, const QString &filter, QWidget *parent = nullptr);

    QString path() const;
    void setPath(const QString &path);

Q_SIGNALS:
    void pathChanged();

private:
    void choose();

    const QString m_title;
    const QString m_filter;
    QLineEdit *m_path = nullptr;
};
