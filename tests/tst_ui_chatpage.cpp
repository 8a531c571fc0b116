#include "app/settings/settings.h"
#include "tests/support/fakeserver.h"
#include "tests/support/localdataset.h"
#include "ui/chat/chatpage.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/messagepart.h"
#include "ui/chat/questionedit.h"
#include "ui/chat/settingchips.h"
#include "ui/chat/sourcespanel.h"
#include "ui/theme.h"
#include "ui/widgets/chunkpreview.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/htmlview.h"
#include "ui/widgets/messagebar.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

const QByteArray topicJson = R"({"id":"22222222-2222-4222-8222-222222222222","dataset_id":"11111111-1111-4111-8111-111111111111",
    "name":"How","owner_id":"retriever","deleted":false,"created_at":"2024-01-01T00:00:00","updated_at":"2024-01-01T00:00:00"})";

const QByteArray messagesJson = R"([{"id":"m1","topic_id":"22222222-2222-4222-8222-222222222222","sort_order":1,"content":"How?","role":"user","deleted":false,
    "created_at":"2024-01-01T00:00:00","updated_at":"2024-01-01T00:00:00","dataset_id":"11111111-1111-4111-8111-111111111111"},
    {"id":"m2","topic_id":"22222222-2222-4222-8222-222222222222","sort_order":2,"content":"","role":"assistant","deleted":false,
    "created_at":"2024-01-01T00:00:01","updated_at":"2024-01-01T00:00:01","dataset_id":"11111111-1111-4111-8111-111111111111"}])";

Dataset fakeDataset()
{
    Dataset dataset;
    dataset.id = DatasetId(u"11111111-1111-4111-8111-111111111111"_s);
    dataset.name = u"Fake"_s;
    return dataset;
}

}

/// Asking a dataset, from the first question to the chunk behind a citation.
class tst_ui_chatpage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void asksAndOpensTheChunkBehindACitation();
    void keepsConversationsAndOpensThemAgain();
    void findsRenamesAndDeletesAChat();
    void asksAGroupWithItsFilter();
    void saysThatAChatOverChunksIsNotStored();
    void givesTheQuestionBackWhenTheServerRefusesAndRetries();
    void showsNoErrorAsAnAnswer();
    void stopsWithEscapeAndKeepsTheText();
    void asksAgainAfterABreakWithoutLosingAnything();
    void keepsADraftForEveryChat();
    void remembersSettingsOfTheDataset();
    void recallsTheLastQuestion();
    void saysWhyNothingCanBeAskedWithoutADataset();
    void asksNothingInAReadOnlyProfileAndSaysWhy();
    void asksGivenChunksInAReadOnlyProfile();
    void renamesNoChatByKeyInAReadOnlyProfile();
    void asksNothingOnceTheServerSaidThatTheKeyMayNot();
    void asksToGoOnAfterAnAnswerThatMayBeCut();
    void offersQuestionsToBeginWith();
    void saysWhyChatsCannotBeLoaded();
    void choosesSourcesByKeyboard();
    void foldsTheSources();
    void fitsASmallWindow();
    void diesInTheMiddleOfAnAnswer();

private:
    void show(const ApiClient &client, const Dataset &dataset);
    void showFake();
    void showReadOnly();
    void grab(const QString &name) const;
    void ask(const QString &question);
    MessagePart *lastAnswer() const;
    QString visibleAnswers() const;
    template <typename T>
    T *find(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }

    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    std::unique_ptr<LocalDataset> m_local;
    std::unique_ptr<FakeServer> m_fake;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<ChatPage> m_page;
};

void tst_ui_chatpage::initTestCase()
{
    applyTheme(*qApp, lightTheme());
    m_local = std::make_unique<LocalDataset>();
    m_local->add(u"<h2>Connecting</h2><p>To connect to a server choose Add a server and give its address and its key.</p>"_s);
    m_local->add(u"<h2>Keyring</h2><p>The key of a server is kept in the keyring of the desktop, so connect it first.</p>"_s);
    SearchRequest request;
    request.query = u"connect server"_s;
    QTRY_COMPARE_WITH_TIMEOUT(awaited(m_local->client->search(m_local->dataset.id, request)).hits.size(), 2, 20000);
}

void tst_ui_chatpage::init()
{
    m_fake = std::make_unique<FakeServer>();
    m_client = std::make_unique<ApiClient>(Connection{m_fake->url(), u"key"_s, OrganizationId(u"o"_s)}, m_requests, m_streams);
}

void tst_ui_chatpage::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_fake.reset();
}

void tst_ui_chatpage::show(const ApiClient &client, const Dataset &dataset)
{
    m_page = std::make_unique<ChatPage>(client);
    m_page->resize(1200, 800);
    m_page->showDataset(dataset);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void tst_ui_chatpage::showFake()
{
    m_fake->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[]"));
    m_fake->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    show(*m_client, fakeDataset());
}

void tst_ui_chatpage::ask(const QString &question)
{
    auto *edit = m_page->findChild<QuestionEdit *>();
    edit->setFocus();
    QTest::keyClicks(edit, question);
    QTest::keyClick(edit, Qt::Key_Return);
}

MessagePart *tst_ui_chatpage::lastAnswer() const
{
    MessagePart *last = nullptr;
    for (MessagePart *part : m_page->findChildren<MessagePart *>(u"answer"_s)) {
        if (part->isVisible() && (!last || part->mapTo(m_page.get(), QPoint()).y() > last->mapTo(m_page.get(), QPoint()).y()))
            last = part;
    }
    return last;
}

QString tst_ui_chatpage::visibleAnswers() const
{
    QString text;
    for (const MessagePart *part : m_page->findChildren<MessagePart *>(u"answer"_s)) {
        if (part->isVisible())
            text += part->toPlainText();
    }
    return text;
}

void tst_ui_chatpage::asksAndOpensTheChunkBehindACitation()
{
    show(*m_local->client, m_local->dataset);
    ask(u"How do I connect to a server?"_s);
    QCOMPARE(m_page->findChild<Composer *>()->text(), QString());
    QTRY_VERIFY(find<QPushButton>(u"sendQuestion"_s)->isVisible() && lastAnswer());
    auto *list = find<QListWidget>(u"sourceList"_s);
    QTRY_COMPARE(list->count(), 2);
    QVERIFY(find<QLabel>(u"answerSettings"_s));

    // A click on the citation chooses its source and shows the chunk beside the answer.
    MessagePart *answer = lastAnswer();
    QPoint place;
    int number = 0;
    for (QTextBlock block = answer->document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QString target = it.fragment().charFormat().anchorHref();
            if (!target.startsWith("citation:"_L1))
                continue;
            QTextCursor cursor(answer->document());
            cursor.setPosition(it.fragment().position() + 1);
            place = answer->cursorRect(cursor).center() + QPoint(2, 0);
            number = target.mid(9).toInt();
        }
    }
    QVERIFY(number > 0);
    list->setCurrentRow(number == 1 ? 1 : 0);
    QTest::mouseClick(answer->viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(list->currentRow(), number - 1);
    const auto shown = m_page->findChild<ChunkPreview *>()->chunk();
    QVERIFY(shown.has_value());

    QSignalSpy requested(m_page.get(), &Page::chunkRequested);
    QTest::mouseClick(find<QPushButton>(u"openSource"_s), Qt::LeftButton);
    QCOMPARE(requested.size(), 1);
    QCOMPARE(requested.first().first().value<ChunkId>(), shown->id);
}

void tst_ui_chatpage::keepsConversationsAndOpensThemAgain()
{
    show(*m_local->client, m_local->dataset);
    ask(u"Where is the key kept?"_s);
    QTRY_VERIFY(lastAnswer() && find<QPushButton>(u"sendQuestion"_s)->isVisible());
    const QString said = visibleAnswers();
    auto *topics = find<QListView>(u"topicList"_s);
    QCOMPARE(topics->currentIndex().data().toString(), u"Where is the key kept?"_s);
    QCOMPARE(find<QLabel>(u"chatTitle"_s)->text(), u"Where is the key kept?"_s);

    find<QAction>(u"newChat"_s)->trigger();
    QVERIFY(!lastAnswer());
    QVERIFY(!topics->currentIndex().isValid());
    topics->setFocus();
    topics->setCurrentIndex(topics->model()->index(0, 0));
    QTRY_VERIFY(lastAnswer());
    QCOMPARE(visibleAnswers(), said);
}

void tst_ui_chatpage::findsRenamesAndDeletesAChat()
{
    show(*m_local->client, m_local->dataset);
    for (const QString &question : {u"First about apples"_s, u"Second about pears"_s}) {
        find<QAction>(u"newChat"_s)->trigger();
        ask(question);
        QTRY_VERIFY(lastAnswer() && find<QPushButton>(u"sendQuestion"_s)->isVisible());
    }
    auto *topics = find<QListView>(u"topicList"_s);
    QTRY_VERIFY(topics->model()->rowCount() >= 2);
    QCOMPARE(topics->model()->index(0, 0).data().toString(), u"Second about pears"_s);
    const int before = topics->model()->rowCount();
    QTest::keyClicks(find<QLineEdit>(u"findTopic"_s), u"APPLES"_s);
    QTRY_COMPARE(topics->model()->rowCount(), 1);
    find<QLineEdit>(u"findTopic"_s)->clear();
    QTRY_COMPARE(topics->model()->rowCount(), before);

    topics->setFocus();
    topics->setCurrentIndex(topics->model()->index(0, 0));
    QTest::keyClick(topics, Qt::Key_F2);
    auto *editor = topics->findChild<QLineEdit *>();
    QVERIFY(editor);
    editor->setText(u"About pears"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(topics->model()->index(0, 0).data().toString(), u"About pears"_s);
    QTRY_COMPARE(find<QLabel>(u"chatTitle"_s)->text(), u"About pears"_s);

    find<QAction>(u"deleteChat"_s)->trigger();
    auto *dialog = find<ConfirmDialog>(u"deleteChatDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(topics->model()->rowCount(), before);
    dialog->acceptButton().click();
    QTRY_COMPARE(topics->model()->rowCount(), before - 1);
    QTRY_VERIFY(!lastAnswer());
    QTRY_COMPARE(awaited(m_local->client->topics(m_local->dataset.id, TopicModel::owner())).size(), before - 1);
}

void tst_ui_chatpage::asksAGroupWithItsFilter()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||x"}));
    ChatScope scope;
    scope.kind = ChatScope::Kind::Group;
    scope.group = {ChunkGroupId(u"55555555-5555-4555-8555-555555555555"_s), u"Setup"_s, {}};
    m_page->setScope(scope);
    QVERIFY(find<QToolButton>(u"scopeChip"_s)->text().contains("Setup"_L1));
    ask(u"How?"_s);
    QTRY_COMPARE(m_fake->count("POST", "/api/message"), 1);
    QVERIFY(m_fake->lastRequest().body.contains("55555555-5555-4555-8555-555555555555"));
    QTRY_VERIFY(find<QPushButton>(u"sendQuestion"_s)->isVisible());

    QTest::mouseClick(find<QToolButton>(u"clearScope"_s), Qt::LeftButton);
    QVERIFY(!find<QToolButton>(u"clearScope"_s)->isVisible());
    ask(u"And now?"_s);
    QTRY_COMPARE(m_fake->count("POST", "/api/message"), 2);
    QVERIFY(!m_fake->lastRequest().body.contains("55555555-5555-4555-8555-555555555555"));
}

void tst_ui_chatpage::saysThatAChatOverChunksIsNotStored()
{
    showFake();
    QVERIFY(!find<QLabel>(u"chatNote"_s)->isVisible());
    ChatScope scope;
    scope.kind = ChatScope::Kind::Chunks;
    scope.chunks = {ChunkId(u"33333333-3333-4333-8333-333333333333"_s)};
    m_page->setScope(scope);
    QVERIFY(find<QLabel>(u"chatNote"_s)->isVisible());
    QVERIFY(find<QLabel>(u"chatNote"_s)->text().contains("not stored"_L1));
    QTest::mouseClick(find<QToolButton>(u"clearScope"_s), Qt::LeftButton);
    QVERIFY(!find<QLabel>(u"chatNote"_s)->isVisible());
}

void tst_ui_chatpage::givesTheQuestionBackWhenTheServerRefusesAndRetries()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::json(R"({"message":"You are out of messages"})", 426));
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Now it works"}));
    ask(u"How?"_s);
    auto *bar = m_page->findChild<MessageBar *>();
    QTRY_VERIFY(m_page->findChild<Composer *>()->text() == u"How?"_s);
    bool shown = false;
    for (MessageBar *candidate : m_page->findChildren<MessageBar *>()) {
        if (candidate->isVisible() && candidate->text().contains("You are out of messages"_L1)) {
            shown = true;
            bar = candidate;
        }
    }
    QVERIFY(shown);
    QVERIFY(!lastAnswer());
    Q_EMIT bar->retryRequested();
    QTRY_VERIFY(lastAnswer());
    QTRY_COMPARE(visibleAnswers().trimmed(), u"Now it works"_s);
    QCOMPARE(m_page->findChild<Composer *>()->text(), QString());
}

void tst_ui_chatpage::showsNoErrorAsAnAnswer()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::json(R"({"message":"The model is down"})", 500));
    ask(u"How?"_s);
    QTRY_COMPARE(m_page->findChild<Composer *>()->text(), u"How?"_s);
    QVERIFY(!visibleAnswers().contains("model is down"_L1));
    QVERIFY(!lastAnswer());
}

void tst_ui_chatpage::stopsWithEscapeAndKeepsTheText()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Half an answer", "x"}).stallAfter(18));
    ask(u"How?"_s);
    QTRY_COMPARE(visibleAnswers().trimmed(), u"Half an answer"_s);
    QVERIFY(find<QPushButton>(u"stopAnswer"_s)->isVisible());
    QTest::keyClick(m_page->findChild<QuestionEdit *>(), Qt::Key_Escape);
    QTRY_VERIFY(find<QPushButton>(u"sendQuestion"_s)->isVisible());
    QCOMPARE(visibleAnswers().trimmed(), u"Half an answer"_s);
    bool marked = false;
    for (const QLabel *label : m_page->findChildren<QLabel *>(u"answerNotice"_s))
        marked = marked || (label->isVisible() && label->text().startsWith("Stopped"_L1));
    QVERIFY(marked);
}

void tst_ui_chatpage::asksAgainAfterABreakWithoutLosingAnything()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Half", "x"}, 5).cutAfter(8));
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Whole"}));
    ask(u"How?"_s);
    QTRY_VERIFY(lastAnswer() && find<QPushButton>(u"sendQuestion"_s)->isVisible());
    m_page->findChild<Composer *>()->setText(u"being typed"_s);
    QPushButton *again = nullptr;
    for (QPushButton *button : m_page->findChildren<QPushButton *>(u"askAgain"_s))
        again = button->isVisible() ? button : again;
    QVERIFY(again);
    again->click();
    QTRY_VERIFY(visibleAnswers().contains("Whole"_L1));
    QVERIFY(visibleAnswers().contains("Half"_L1));
    QCOMPARE(m_page->findChild<Composer *>()->text(), u"being typed"_s);
    QVERIFY(m_fake->lastRequest().body.contains("How?"));
}

void tst_ui_chatpage::keepsADraftForEveryChat()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    {
        Settings settings(path);
        show(*m_local->client, m_local->dataset);
        m_page->remember(settings);
        auto *topics = find<QListView>(u"topicList"_s);
        QTRY_VERIFY(topics->model()->rowCount() >= 1);
        m_page->findChild<Composer *>()->setText(u"draft of a new chat"_s);
        topics->setFocus();
        topics->setCurrentIndex(topics->model()->index(0, 0));
        QCOMPARE(m_page->findChild<Composer *>()->text(), QString());
        m_page->findChild<Composer *>()->setText(u"draft of the old one"_s);
        find<QAction>(u"newChat"_s)->trigger();
        QCOMPARE(m_page->findChild<Composer *>()->text(), u"draft of a new chat"_s);
        m_page.reset();
    }
    Settings settings(path);
    show(*m_local->client, m_local->dataset);
    m_page->remember(settings);
    QCOMPARE(m_page->findChild<Composer *>()->text(), u"draft of a new chat"_s);
}

void tst_ui_chatpage::remembersSettingsOfTheDataset()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    {
        Settings settings(path);
        showFake();
        m_page->remember(settings);
        SettingChips &chips = m_page->findChild<Composer *>()->chips();
        AnswerSettings chosen = chips.settings();
        chosen.searchType = u"hybrid"_s;
        chosen.chunks = 5;
        chips.setSettings(chosen);
        Q_EMIT chips.settingsChanged();
        m_page.reset();
    }
    Settings settings(path);
    showFake();
    m_page->remember(settings);
    QCOMPARE(m_page->findChild<Composer *>()->chips().settings().searchType, u"hybrid"_s);
    QCOMPARE(m_page->findChild<Composer *>()->chips().settings().chunks, 5);
}

void tst_ui_chatpage::recallsTheLastQuestion()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||x"}));
    ask(u"How?"_s);
    QTRY_VERIFY(lastAnswer() && find<QPushButton>(u"sendQuestion"_s)->isVisible());
    QTest::keyClick(m_page->findChild<QuestionEdit *>(), Qt::Key_Up);
    QCOMPARE(m_page->findChild<Composer *>()->text(), u"How?"_s);
}

void tst_ui_chatpage::saysWhyNothingCanBeAskedWithoutADataset()
{
    show(*m_client, {});
    QVERIFY(!m_page->findChild<QuestionEdit *>()->isEnabled());
    QVERIFY(find<QLabel>(u"whyNotAsked"_s)->text().contains("dataset"_L1));
    QCOMPARE(m_fake->requests().size(), 0);
}

void tst_ui_chatpage::showReadOnly()
{
    m_client = std::make_unique<ApiClient>(Connection{.baseUrl = m_fake->url(), .apiKey = u"key"_s, .organization = OrganizationId(u"o"_s), .isReadOnly = true},
                                           m_requests, m_streams);
    m_fake->on("GET", "/api/topic/owner/retriever", FakeAnswer::json('[' + topicJson + ']'));
    m_fake->on("GET", "/api/messages/22222222-2222-4222-8222-222222222222", FakeAnswer::json(messagesJson));
    show(*m_client, fakeDataset());
    QTRY_COMPARE(find<QListView>(u"topicList"_s)->model()->rowCount(), 1);
}

void tst_ui_chatpage::grab(const QString &name) const
{
    // For people to look at.
    if (const QString folder = qEnvironmentVariable("RETRIEVER_GRABS"); !folder.isEmpty())
        QVERIFY(m_page->grab().save(folder + u'/' + name + u".png"_s));
}

void tst_ui_chatpage::asksNothingInAReadOnlyProfileAndSaysWhy()
{
    showReadOnly();
    const auto *why = find<QLabel>(u"whyNotAsked"_s);
    QVERIFY(why->isVisible());
    QVERIFY2(why->text().contains("read-only"_L1), qPrintable(why->text()));
    QVERIFY(!m_page->findChild<QuestionEdit *>()->isVisible());
    QVERIFY(!find<QPushButton>(u"exampleQuestion"_s)->isEnabled());
    grab(u"chat-readonly-empty"_s);
    auto *topics = find<QListView>(u"topicList"_s);
    QTest::mouseClick(topics->viewport(), Qt::LeftButton, {}, topics->visualRect(topics->model()->index(0, 0)).center());
    // An answer that came empty offers to ask again.
    QPushButton *again = nullptr;
    const auto findAgain = [&] {
        for (QPushButton *button : m_page->findChildren<QPushButton *>(u"askAgain"_s))
            again = button->isVisible() ? button : again;
        return again;
    };
    QTRY_VERIFY(findAgain());
    QVERIFY(!again->isEnabled());
    QVERIFY(again->toolTip().contains("read-only"_L1));
    for (const QString &name : {u"newChat"_s, u"renameChat"_s, u"deleteChat"_s}) {
        QVERIFY2(!find<QAction>(name)->isEnabled(), qPrintable(name));
        QVERIFY2(find<QAction>(name)->toolTip().contains("read-only"_L1), qPrintable(name));
    }
    QVERIFY(find<QToolButton>(u"newChatButton"_s)->toolTip().contains("read-only"_L1));
    grab(u"chat-readonly"_s);
}

void tst_ui_chatpage::asksGivenChunksInAReadOnlyProfile()
{
    showReadOnly();
    m_page->setScope({.kind = ChatScope::Kind::Chunks, .group = {}, .chunks = {ChunkId(u"c"_s)}});
    QVERIFY(m_page->findChild<QuestionEdit *>()->isVisible());
    m_page->setScope({});
    QVERIFY(!m_page->findChild<QuestionEdit *>()->isVisible());
}

void tst_ui_chatpage::renamesNoChatByKeyInAReadOnlyProfile()
{
    showReadOnly();
    auto *topics = find<QListView>(u"topicList"_s);
    topics->setCurrentIndex(topics->model()->index(0, 0));
    topics->setFocus();
    QTest::keyClick(topics, Qt::Key_F2);
    QTest::keyClick(topics, Qt::Key_Delete);
    QVERIFY(!topics->findChild<QLineEdit *>());
    QVERIFY(!m_page->findChild<ConfirmDialog *>());
}

void tst_ui_chatpage::asksNothingOnceTheServerSaidThatTheKeyMayNot()
{
    RetryBoard retries;
    KeyRole keyRole;
    m_client->tell(retries, keyRole);
    keyRole.noteSuccess(Error::Role::AnyKey);
    m_fake->on("POST", "/api/topic", FakeAnswer::json(R"({"message":"Forbidden"})", 403));
    show(*m_client, fakeDataset());
    QVERIFY(m_page->findChild<QuestionEdit *>()->isVisible());
    ask(u"How?"_s);
    const auto *why = find<QLabel>(u"whyNotAsked"_s);
    QTRY_VERIFY(why->isVisible());
    QVERIFY2(why->text().contains("admin or the owner role"_L1), qPrintable(why->text()));
    // What was typed is there still.
    QTRY_COMPARE(m_page->findChild<Composer *>()->text(), u"How?"_s);
    QVERIFY(!find<QAction>(u"newChat"_s)->isEnabled());
}

void tst_ui_chatpage::asksToGoOnAfterAnAnswerThatMayBeCut()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Half an answ"}));
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||er."}));
    ask(u"How?"_s);
    QTRY_VERIFY(lastAnswer() && find<QPushButton>(u"sendQuestion"_s)->isVisible());
    // Ten seconds are long for a test: the end comes once more as it comes after them.
    auto *conversation = m_page->findChild<ChatView *>()->conversation();
    conversation->beginAnswer(u"How long?"_s, {});
    conversation->feed(u"[]||Half an answ"_s);
    conversation->endAnswer({StreamEnd::How::Complete, {}, {}, 1, 10'200});
    QPushButton *go = nullptr;
    for (QPushButton *button : m_page->findChildren<QPushButton *>(u"continueAnswer"_s))
        go = button->isVisible() ? button : go;
    QVERIFY(go);
    grab(u"chat-cut"_s);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(visibleAnswers().contains("er."_L1));
    QVERIFY(m_fake->lastRequest().body.contains("How long?"));
    QVERIFY(m_fake->lastRequest().body.contains("go on where it ended"));
}

void tst_ui_chatpage::offersQuestionsToBeginWith()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||x"}));
    const auto examples = m_page->findChildren<QPushButton *>(u"exampleQuestion"_s);
    QCOMPARE(examples.size(), 3);
    QVERIFY(examples.first()->isVisible());
    examples.first()->click();
    QTRY_VERIFY(lastAnswer());
    QVERIFY(!examples.first()->isVisible());
}

void tst_ui_chatpage::saysWhyChatsCannotBeLoaded()
{
    m_fake->on("GET", "/api/topic/owner/retriever", FakeAnswer::json(R"({"message":"no"})", 403));
    m_fake->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[" + topicJson + "]"));
    Dataset dataset;
    dataset.id = DatasetId(u"11111111-1111-4111-8111-111111111111"_s);
    show(*m_client, dataset);
    QTRY_VERIFY(find<QWidget>(u"topicProblem"_s)->isVisible());
    QTest::mouseClick(find<QPushButton>(u"retryTopics"_s), Qt::LeftButton);
    QTRY_COMPARE(find<QListView>(u"topicList"_s)->model()->rowCount(), 1);
    QVERIFY(!find<QWidget>(u"topicProblem"_s)->isVisible());
}

void tst_ui_chatpage::choosesSourcesByKeyboard()
{
    show(*m_local->client, m_local->dataset);
    ask(u"How do I connect to a server?"_s);
    auto *list = find<QListWidget>(u"sourceList"_s);
    QTRY_COMPARE(list->count(), 2);
    QTRY_VERIFY(find<QPushButton>(u"sendQuestion"_s)->isVisible());
    QTest::keyClick(m_page->findChild<QuestionEdit *>(), Qt::Key_2, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 1);
    QTest::keyClick(m_page->findChild<QuestionEdit *>(), Qt::Key_1, Qt::AltModifier);
    QCOMPARE(list->currentRow(), 0);
}

void tst_ui_chatpage::foldsTheSources()
{
    showFake();
    auto *panel = m_page->findChild<SourcesPanel *>();
    QVERIFY(panel->isVisible());
    find<QAction>(u"showSources"_s)->trigger();
    QVERIFY(!panel->isVisible());
    find<QAction>(u"showSources"_s)->trigger();
    QVERIFY(panel->isVisible());
}

void tst_ui_chatpage::fitsASmallWindow()
{
    showFake();
    // The window's sidebar takes about 220 of 1024.
    QVERIFY2(m_page->minimumSizeHint().width() <= 800, qPrintable(QString::number(m_page->minimumSizeHint().width())));
    QVERIFY2(m_page->minimumSizeHint().height() <= 640, qPrintable(QString::number(m_page->minimumSizeHint().height())));
}

void tst_ui_chatpage::diesInTheMiddleOfAnAnswer()
{
    showFake();
    m_fake->on("POST", "/api/message", FakeAnswer::stream({"[]||Half", "x"}).stallAfter(8));
    ask(u"How?"_s);
    QTRY_VERIFY(lastAnswer());
    QSignalSpy gone(m_fake.get(), &FakeServer::disconnected);
    m_page.reset();
    QTRY_VERIFY(gone.size() > 0);
}

QTEST_MAIN(tst_ui_chatpage)

#include "tst_ui_chatpage.moc"
