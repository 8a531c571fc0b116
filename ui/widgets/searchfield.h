#pragma once

#include <QLineEdit>
#include <QTimer>

/// A field to search or filter by: what is typed is announced once the typing rests for 250 ms, on Enter at once; Escape empties it.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    /// The placeholder is the accessible name too.
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Never the same text twice in a row.
    void searchChanged(const QString &text);

private:
    void announce();
    void keyPressEvent(QKeyEvent *event) override;

    QTimer m_rest;
    QString m_announced;
};
