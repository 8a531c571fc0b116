#include "app/models/conversation.h"
#include "app/models/topicmodel.h"
#include "tests/support/fakeserver.h"
#include "tests/support/localdataset.h"

#include <QAbstractItemModelTester>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const DatasetId dataset(u"11111111-1111-4111-8111-111111111111"_s);
const TopicId topicId(u"22222222-2222-4222-8222-222222222222"_s);

const QByteArray topicJson = R"({"id":"22222222-2222-4222-8222-222222222222","dataset_id":"11111111-1111-4111-8111-111111111111",
    "name":"How","owner_id":"retriever","deleted":false,"created_at":"2024-01-01T00:00:00","updated_at":"2024-01-01T00:00:00"})";

const QByteArray chunkJson = R"({"id":"33333333-3333-4333-8333-333333333333","chunk_html":"<p>Text</p>","weight":0,"score":1,
    "created_at":"2024-01-01T00:00:00","updated_at":"2024-01-01T00:00:00","tag_set":"a,b"})";

QByteArray messageJson(const char *role, const QByteArray &content, int order, const char *created)
{
    static int count = 0;
    return QByteArrayLiteral(R"({"id":"44444444-4444-4444-8444-)") + QByteArray::number(++count).rightJustified(12, '0')
        + R"(","topic_id":"22222222-2222-4222-8222-222222222222","role":")" + role + R"(","content":")" + content + R"(","sort_order":)"
        + QByteArray::number(order) + R"(,"created_at":")" + created + R"(","updated_at":")" + created + R"(","deleted":false})";
}

}

/// The topics of a dataset and the turns of one, against the real server and against one that misbehaves.
class tst_models_chat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void namesATopicAfterTheFirstWords_data();
    void namesATopicAfterTheFirstWords();
    void makesTheTopicWithTheFirstQuestionAndStreamsTheAnswer();
    void sendsSettingsAndFilter();
    void readsWholeCharactersHoweverTheBytesAreCut();
    void tellsOfChangesAtDisplayRate();
    void takesTheQuestionBackWhenTheServerRefuses();
    void takesTheQuestionBackWhenTheTopicCannotBeMade();
    void keepsWhatCameWhenTheStreamBreaks();
    void keepsWhatCameWhenStopped();
    void keepsTheChunksWhenStoppedBeforeTheText();
    void showsNoHalfArrayWhenStoppedInsideOfIt();
    void showsNoHalfArrayWhenTheStreamEndsInsideOfIt();
    void readsTheTurnsOfAStoredAgenticAnswer();
    void leavingAbortsSilently();
    void asksOnlyOneThingAtATime();
    void readsStoredMessagesInTheirOrderWithoutTheSystemsOne();
    void staysEmptyAndSaysWhyWhenMessagesCannotBeLoaded();
    void asksOverChunksWithTheEarlierTurns();
    void showsAllOfAnAnswerOverChunksHoweverItLooks();
    void asksOverChunksWithoutAPromptThatIsIgnored();
    void refusesToAskOverChunksThatAreGone();
    void listsTopicsTheLastUsedFirst();
    void keepsTopicsWhenARefreshFails();
    void renamesOnlyWhenTheServerDid();
    void removesOnlyWhenTheServerDid();

    void holdsAConversationWithTheRealServer();
    void asksOverChunksOfTheRealServer();

private:
    Conversation &conversation();
    static QStringList texts(const Conversation &conversation);
    ApiClient &client() { return *m_client; }

    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ApiClient> m_client;
    std::unique_ptr<Conversation> m_conversation;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void tst_models_chat::init()
{
    m_server = std::make_unique<FakeServer>();
    m_client = std::make_unique<ApiClient>(Connection{m_server->url(), u"key"_s, OrganizationId(u"o"_s)}, m_requests, m_streams);
}

void tst_models_chat::cleanup()
{
    m_tester.reset();
    m_conversation.reset();
    m_client.reset();
    m_server.reset();
}

Conversation &tst_models_chat::conversation()
{
    m_conversation = std::make_unique<Conversation>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_conversation.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_conversation->begin(dataset);
    return *m_conversation;
}

QStringList tst_models_chat::texts(const Conversation &conversation)
{
    QStringList texts;
    for (int row = 0; row < conversation.rowCount(); ++row)
        texts += conversation.index(row).data().toString();
    return texts;
}

void tst_models_chat::namesATopicAfterTheFirstWords_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("name");
    QTest::newRow("short") << u"What is it?"_s << u"What is it?"_s;
    QTest::newRow("lines") << u"  What\n is\tit? "_s << u"What is it?"_s;
    QTest::newRow("long") << u"What is the best way to connect to a server that is behind a proxy?"_s << u"What is the best way to connect to a server\u2026"_s;
    QTest::newRow("one long word") << QString(60, u'x') << QString(47, u'x') + QChar(0x2026);
    QTest::newRow("a cut surrogate") << QString(46, u'x') + u"😀😀"_s << QString(46, u'x') + QChar(0x2026);
}

void tst_models_chat::namesATopicAfterTheFirstWords()
{
    QFETCH(QString, question);
    QTEST(Conversation::topicName(question), "name");
}

void tst_models_chat::makesTheTopicWithTheFirstQuestionAndStreamsTheAnswer()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[" + chunkJson + "]||It ", "is [1]", "."}, 5));
    Conversation &chat = conversation();
    QSignalSpy created(&chat, &Conversation::topicCreated);
    chat.ask(u"How is it?"_s, {});
    // The question is there at once, and something that says that the answer is awaited.
    QCOMPARE(texts(chat), (QStringList{u"How is it?"_s, QString()}));
    QCOMPARE(chat.turn(1).state, Turn::State::Waiting);
    QVERIFY(chat.isAnswering());
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(texts(chat), (QStringList{u"How is it?"_s, u"It is [1]."_s}));
    QCOMPARE(chat.turn(1).state, Turn::State::Complete);
    QCOMPARE(chat.turn(1).hits.size(), 1);
    QVERIFY(chat.turn(1).milliseconds > 0);
    QVERIFY(chat.turn(1).settings.has_value());
    QCOMPARE(created.size(), 1);
    QCOMPARE(chat.topic(), topicId);
    const Json topic = *Json::parse(m_server->requests().first().body);
    QCOMPARE(topic[u"name"].toString(), u"How is it?"_s);
    QCOMPARE(topic[u"owner_id"].toString(), TopicModel::owner());

    chat.ask(u"And now?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(m_server->count("POST", "/api/topic"), 1);
    QCOMPARE(chat.rowCount(), 4);
}

void tst_models_chat::sendsSettingsAndFilter()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||x"}));
    Conversation &chat = conversation();
    const ChunkGroupId group(u"55555555-5555-4555-8555-555555555555"_s);
    chat.ask(u"q"_s, {u"hybrid"_s, 3, 0.7, u"model-x"_s}, Filter::inGroup(group));
    QTRY_VERIFY(!chat.isAnswering());
    const Json sent = *Json::parse(m_server->lastRequest().body);
    QCOMPARE(sent[u"search_type"].toString(), u"hybrid"_s);
    QCOMPARE(sent[u"page_size"].toInteger(), 3);
    QCOMPARE(sent[u"topic_id"].toString(), topicId.text());
    QVERIFY(sent.toBytes().contains("model-x"));
    QVERIFY(sent.toBytes().contains("0.7"));
    QVERIFY(sent[u"filters"].toBytes().contains(group.text().toLatin1()));
}

void tst_models_chat::readsWholeCharactersHoweverTheBytesAreCut()
{
    const QByteArray text = "Gr\u00fc\u00dfe \u65e5\u672c \U0001f600 || done";
    QList<QByteArray> bytes{"[]||"};
    for (const char c : text)
        bytes += QByteArray(1, c);
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream(bytes, 1));
    Conversation &chat = conversation();
    connect(&chat, &QAbstractItemModel::dataChanged, &chat, [&chat] { QVERIFY(!chat.turn(1).text.contains(QChar::ReplacementCharacter)); });
    chat.ask(u"q"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.turn(1).text, QString::fromUtf8(text));
}

void tst_models_chat::tellsOfChangesAtDisplayRate()
{
    Conversation &chat = conversation();
    QSignalSpy changed(&chat, &QAbstractItemModel::dataChanged);
    chat.beginAnswer(u"q"_s, {});
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 2000; ++i) {
        chat.feed(u"word "_s);
        if (i % 100 == 0)
            QTest::qWait(5);
    }
    QTRY_COMPARE(chat.turn(1).text.size(), 10000);
    QVERIFY2(changed.size() <= timer.elapsed() / 33 + 1, qPrintable(QString::number(changed.size())));
    chat.endAnswer({});
    QCOMPARE(chat.turn(1).state, Turn::State::Complete);
}

void tst_models_chat::takesTheQuestionBackWhenTheServerRefuses()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::json(R"({"message":"No message content provided"})", 400));
    Conversation &chat = conversation();
    QSignalSpy refused(&chat, &Conversation::refused);
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(chat.rowCount(), 0);
    QVERIFY(!chat.isAnswering());
    QCOMPARE(refused.first().at(0).toString(), u"How?"_s);
    const Error error = refused.first().at(1).value<Error>();
    QCOMPARE(error.httpStatus, 400);
    QCOMPARE(error.message, u"No message content provided"_s);
}

void tst_models_chat::takesTheQuestionBackWhenTheTopicCannotBeMade()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(R"({"message":"Forbidden"})", 403));
    Conversation &chat = conversation();
    QSignalSpy refused(&chat, &Conversation::refused);
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(chat.rowCount(), 0);
    QVERIFY(chat.topic().isEmpty());
    QCOMPARE(m_server->count("POST", "/api/message"), 0);
}

void tst_models_chat::keepsWhatCameWhenTheStreamBreaks()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||Half ", "an answer"}, 5).cutAfter(9));
    Conversation &chat = conversation();
    QSignalSpy refused(&chat, &Conversation::refused);
    chat.ask(u"How?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(refused.size(), 0);
    QCOMPARE(chat.turn(1).state, Turn::State::Interrupted);
    QCOMPARE(chat.turn(1).text, u"Half "_s);
    QVERIFY(chat.turn(1).error.has_value());
}

void tst_models_chat::keepsWhatCameWhenStopped()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[" + chunkJson + "]||Half", " more"}, 5).stallAfter(chunkJson.size() + 8));
    Conversation &chat = conversation();
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(chat.turn(1).text, u"Half"_s);
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    chat.stop();
    QVERIFY(!chat.isAnswering());
    QCOMPARE(chat.turn(1).state, Turn::State::Stopped);
    QCOMPARE(chat.turn(1).text, u"Half"_s);
    QCOMPARE(chat.turn(1).hits.size(), 1);
    QTRY_VERIFY(gone.size() > 0);
}

void tst_models_chat::keepsTheChunksWhenStoppedBeforeTheText()
{
    m_server->on("POST", "/api/topic", FakeAnswer::silence());
    Conversation &chat = conversation();
    chat.ask(u"How?"_s, {});
    chat.stop();
    QCOMPARE(chat.rowCount(), 2);
    QCOMPARE(chat.turn(1).state, Turn::State::Stopped);
    QVERIFY(chat.turn(1).text.isEmpty());
}

void tst_models_chat::showsNoHalfArrayWhenStoppedInsideOfIt()
{
    const QByteArray half = "[" + chunkJson + ",{\"id\":\"66666666-";
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::silence());
    Conversation &chat = conversation();
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(m_server->count("POST", "/api/message"), 1);
    chat.feed(QString::fromUtf8(half));
    chat.stop();
    QCOMPARE(chat.turn(1).state, Turn::State::Stopped);
    QCOMPARE(chat.turn(1).text, QString());
    QCOMPARE(chat.turn(1).hits.size(), 1);
    QVERIFY(chat.turn(1).arrayCut);
    QVERIFY(!chat.turn(1).mayBeCut);
}

void tst_models_chat::showsNoHalfArrayWhenTheStreamEndsInsideOfIt()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[" + chunkJson + ",{\"id\":\"66666666-"}));
    Conversation &chat = conversation();
    chat.ask(u"How?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.turn(1).state, Turn::State::Complete);
    QCOMPARE(chat.turn(1).text, QString());
    QCOMPARE(chat.turn(1).hits.size(), 1);
    QVERIFY(chat.turn(1).arrayCut);
    QVERIFY(chat.turn(1).mayBeCut);
}

void tst_models_chat::readsTheTurnsOfAStoredAgenticAnswer()
{
    QByteArray chunk = R"({"chunk":)" + chunkJson + R"(,"score":1})";
    chunk.replace(R"("tag_set":"a,b")", R"("tag_set":["a","b"])").replace('\n', ' ').replace('"', "\\\"");
    m_server->on("GET", "/api/messages/" + topicId.text().toLatin1(),
                 FakeAnswer::json('[' + messageJson("assistant", "[]||Let me look.[" + chunk + "]||It is.", 1, "2024-01-01T00:00:04") + ']'));
    Conversation &chat = conversation();
    chat.open(dataset, topicId);
    QTRY_COMPARE(chat.state(), Conversation::State::Idle);
    QCOMPARE(texts(chat), QStringList{u"Let me look.\n\nIt is."_s});
    QCOMPARE(chat.turn(0).hits.size(), 1);
}

void tst_models_chat::leavingAbortsSilently()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||Half", "x"}).stallAfter(8));
    Conversation &chat = conversation();
    QSignalSpy refused(&chat, &Conversation::refused);
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(chat.turn(1).text, u"Half"_s);
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    chat.begin(dataset);
    QCOMPARE(chat.rowCount(), 0);
    QVERIFY(!chat.isAnswering());
    QTRY_VERIFY(gone.size() > 0);
    QCOMPARE(refused.size(), 0);
}

void tst_models_chat::asksOnlyOneThingAtATime()
{
    m_server->on("POST", "/api/topic", FakeAnswer::json(topicJson));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||One"}, 5));
    Conversation &chat = conversation();
    chat.ask(u"One?"_s, {});
    chat.ask(u"Two?"_s, {});
    chat.ask(u"   "_s, {});
    QCOMPARE(chat.rowCount(), 2);
    QTRY_VERIFY(!chat.isAnswering());
    chat.ask(u"   "_s, {});
    QCOMPARE(m_server->count("POST", "/api/message"), 1);
}

void tst_models_chat::readsStoredMessagesInTheirOrderWithoutTheSystemsOne()
{
    QByteArray chunk = chunkJson;
    chunk.replace('\n', ' ').replace('"', "\\\"");
    m_server->on("GET", "/api/messages/" + topicId.text().toLatin1(),
                 FakeAnswer::json('[' + messageJson("assistant", "[" + chunk + "]||Second || answer", 4, "2024-01-01T00:00:04") + ','
                                  + messageJson("system", "You are", 0, "2024-01-01T00:00:00") + ','
                                  + messageJson("user", "First?", 1, "2024-01-01T00:00:01") + ','
                                  + messageJson("assistant", "[]||Nothing found", 2, "2024-01-01T00:00:02") + ','
                                  + messageJson("assistant", "late", 3, "2024-01-01T00:00:09") + ','
                                  + messageJson("user", "Second?", 3, "2024-01-01T00:00:03") + ']'));
    Conversation &chat = conversation();
    chat.open(dataset, topicId);
    QCOMPARE(chat.state(), Conversation::State::Loading);
    QTRY_COMPARE(chat.state(), Conversation::State::Idle);
    QCOMPARE(texts(chat), (QStringList{u"First?"_s, u"Nothing found"_s, u"Second?"_s, u"late"_s, u"Second || answer"_s}));
    QCOMPARE(chat.turn(4).hits.size(), 1);
    QVERIFY(!chat.turn(4).settings);
    QCOMPARE(chat.lastQuestion(), u"Second?"_s);
}

void tst_models_chat::staysEmptyAndSaysWhyWhenMessagesCannotBeLoaded()
{
    m_server->on("GET", "/api/messages/" + topicId.text().toLatin1(), FakeAnswer::json(R"({"message":"no"})", 500));
    m_server->on("GET", "/api/messages/" + topicId.text().toLatin1(), FakeAnswer::json("[" + messageJson("user", "Hi", 1, "2024-01-01T00:00:00") + "]"));
    Conversation &chat = conversation();
    chat.open(dataset, topicId);
    QTRY_COMPARE(chat.state(), Conversation::State::Failed);
    QCOMPARE(chat.error()->httpStatus, 500);
    chat.reload();
    QTRY_COMPARE(chat.state(), Conversation::State::Idle);
    QCOMPARE(chat.rowCount(), 1);
}

void tst_models_chat::asksOverChunksWithTheEarlierTurns()
{
    const QByteArray other = QByteArray(chunkJson).replace("33333333-3333-4333-8333-333333333333", "66666666-6666-4666-8666-666666666666");
    m_server->on("POST", "/api/chunks", FakeAnswer::json("[" + chunkJson + "," + other + "]"));
    m_server->on("POST", "/api/chunk/generate", FakeAnswer::stream({"It is [1] and || so."}));
    Conversation &chat = conversation();
    const QList<ChunkId> chunks{ChunkId(u"66666666-6666-4666-8666-666666666666"_s), ChunkId(u"33333333-3333-4333-8333-333333333333"_s)};
    chat.beginOver(dataset, chunks);
    chat.ask(u"How?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.turn(1).text, u"It is [1] and || so."_s);
    // In the order that was asked for, whatever order the server has.
    QCOMPARE(chat.turn(1).hits.size(), 2);
    QCOMPARE(chat.turn(1).hits.first().chunk.id, chunks.first());
    QCOMPARE(m_server->count("POST", "/api/topic"), 0);

    chat.ask(u"Why?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    const Json sent = *Json::parse(m_server->lastRequest().body);
    QStringList turns;
    for (const Json &turn : sent[u"prev_messages"].items())
        turns += turn[u"role"].toString() + u": "_s + turn[u"content"].toString();
    QCOMPARE(turns, (QStringList{u"user: How?"_s, u"assistant: It is [1] and || so."_s, u"user: Why?"_s}));
    QCOMPARE(sent[u"chunk_ids"].items().first().toString(), chunks.first().text());
    QCOMPARE(m_server->count("POST", "/api/chunks"), 1);
}

void tst_models_chat::showsAllOfAnAnswerOverChunksHoweverItLooks()
{
    m_server->on("POST", "/api/chunks", FakeAnswer::json("[" + chunkJson + "]"));
    m_server->on("POST", "/api/chunk/generate", FakeAnswer::stream({"    const a = ", "b||[", R"({"id":"x"}])"}));
    Conversation &chat = conversation();
    chat.beginOver(dataset, {ChunkId(u"33333333-3333-4333-8333-333333333333"_s)});
    chat.ask(u"How?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.turn(1).text, u"    const a = b||[{\"id\":\"x\"}]"_s);
    QCOMPARE(chat.turn(1).hits.size(), 1);
}

void tst_models_chat::asksOverChunksWithoutAPromptThatIsIgnored()
{
    m_server->on("POST", "/api/chunks", FakeAnswer::json("[" + chunkJson + "]"));
    m_server->on("POST", "/api/chunk/generate", FakeAnswer::stream({"So."}));
    Conversation &chat = conversation();
    chat.beginOver(dataset, {ChunkId(u"33333333-3333-4333-8333-333333333333"_s)});
    AnswerSettings settings;
    settings.temperature = 0.5;
    settings.model = u"m"_s;
    chat.ask(u"How?"_s, settings);
    QTRY_VERIFY(!chat.isAnswering());
    // A server reads the dataset's prompt instead and knows nothing of image_options and highlight_results: what it ignores must not seem to count.
    const Json sent = *Json::parse(m_server->lastRequest().body);
    QStringList names;
    for (const Json::Member &member : sent.members())
        names.append(member.name);
    names.sort();
    QCOMPARE(names, QStringList({u"chunk_ids"_s, u"model"_s, u"prev_messages"_s, u"stream_response"_s, u"temperature"_s}));
}

void tst_models_chat::refusesToAskOverChunksThatAreGone()
{
    m_server->on("POST", "/api/chunks", FakeAnswer::json("[]"));
    Conversation &chat = conversation();
    QSignalSpy refused(&chat, &Conversation::refused);
    chat.beginOver(dataset, {ChunkId(u"33333333-3333-4333-8333-333333333333"_s)});
    chat.ask(u"How?"_s, {});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(m_server->count("POST", "/api/chunk/generate"), 0);
}

void tst_models_chat::listsTopicsTheLastUsedFirst()
{
    QByteArray newer = topicJson;
    newer.replace("22222222", "77777777").replace("\"How\"", "\"Newer\"").replace("\"updated_at\":\"2024-01-01", "\"updated_at\":\"2024-05-01");
    m_server->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[" + topicJson + "," + newer + "]"));
    TopicModel topics(client());
    QAbstractItemModelTester tester(&topics, QAbstractItemModelTester::FailureReportingMode::Fatal);
    topics.showDataset(dataset);
    QTRY_COMPARE(topics.rowCount(), 2);
    QCOMPARE(topics.index(0).data().toString(), u"Newer"_s);
    topics.markUsed(topicId);
    QCOMPARE(topics.index(0).data().toString(), u"How"_s);
    QVERIFY(topics.index(0).data(TopicModel::LastUsedRole).toDateTime().secsTo(QDateTime::currentDateTimeUtc()) < 60);
}

void tst_models_chat::keepsTopicsWhenARefreshFails()
{
    m_server->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[" + topicJson + "]"));
    m_server->on("GET", "/api/topic/owner/retriever", FakeAnswer::json(R"({"message":"no"})", 400));
    TopicModel topics(client());
    topics.showDataset(dataset);
    QTRY_COMPARE(topics.rowCount(), 1);
    topics.refresh();
    QTRY_COMPARE(topics.state(), TopicModel::State::Failed);
    QCOMPARE(topics.rowCount(), 1);
}

void tst_models_chat::renamesOnlyWhenTheServerDid()
{
    m_server->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[" + topicJson + "]"));
    m_server->on("PUT", "/api/topic", FakeAnswer::json(R"({"message":"no"})", 400));
    m_server->on("PUT", "/api/topic", FakeAnswer::empty(204));
    TopicModel topics(client());
    QAbstractItemModelTester tester(&topics, QAbstractItemModelTester::FailureReportingMode::Fatal);
    topics.showDataset(dataset);
    QTRY_COMPARE(topics.rowCount(), 1);
    QSignalSpy refused(&topics, &TopicModel::renameRefused);
    QVERIFY(!topics.setData(topics.index(0), u"  "_s));
    QVERIFY(!topics.setData(topics.index(0), u"How"_s));
    QVERIFY(topics.setData(topics.index(0), u"Why"_s));
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(topics.index(0).data().toString(), u"How"_s);
    QVERIFY(topics.setData(topics.index(0), u"Why"_s));
    QTRY_COMPARE(topics.index(0).data().toString(), u"Why"_s);
}

void tst_models_chat::removesOnlyWhenTheServerDid()
{
    m_server->on("GET", "/api/topic/owner/retriever", FakeAnswer::json("[" + topicJson + "]"));
    m_server->on("DELETE", "/api/topic/" + topicId.text().toLatin1(), FakeAnswer::json(R"({"message":"no"})", 403));
    m_server->on("DELETE", "/api/topic/" + topicId.text().toLatin1(), FakeAnswer::empty(204));
    TopicModel topics(client());
    QAbstractItemModelTester tester(&topics, QAbstractItemModelTester::FailureReportingMode::Fatal);
    topics.showDataset(dataset);
    QTRY_COMPARE(topics.rowCount(), 1);
    QSignalSpy refused(&topics, &TopicModel::removeRefused);
    QSignalSpy removed(&topics, &TopicModel::removed);
    topics.remove(topicId);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(topics.rowCount(), 1);
    topics.remove(topicId);
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(topics.rowCount(), 0);
}

void tst_models_chat::holdsAConversationWithTheRealServer()
{
    LocalDataset local;
    local.add(u"<h2>Connecting</h2><p>To connect to a server choose Add a server and give its address and its key.</p>"_s);
    local.add(u"<h2>Keyring</h2><p>The key of a server is kept in the keyring of the desktop.</p>"_s);
    Conversation chat(*local.client);
    QAbstractItemModelTester tester(&chat, QAbstractItemModelTester::FailureReportingMode::Fatal);
    chat.begin(local.dataset.id);
    chat.ask(u"How do I connect to a server?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.rowCount(), 2);
    const Turn live = chat.turn(1);
    QCOMPARE(live.state, Turn::State::Complete);
    QVERIFY(!live.hits.isEmpty());
    QVERIFY(live.text.contains("[1]"_L1));

    TopicModel topics(*local.client);
    topics.showDataset(local.dataset.id);
    QTRY_COMPARE(topics.rowCount(), 1);
    QCOMPARE(topics.index(0).data().toString(), u"How do I connect to a server?"_s);

    Conversation again(*local.client);
    again.open(local.dataset.id, chat.topic());
    QTRY_COMPARE(again.rowCount(), 2);
    QCOMPARE(again.turn(1).text, live.text);
    QCOMPARE(again.turn(1).hits.size(), live.hits.size());

    // Reading it once more loses nothing that servers do not store.
    QSignalSpy reset(&chat, &QAbstractItemModel::modelReset);
    chat.reload();
    QTRY_COMPARE(chat.state(), Conversation::State::Idle);
    QCOMPARE(reset.size(), 0);
    QVERIFY(chat.turn(1).settings.has_value());
}

void tst_models_chat::asksOverChunksOfTheRealServer()
{
    LocalDataset local;
    const ChunkId first = local.add(u"<p>The key of a server is kept in the keyring of the desktop.</p>"_s).id;
    const ChunkId second = local.add(u"<p>A profile has a colour.</p>"_s).id;
    Conversation chat(*local.client);
    chat.beginOver(local.dataset.id, {second, first});
    connect(&chat, &Conversation::refused, this, [](const QString &, const Error &error) { qWarning("%s", qPrintable(error.message)); });
    chat.ask(u"Where is the key kept?"_s, {});
    QTRY_VERIFY(!chat.isAnswering());
    QCOMPARE(chat.rowCount(), 2);
    QVERIFY(chat.turn(1).text.contains("keyring"_L1));
    QCOMPARE(chat.turn(1).hits.size(), 2);
    QCOMPARE(chat.turn(1).hits.first().chunk.id, second);
    QCOMPARE(awaited(local.client->topics(local.dataset.id, TopicModel::owner())).size(), 0);
}

QTEST_GUILESS_MAIN(tst_models_chat)

#include "tst_models_chat.moc"
