#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QToolButton;

/// A row of a page's actions: the primary one as the coloured button, the others with a sign and their words, which they drop where the
/// row is narrow. Actions belong to the page.
class ActionBar : public QWidget
{
    Q_OBJECT

public:
    explicit ActionBar(QWidget *parent = nullptr);

    void addPrimary(QAction *action, const QString &iconName);
    void add(QAction *action);
    /// A sign alone at the far end.
    void addAtEnd(QAction *action);

private:
    QToolButton *button(QAction *action);
    void resizeEvent(QResizeEvent *event) override;

    QHBoxLayout *m_layout = nullptr;
    QList<QToolButton *> m_buttons;
    int m_fullWidth = 0;
};
