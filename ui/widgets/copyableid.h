#pragma once

#include <QTimer>
#include <QToolButton>

/// The id with its middle left out, "3f2c8a1e\u20269b41"; short ids stay whole.
QString shortenedId(const QString &id);

/// An id, shortened in the middle, whose click copies the whole of it; the tooltip shows it whole.
class CopyableId : public QToolButton
{
    Q_OBJECT

public:
    /// The name says what it is the id of: "Dataset id".
    explicit CopyableId(const QString &name, QWidget *parent = nullptr);

    /// An empty id shows a dash and cannot be copied.
    void setId(const QString &id);
    QString id() const { return m_id; }

Q_SIGNALS:
    void copied(const QString &id);

private:
    void copy();
    void showId();

    QString m_name;
    QString m_id;
    QTimer m_confirmation;
};
