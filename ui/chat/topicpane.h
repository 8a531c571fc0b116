#pragma once

#include "app/models/topicmodel.h"

#include <QPointer>
#include <QWidget>

class ConfirmDialog;
class QAction;
class QLabel;
class QListView;
class QPushButton;
class QSortFilterProxyModel;
class QStackedWidget;
class StateStack;

/// The list of conversations: find, rename in place, delete with a question, start a new one.
class TopicPane : public QWidget
{
    Q_OBJECT

public:
    explicit TopicPane(TopicModel &topics, QWidget *parent = nullptr);

    QList<QAction *> actions() const;
    /// The topic that is open; an empty id is a new chat.
    void setCurrent(const TopicId &topic);

Q_SIGNALS:
    void topicChosen(const TopicId &topic);
    void newChatRequested();

private:
    void onStateChanged();
    QWidget *buildProblem();
    void showProblem(const QString &text, const QString &details, bool canRetry);
    void onCurrentChanged(const QModelIndex &current);
    void openCurrent();
    void renameCurrent();
    void askToDelete();
    void confirmDelete(const TopicId &id, const QString &name);
    void showMenu(const QPoint &position);
    TopicId currentTopic() const;
    void updateActions();

    TopicModel &m_topics;
    QSortFilterProxyModel *m_found = nullptr;
    QListView *m_list = nullptr;
    QStackedWidget *m_stack = nullptr;
    StateStack *m_states = nullptr;
    QWidget *m_problem = nullptr;
    QLabel *m_problemText = nullptr;
    QPushButton *m_retry = nullptr;
    QAction *m_new = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_delete = nullptr;
    QPointer<ConfirmDialog> m_confirmation;
    TopicId m_current;
    bool m_selecting = false;
};
