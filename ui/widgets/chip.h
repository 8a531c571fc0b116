#pragma once

#include <QAbstractButton>

/// A small rounded label for one of several: a tag, a group. Its press may do something (filter by it); a removable one has a cross, which
/// Delete and Backspace press too.
class Chip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Chip(const QString &text, QWidget *parent = nullptr);

    /// What the cross does, for screen readers: "Remove the tag setup".
    void setRemovable(const QString &accessibleName);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void removeRequested();

private:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    QRect crossRect() const;

    bool m_removable = false;
};
