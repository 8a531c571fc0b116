#include "ui/chat/chatpage.h"

#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/emptychat.h"
#include "ui/chat/markdown.h"
#include "ui/chat/settingchips.h"
#include "ui/chat/sourcespanel.h"
#include "ui/chat/titlelabel.h"
#include "ui/chat/topicpane.h"
#include "ui/icons.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"
#include "ui/writelock.h"

#include <QAction>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ChatPage::ChatPage(const ApiClient &client, QWidget *parent)
    : Page(parent)
    , m_client(client)
    , m_topics(client)
    , m_conversation(client)
    , m_splitter(new QSplitter(this))
    , m_topicPane(new TopicPane(m_topics))
    , m_sources(new SourcesPanel)
{
    setObjectName(u"chatPage"_s);
    m_splitter->setObjectName(u"chatSplitter"_s);
    m_splitter->addWidget(m_topicPane);
    m_splitter->addWidget(buildMiddle());
    m_splitter->addWidget(m_sources);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({220, 640, 320});
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    buildActions();
    lockWriting(m_client, m_topicPane->actions());
    WriteLock::watch(m_client, this, &ChatPage::judgeAsking);
    connectConversation();
    connectComposer();
    connect(m_topicPane, &TopicPane::topicChosen, this, &ChatPage::openTopic);
    connect(m_topicPane, &TopicPane::newChatRequested, this, &ChatPage::newChat);
    connect(&m_topics, &TopicModel::removed, this, &ChatPage::onTopicRemoved);
    connect(&m_topics, &QAbstractItemModel::dataChanged, this, &ChatPage::showTitle);
    connect(m_sources, &SourcesPanel::chunkRequested, this, &Page::chunkRequested);
    judgeAsking();
    onRowsChanged();
}

QWidget *ChatPage::buildMiddle()
{
    auto *middle = new QWidget;
    middle->setMinimumWidth(320);
    middle->setBackgroundRole(QPalette::Base);
    middle->setAutoFillBackground(true);
    m_title = new TitleLabel(middle);
    m_title->setObjectName(u"chatTitle"_s);
    m_stack = new QStackedWidget;
    m_empty = new EmptyChat;
    m_view = new ChatView;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_view);
    m_states = new StateStack(m_stack);
    m_composer = new Composer;
    m_composer->setMaximumWidth(ChatView::columnWidth + 24);
    m_note = new QLabel(middle);
    m_note->setProperty("look", u"secondary"_s);
    m_note->setForegroundRole(QPalette::WindowText);
    m_note->setObjectName(u"chatNote"_s);
    m_note->hide();
    m_showSources = new QAction(icon(u"inspector"_s), tr("Sources"), this);
    m_showSources->setCheckable(true);
    m_showSources->setChecked(true);
    auto *fold = new QToolButton(middle);
    fold->setDefaultAction(m_showSources);
    fold->setAutoRaise(true);
    fold->setAccessibleName(tr("Show the sources"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(24, 12, 12, 8);
    head->addWidget(m_title, 1);
    head->addWidget(fold);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(12, 4, 12, 12);
    auto *footColumn = new QVBoxLayout;
    footColumn->setSpacing(4);
    footColumn->addWidget(m_note);
    footColumn->addWidget(m_composer);
    foot->addStretch(1);
    foot->addLayout(footColumn, 1000);
    foot->addStretch(1);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_states, 1);
    column->addLayout(foot);
    m_view->setConversation(&m_conversation);
    return middle;
}

void ChatPage::buildActions()
{
    m_stop = new QAction(icon(u"stop"_s), tr("Stop the answer"), this);
    m_stop->setShortcut(Qt::Key_Escape);
    m_stop->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_stop->setEnabled(false);
    m_showSources->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    m_showSources->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_showSources->setToolTip(tr("Show or fold the sources (%1)").arg(m_showSources->shortcut().toString(QKeySequence::NativeText)));
    m_showSources->setObjectName(u"showSources"_s);
    m_focusComposer = new QAction(icon(u"edit"_s), tr("Type a question"), this);
    m_focusComposer->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    m_focusComposer->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions({m_stop, m_showSources, m_focusComposer});
    connect(m_stop, &QAction::triggered, &m_conversation, &Conversation::stop);
    connect(m_showSources, &QAction::toggled, m_sources, &QWidget::setVisible);
    connect(m_showSources, &QAction::toggled, this, [this](bool shown) { m_memory.keepSourcesFolded(!shown); });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_memory.keep(*m_splitter); });
    connect(&m_sources->splitter(), &QSplitter::splitterMoved, this, [this] { m_memory.keep(m_sources->splitter()); });
    connect(m_focusComposer, &QAction::triggered, m_composer, &Composer::focusText);
    for (int number = 1; number <= 9; ++number) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + number)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, number] { chooseSource(chosenRow(), number); });
    }
}

void ChatPage::connectConversation()
{
    connect(&m_conversation, &Conversation::stateChanged, this, &ChatPage::onStateChanged);
    connect(&m_conversation, &Conversation::answeringChanged, this, &ChatPage::onAnsweringChanged);
    connect(&m_conversation, &Conversation::topicCreated, this, &ChatPage::onTopicCreated);
    connect(&m_conversation, &Conversation::topicUsed, &m_topics, &TopicModel::markUsed);
    connect(&m_conversation, &Conversation::refused, this, &ChatPage::onRefused);
    connect(&m_conversation, &QAbstractItemModel::modelReset, this, &ChatPage::onRowsChanged);
    connect(&m_conversation, &QAbstractItemModel::rowsInserted, this, &ChatPage::onRowsChanged);
    connect(&m_conversation, &QAbstractItemModel::rowsRemoved, this, &ChatPage::onRowsChanged);
    connect(&m_conversation, &QAbstractItemModel::dataChanged, this, &ChatPage::showSources);
    connect(m_view, &ChatView::citationActivated, this, &ChatPage::chooseSource);
    connect(m_view, &ChatView::sourcesRequested, this, [this](int row) { chooseSource(row, 0); });
    connect(m_view, &ChatView::retryRequested, this, &ChatPage::askAgain);
    connect(m_view, &ChatView::continueRequested, this, &ChatPage::askToContinue);
    connect(m_view, &ChatView::linkActivated, this, &ChatPage::openLink);
    connect(m_view, &ChatView::linkHovered, this, &Page::statusMessage);
    connect(m_view, &ChatView::copied, this, [this] { Q_EMIT statusMessage(tr("Answer copied")); });
    connect(&m_states->messageBar(), &MessageBar::retryRequested, this, [this] {
        if (m_conversation.state() == Conversation::State::Failed)
            m_conversation.reload();
        else if (!m_composer->text().trimmed().isEmpty())
            ask(m_composer->text().trimmed());
    });
}

void ChatPage::connectComposer()
{
    connect(m_composer, &Composer::sendRequested, this, &ChatPage::ask);
    connect(m_composer, &Composer::stopRequested, &m_conversation, &Conversation::stop);
    connect(m_composer, &Composer::textChanged, this, [this] { m_memory.keepDraft(draftKey(), m_composer->text()); });
    connect(m_composer, &Composer::lastQuestionRequested, this, [this] { m_composer->setText(m_conversation.lastQuestion()); });
    connect(&m_composer->chips(), &SettingChips::settingsChanged, this,
            [this] { m_memory.keepAnswerSettings(m_dataset.id, m_composer->chips().settings()); });
    connect(&m_composer->chips(), &SettingChips::scopeCleared, this, &ChatPage::clearScope);
    connect(m_empty, &EmptyChat::exampleChosen, this, &ChatPage::ask);
}

QList<QAction *> ChatPage::pageActions() const
{
    return m_topicPane->actions() + QList<QAction *>{m_stop, m_focusComposer, m_showSources};
}

void ChatPage::remember(Settings &settings)
{
    m_memory.useSettings(settings);
    restoreSettings();
    restoreDraft();
    m_memory.restore(*m_splitter);
    m_memory.restore(m_sources->splitter());
    m_showSources->setChecked(!m_memory.sourcesAreFolded());
}

// The server keeps every question, so asking writes; but not over given chunks.
QString ChatPage::whyNotAsked() const
{
    if (m_dataset.id.isEmpty())
        return tr("Choose a dataset to ask it something.");
    if (m_composer->chips().scope().kind == ChatScope::Kind::Chunks)
        return {};
    const QString objection = WriteLock::objection(m_client, Error::Role::Admin);
    return objection.isEmpty() ? QString() : tr("%1 Asking would store the question on the server.").arg(objection);
}

void ChatPage::judgeAsking()
{
    const QString why = whyNotAsked();
    m_composer->setUnavailable(why);
    m_view->setUnavailable(why);
    m_empty->setUnavailable(why);
}

void ChatPage::showDataset(const Dataset &dataset)
{
    const bool same = dataset.id == m_dataset.id;
    m_dataset = dataset;
    if (!same) {
        m_groups.clear();
        m_topics.showDataset(dataset.id);
        restoreSettings();
        newChat();
    }
    showTitle();
}

void ChatPage::refresh()
{
    m_topics.refresh();
    m_conversation.reload();
}

void ChatPage::newChat()
{
    setScope({});
}

void ChatPage::setScope(const ChatScope &scope)
{
    m_states->messageBar().dismiss();
    m_composer->chips().setScope(scope);
    judgeAsking();
    if (scope.kind == ChatScope::Kind::Chunks)
        m_conversation.beginOver(m_dataset.id, scope.chunks);
    else
        m_conversation.begin(m_dataset.id);
    m_topicPane->setCurrent({});
    restoreDraft();
    showTitle();
    m_composer->focusText();
}

void ChatPage::clearScope()
{
    const bool wasOverChunks = m_composer->chips().scope().kind == ChatScope::Kind::Chunks;
    // What was said over given chunks is nowhere but here, so that it stays until something else is asked for.
    if (wasOverChunks)
        return newChat();
    m_composer->chips().setScope({});
    m_groups.remove(m_conversation.topic());
    showTitle();
}

void ChatPage::openTopic(const TopicId &topic)
{
    if (topic == m_conversation.topic())
        return;
    m_states->messageBar().dismiss();
    ChatScope scope;
    if (m_groups.contains(topic)) {
        scope.kind = ChatScope::Kind::Group;
        scope.group = m_groups.value(topic);
    }
    m_composer->chips().setScope(scope);
    judgeAsking();
    m_conversation.open(m_dataset.id, topic);
    restoreDraft();
    showTitle();
}

void ChatPage::onTopicCreated(const Topic &topic)
{
    // What is typed meanwhile belongs to the topic from now on.
    m_memory.keepDraft(m_dataset.id.text(), {});
    m_memory.keepDraft(topic.id.text(), m_composer->text());
    m_topics.adopt(topic);
    m_topicPane->setCurrent(topic.id);
    if (m_composer->chips().scope().kind == ChatScope::Kind::Group)
        m_groups.insert(topic.id, m_composer->chips().scope().group);
    showTitle();
}

void ChatPage::onTopicRemoved(const TopicId &topic)
{
    m_memory.keepDraft(topic.text(), {});
    if (topic == m_conversation.topic())
        newChat();
    Q_EMIT statusMessage(tr("Chat deleted"));
}

void ChatPage::ask(const QString &question)
{
    // What is loading would take the place of what is asked meanwhile.
    if (m_conversation.isAnswering() || m_conversation.state() == Conversation::State::Loading || !whyNotAsked().isEmpty())
        return;
    m_states->messageBar().dismiss();
    m_composer->setText({});
    m_chosenRow = -1;
    const ChatScope &scope = m_composer->chips().scope();
    const Filter filter = scope.kind == ChatScope::Kind::Group ? Filter::inGroup(scope.group.id) : Filter();
    m_conversation.ask(question, m_composer->chips().settings(), filter);
}

void ChatPage::askAgain(int row)
{
    // Servers answer again only by destroying what came; asking once more keeps both answers.
    if (const QString question = questionOf(row); !question.isEmpty())
        askKeepingDraft(question);
}

void ChatPage::askToContinue(int row)
{
    // With the question in it, since what is asked is what is searched for.
    if (const QString question = questionOf(row); !question.isEmpty())
        askKeepingDraft(tr("Your answer to this question was cut off, go on where it ended: %1").arg(question));
}

QString ChatPage::questionOf(int row) const
{
    for (int asked = row - 1; asked >= 0; --asked) {
        if (!m_conversation.turn(asked).isAnswer())
            return m_conversation.turn(asked).text;
    }
    return {};
}

void ChatPage::askKeepingDraft(const QString &question)
{
    const QString draft = m_composer->text();
    ask(question);
    m_composer->setText(draft);
}

void ChatPage::onRefused(const QString &question, const Error &error)
{
    const QString draft = m_composer->text();
    m_composer->setText(draft.trimmed().isEmpty() ? question : question + u'\n' + draft);
    m_states->messageBar().showError(tr("The question was not answered."), error, true);
    m_composer->focusText();
}

void ChatPage::onAnsweringChanged()
{
    m_composer->setAnswering(m_conversation.isAnswering());
    m_stop->setEnabled(m_conversation.isAnswering());
}

void ChatPage::onStateChanged()
{
    m_states->setLoading(m_conversation.state() == Conversation::State::Loading);
    if (m_conversation.state() == Conversation::State::Failed)
        m_states->messageBar().showError(tr("The messages could not be loaded."), *m_conversation.error(), true);
    onRowsChanged();
}

void ChatPage::onRowsChanged()
{
    if (m_chosenRow >= m_conversation.rowCount() || m_conversation.rowCount() == 0)
        m_chosenRow = -1;
    const bool isOpen = m_conversation.rowCount() > 0 || m_conversation.state() != Conversation::State::Idle;
    m_stack->setCurrentWidget(isOpen ? static_cast<QWidget *>(m_view) : m_empty);
    showSources();
}

void ChatPage::showTitle()
{
    const ChatScope &scope = m_composer->chips().scope();
    const int row = m_topics.rowOf(m_conversation.topic());
    m_title->setText(row < 0 ? tr("New chat") : m_topics.topic(row).name);
    const bool overChunks = scope.kind == ChatScope::Kind::Chunks;
    m_note->setVisible(overChunks);
    m_note->setText(tr("A chat over given chunks is not stored: it ends when you leave it."));
    if (scope.kind == ChatScope::Kind::Group)
        m_empty->setTexts(tr("Ask the group %1").arg(scope.group.name), tr("Answers are made from this group's chunks and cite them."));
    else if (overChunks)
        m_empty->setTexts(tr("Ask %Ln chunk(s)", nullptr, int(scope.chunks.size())), tr("Answers are made from these chunks alone and cite them."));
    else
        m_empty->setTexts(m_dataset.name.isEmpty() ? tr("Ask a dataset") : tr("Ask %1").arg(m_dataset.name),
                          tr("Answers are made from the dataset's chunks and cite them."));
}

int ChatPage::chosenRow() const
{
    if (m_chosenRow >= 0)
        return m_chosenRow;
    for (int row = m_conversation.rowCount() - 1; row >= 0; --row) {
        if (m_conversation.turn(row).isAnswer())
            return row;
    }
    return -1;
}

void ChatPage::chooseSource(int row, int number)
{
    if (row < 0)
        return;
    m_chosenRow = row;
    m_showSources->setChecked(true);
    showSources();
    m_sources->choose(number);
}

void ChatPage::showSources()
{
    const int row = chosenRow();
    m_view->setChosenRow(row);
    if (row < 0)
        return m_sources->clear();
    const Turn &turn = m_conversation.turn(row);
    QSet<int> cited;
    if (turn.isUnderWay()) {
        // Which ones it will name is not known before it has ended.
        for (int number = 1; number <= int(turn.hits.size()); ++number)
            cited.insert(number);
    } else {
        linkCitations(answerHtml(turn.text), int(turn.hits.size()), &cited);
    }
    m_sources->showSources(turn.hits, cited);
}

void ChatPage::openLink(const QUrl &url)
{
    QDesktopServices::openUrl(url);
}

QString ChatPage::draftKey() const
{
    return m_conversation.topic().isEmpty() ? m_dataset.id.text() : m_conversation.topic().text();
}

void ChatPage::restoreDraft()
{
    m_composer->setText(m_memory.draft(draftKey()));
}

void ChatPage::restoreSettings()
{
    if (const auto settings = m_memory.answerSettings(m_dataset.id))
        m_composer->chips().setSettings(*settings);
}
