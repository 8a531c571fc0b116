#pragma once

#include <QWidget>

class MessageBar;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

/// The four states of everything that shows data from the server, in one place: a thin bar at the top while loading, an empty pane with
/// a sentence and the one action that helps, a message bar when it failed (what is shown stays), else the content.
class StateStack : public QWidget
{
    Q_OBJECT

public:
    /// Takes the content over.
    explicit StateStack(QWidget *content, QWidget *parent = nullptr);

    /// What the empty pane says; an empty action text hides the button, whose press emits emptyActionTriggered.
    void setEmptyPane(const QString &iconName, const QString &sentence, const QString &action = {});
    /// Loading keeps what is shown; the first loading of all shows "Loading..." instead of the empty pane.
    void setLoading(bool loading);
    void setEmpty(bool empty);
    MessageBar &messageBar() { return *m_messageBar; }

Q_SIGNALS:
    void emptyActionTriggered();

private:
    void choose();
    void changeEvent(QEvent *event) override;

    QStackedWidget *m_stack = nullptr;
    QWidget *m_content = nullptr;
    QWidget *m_emptyPane = nullptr;
    QWidget *m_loadingPane = nullptr;
    QLabel *m_emptyIcon = nullptr;
    QLabel *m_emptySentence = nullptr;
    QPushButton *m_emptyAction = nullptr;
    QProgressBar *m_progress = nullptr;
    MessageBar *m_messageBar = nullptr;
    QString m_emptyIconName;
    /// Whether a first loading has ended, so that "nothing here" may be said.
    bool m_known = false;
    bool m_loading = false;
    bool m_empty = false;
};
