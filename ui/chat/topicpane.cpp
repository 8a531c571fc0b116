#include "ui/chat/topicpane.h"

#include "ui/chat/topicdelegate.h"
#include "ui/errortext.h"
#include "ui/icons.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statestack.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

TopicPane::TopicPane(TopicModel &topics, QWidget *parent)
    : QWidget(parent)
    , m_topics(topics)
    , m_found(new QSortFilterProxyModel(this))
    , m_list(new QListView)
    , m_stack(new QStackedWidget)
    , m_states(new StateStack(m_stack, this))
    , m_new(new QAction(icon(u"add"_s), tr("New chat"), this))
    , m_rename(new QAction(icon(u"edit"_s), tr("Rename chat"), this))
    , m_delete(new QAction(icon(u"trash"_s), tr("Delete chat\u2026"), this))
{
    setMinimumWidth(180);
    m_new->setShortcut(QKeySequence::New);
    m_new->setObjectName(u"newChat"_s);
    m_new->setToolTip(tr("New chat (%1)").arg(m_new->shortcut().toString(QKeySequence::NativeText)));
    m_rename->setShortcut(Qt::Key_F2);
    m_rename->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_rename->setObjectName(u"renameChat"_s);
    m_delete->setShortcut(QKeySequence::Delete);
    m_delete->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_delete->setObjectName(u"deleteChat"_s);
    m_found->setSourceModel(&topics);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(m_found);
    m_list->setItemDelegate(new TopicDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setProperty("hover", true);
    // By the action alone, which may be locked.
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Chats"));
    m_list->setObjectName(u"topicList"_s);
    m_list->addActions({m_rename, m_delete});

    auto *heading = new QLabel(tr("Chats"), this);
    heading->setProperty("look", u"title"_s);
    auto *newChat = new QToolButton(this);
    newChat->setDefaultAction(m_new);
    newChat->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    newChat->setAutoRaise(true);
    newChat->setObjectName(u"newChatButton"_s);
    auto *find = new SearchField(tr("Find a chat"), this);
    find->setObjectName(u"findTopic"_s);

    auto *head = new QHBoxLayout;
    head->addWidget(heading, 1);
    head->addWidget(newChat);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 8, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(find);
    column->addWidget(buildProblem());
    column->addWidget(m_states, 1);
    auto *nothing = new QLabel(tr("Chats appear here once you asked something."));
    nothing->setProperty("look", u"secondary"_s);
    nothing->setWordWrap(true);
    nothing->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    nothing->setContentsMargins(8, 32, 8, 8);
    m_stack->addWidget(m_list);
    m_stack->addWidget(nothing);

    connect(m_new, &QAction::triggered, this, &TopicPane::newChatRequested);
    connect(m_rename, &QAction::triggered, this, &TopicPane::renameCurrent);
    connect(m_delete, &QAction::triggered, this, &TopicPane::askToDelete);
    connect(find, &SearchField::searchChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(find, &SearchField::searchChanged, this, [this] { setCurrent(m_current); });
    connect(m_list, &QListView::clicked, this, &TopicPane::openCurrent);
    connect(m_list, &QListView::activated, this, &TopicPane::openCurrent);
    connect(m_list, &QWidget::customContextMenuRequested, this, &TopicPane::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TopicPane::onCurrentChanged);
    connect(&m_topics, &TopicModel::stateChanged, this, &TopicPane::onStateChanged);
    connect(&m_topics, &QAbstractItemModel::rowsInserted, this, &TopicPane::onStateChanged);
    connect(&m_topics, &QAbstractItemModel::rowsRemoved, this, &TopicPane::onStateChanged);
    connect(&m_topics, &TopicModel::renameRefused, this,
            [this](const TopicId &, const Error &error) { showProblem(tr("The chat could not be renamed."), errorText(tr("The chat could not be renamed."), error), false); });
    connect(&m_topics, &TopicModel::removeRefused, this, [this](const TopicId &, const Error &error) {
        if (m_confirmation)
            m_confirmation->showError(tr("The chat could not be deleted."), error);
    });
    connect(&m_topics, &TopicModel::removed, this, [this] {
        if (m_confirmation)
            m_confirmation->accept();
    });
    connect(m_retry, &QPushButton::clicked, &m_topics, &TopicModel::refresh);
    updateActions();
}

/// A message bar needs more width than a list of chats has.
QWidget *TopicPane::buildProblem()
{
    m_problem = new QWidget(this);
    m_problem->setObjectName(u"topicProblem"_s);
    m_problemText = new QLabel(m_problem);
    m_problemText->setProperty("look", u"error"_s);
    m_problemText->setWordWrap(true);
    m_retry = new QPushButton(tr("Retry"), m_problem);
    m_retry->setObjectName(u"retryTopics"_s);
    auto *column = new QVBoxLayout(m_problem);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_problemText);
    column->addWidget(m_retry, 0, Qt::AlignLeft);
    m_problem->hide();
    return m_problem;
}

void TopicPane::showProblem(const QString &text, const QString &details, bool canRetry)
{
    m_problemText->setText(text);
    m_problemText->setToolTip(details);
    m_retry->setVisible(canRetry);
    m_problem->setVisible(!text.isEmpty());
}

QList<QAction *> TopicPane::actions() const
{
    return {m_new, m_rename, m_delete};
}

void TopicPane::onStateChanged()
{
    m_states->setLoading(m_topics.state() == TopicModel::State::Loading);
    m_stack->setCurrentIndex(m_topics.rowCount() == 0 && m_topics.state() == TopicModel::State::Idle ? 1 : 0);
    if (m_topics.state() == TopicModel::State::Failed) {
        const QString sentence = tr("The chats could not be loaded.");
        showProblem(sentence + u' ' + errorReason(*m_topics.error()), errorText(sentence, *m_topics.error()), true);
    } else {
        showProblem({}, {}, false);
    }
    setCurrent(m_current);
}

TopicId TopicPane::currentTopic() const
{
    return TopicId(m_list->currentIndex().data(TopicModel::IdRole).toString());
}

void TopicPane::setCurrent(const TopicId &topic)
{
    m_current = topic;
    m_selecting = true;
    const int row = m_topics.rowOf(topic);
    const QModelIndex index = row < 0 ? QModelIndex() : m_found->mapFromSource(m_topics.index(row));
    m_list->setCurrentIndex(index);
    if (!index.isValid())
        m_list->clearSelection();
    m_selecting = false;
    updateActions();
}

void TopicPane::onCurrentChanged(const QModelIndex &current)
{
    updateActions();
    // Filtering and refreshing move the current row by themselves; only a person opens a chat.
    if (!m_selecting && current.isValid() && m_list->hasFocus())
        openCurrent();
}

void TopicPane::openCurrent()
{
    if (currentTopic() == m_current)
        return;
    m_current = currentTopic();
    Q_EMIT topicChosen(m_current);
}

void TopicPane::renameCurrent()
{
    m_list->edit(m_list->currentIndex());
}

void TopicPane::askToDelete()
{
    if (m_list->currentIndex().isValid())
        confirmDelete(currentTopic(), m_list->currentIndex().data().toString());
}

void TopicPane::confirmDelete(const TopicId &id, const QString &name)
{
    m_confirmation = new ConfirmDialog(tr("Delete chat"), tr("\u201c%1\u201d and all of its messages will be deleted on the server. This cannot be undone.").arg(name),
                                       tr("Delete chat"), this);
    m_confirmation->setObjectName(u"deleteChatDialog"_s);
    connect(m_confirmation, &FormDialog::submitted, this, [this, id] {
        m_confirmation->setBusy(true);
        m_topics.remove(id);
    });
    m_confirmation->open();
}

void TopicPane::showMenu(const QPoint &position)
{
    if (!m_list->indexAt(position).isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_rename, m_delete});
    menu->popup(m_list->viewport()->mapToGlobal(position));
}

void TopicPane::updateActions()
{
    const bool has = m_list->currentIndex().isValid();
    m_rename->setEnabled(has);
    m_delete->setEnabled(has);
}
