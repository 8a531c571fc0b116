#pragma once

#include "app/models/topicmodel.h"

#include <QPointer>
#include <QWidget>

class ConfirmDialog;
class QAction;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
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
    void onCurrentChanged(const QModelIndex &current);
    void renameCurrent();
    void askToDelete();
    void confirmDelete(const TopicId &id, const QString &name);
    void showMenu(const QPoint &position);
    TopicId currentTopic() const;
    void updateActions();

    TopicModel &m_topics;
    QSortFilterProxyModel *m_found = nullptr;
    QListView *m_list = nullptr;
    StateStack *m_states = nullptr;
    QAction *m_new = nullptr;
    QAction *m_rename = nullptr;
    QAction *m_delete = nullptr;
    QPointer<ConfirmDialog> m_confirmation;
    TopicId m_current;
    bool m_selecting = false;
};
