#pragma once

#include "app/models/conversation.h"
#include "app/models/topicmodel.h"
#include "ui/chat/chatmemory.h"
#include "ui/pages/page.h"

class ChatView;
class Composer;
class EmptyChat;
class QLabel;
class QSplitter;
class QStackedWidget;
class Settings;
class SourcesPanel;
class StateStack;
class TopicPane;

/// Asking a dataset: the conversations, the open one with its composer, and the sources of the chosen answer. The client must
/// outlive it.
class ChatPage : public Page
{
    Q_OBJECT

public:
    explicit ChatPage(const ApiClient &client, QWidget *parent = nullptr);

    void showDataset(const Dataset &dataset) override;
    void refresh() override;
    QList<QAction *> pageActions() const override;

    /// Begins a new chat over that.
    void setScope(const ChatScope &scope);
    /// Where unsent questions, the settings of answers and the places of the panes are kept between runs. The settings must outlive the page.
    void remember(Settings &settings);

private:
    QWidget *buildMiddle();
    void buildActions();
    void connectConversation();
    void connectComposer();

    void newChat();
    void openTopic(const TopicId &topic);
    void onTopicCreated(const Topic &topic);
    void onTopicRemoved(const TopicId &topic);
    void ask(const QString &question);
    void askAgain(int row);
    void askToContinue(int row);
    QString questionOf(int row) const;
    void askKeepingDraft(const QString &question);
    void clearScope();
    QString whyNotAsked() const;
    void judgeAsking();
    void onRefused(const QString &question, const Error &error);
    void onAnsweringChanged();
    void onStateChanged();
    void onRowsChanged();
    void showTitle();

    void chooseAnswer(int row);
    void chooseSource(int row, int number);
    void showSources();
    int chosenRow() const;
    void openLink(const QUrl &url);

    QString draftKey() const;
    void restoreDraft();
    void restoreSettings();

    const ApiClient &m_client;
    Dataset m_dataset;
    TopicModel m_topics;
    Conversation m_conversation;
    ChatMemory m_memory;
    QHash<TopicId, SlimGroup> m_groups;
    /// -1 follows the latest answer.
    int m_chosenRow = -1;

    QSplitter *m_splitter = nullptr;
    TopicPane *m_topicPane = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_note = nullptr;
    StateStack *m_states = nullptr;
    QStackedWidget *m_stack = nullptr;
    EmptyChat *m_empty = nullptr;
    ChatView *m_view = nullptr;
    Composer *m_composer = nullptr;
    SourcesPanel *m_sources = nullptr;
    QAction *m_stop = nullptr;
    QAction *m_showSources = nullptr;
    QAction *m_focusComposer = nullptr;
};
