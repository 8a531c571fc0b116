#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

/// A streamed answer: its text, how it ended, and who may go when.
class StreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void givesWholeCharactersHoweverTheBytesAreCut();
    void saysWhenItIsCompleteWithTheQueryIdAndTheTimes();
    void saysWhatTheServerHeardInARecording_data();
    void saysWhatTheServerHeardInARecording();
    void refusesInTheServersWordsBeforeAnyText();
    void refusesInPlainTextToo();
    void refusesAProxysPage();
    void refusesAWebPageThatClaimsSuccess();
    void refusesARedirectAndKeepsTheKey();
    void refusesWhenTheServerHangsUpOrIsNotThere();
    void isInterruptedWhenItBreaksOffAndKeepsWhatCame();
    void isInterruptedWhenItBreaksOffBeforeTheFirstByteOfText();
    void timesOutWhenNothingComesForTooLong();
    void timesOutBeforeTheFirstByte();
    void takesAsLongAsBytesCome();
    void isSilentAndAbortsWhenTheHandleDies();
    void isSilentWhenTheContextDies();
    void isInterruptedWhenTheAccessManagerDies();
    void letsTheTextsContinuationDeleteTheHandle();
    void letsTheEndsContinuationDeleteTheHandle();
    void keepsTheTextUntilSomebodyListens();
    void readsTheJsonStringOfAnAnswerThatWasNotStreamed();
    void doesNotBlockOtherRequests();
    void isNeverSentTwice();
    void isRefusedBeforeSendingWithoutAKey();

private:
    struct Heard {
        QStringList texts;
        QList<StreamEnd> ends;
        QString text() const { return texts.join(QString()); }
        StreamEnd end() const { return ends.value(0); }
        bool ended() const { return !ends.isEmpty(); }
    };
    StreamCall sent() { return m_client->sendMessage(DatasetId(u"d"_s), MessageRequest{.topicId = TopicId(u"t"_s), .content = u"Why?"_s}); }
    void listen(StreamCall &call, Heard &heard);
    void makeClient(std::chrono::milliseconds idle, const QUrl &url = {});

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QNetworkAccessManager> m_requests;
    std::unique_ptr<QNetworkAccessManager> m_streams;
    std::unique_ptr<ApiClient> m_client;
};

void StreamTest::init()
{
    m_server = std::make_unique<FakeServer>();
    m_requests = std::make_unique<QNetworkAccessManager>();
    m_streams = std::make_unique<QNetworkAccessManager>();
    makeClient(Patience().streamIdle);
}

void StreamTest::cleanup()
{
    m_client.reset();
    m_streams.reset();
    m_requests.reset();
    m_server.reset();
}

void StreamTest::makeClient(std::chrono::milliseconds idle, const QUrl &url)
{
    Patience patience;
    patience.streamIdle = idle;
    m_client = std::make_unique<ApiClient>(
        Connection{url.isEmpty() ? m_server->url() : url, u"tr-key"_s, OrganizationId(u"o"_s)}, *m_requests, *m_streams, patience);
}

void StreamTest::listen(StreamCall &call, Heard &heard)
{
    call.then(
        this, [&heard](const QString &text) { heard.texts.append(text); }, [&heard](const StreamEnd &end) { heard.ends.append(end); });
}

void StreamTest::givesWholeCharactersHoweverTheBytesAreCut()
{
    const QString answer = u"Grüße, 日本 🌷 [1]"_s;
    QList<QByteArray> bytes;
    for (const char byte : answer.toUtf8())
        bytes.append(QByteArray(1, byte));
    m_server->on("POST", "/api/message", FakeAnswer::stream(bytes, 1));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), answer);
    QVERIFY(heard.texts.size() > 3);
    for (const QString &text : std::as_const(heard.texts))
        QVERIFY2(text.isValidUtf16() && !text.contains(QChar::ReplacementCharacter), qPrintable(text));
}

void StreamTest::saysWhenItIsCompleteWithTheQueryIdAndTheTimes()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||", "Yes."}, 30).header("TR-QueryID", "q-1").after(30));
    Heard heard;
    StreamCall call = sent();
    QVERIFY(call.isRunning());
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QVERIFY(!call.isRunning());
    QCOMPARE(heard.ends.size(), 1);
    QCOMPARE(heard.end().how, StreamEnd::How::Complete);
    QVERIFY(!heard.end().error);
    QCOMPARE(heard.end().queryId, u"q-1"_s);
    QVERIFY(heard.end().firstByteMilliseconds >= 30);
    QVERIFY(heard.end().milliseconds >= heard.end().firstByteMilliseconds);
}

void StreamTest::saysWhatTheServerHeardInARecording_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("transcript");
    QTest::newRow("nothing") << QByteArray() << QString();
    QTest::newRow("ASCII") << QByteArray("why roses") << u"why roses"_s;
    QTest::newRow("UTF-8") << QByteArray("pourquoi \xc3\xa9t\xc3\xa9") << u"pourquoi été"_s;
    QTest::newRow("Latin-1") << QByteArray("pourquoi \xe9t\xe9") << u"pourquoi été"_s;
}

void StreamTest::saysWhatTheServerHeardInARecording()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, transcript);
    FakeAnswer answer = FakeAnswer::stream({"[]||", "Yes."});
    m_server->on("POST", "/api/message", header.isEmpty() ? answer : answer.header("X-TR-Query", header));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().transcript, transcript);
}

void StreamTest::refusesInTheServersWordsBeforeAnyText()
{
    m_server->on("POST", "/api/message", FakeAnswer::json(R"({"message": "Must upgrade your plan"})", 426).header("x-request-id", "r-9"));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), QString());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QCOMPARE(heard.end().error, (Error{Error::Kind::PlanLimit, 426, u"Must upgrade your plan"_s, u"r-9"_s}));
}

void StreamTest::refusesInPlainTextToo()
{
    m_server->on("POST", "/api/message", FakeAnswer::text("Query deserialize error", 400));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), QString());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QCOMPARE(heard.end().error->message, u"Query deserialize error"_s);
}

void StreamTest::refusesAProxysPage()
{
    m_server->on("POST", "/api/message", FakeAnswer::html("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", 502));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QCOMPARE(heard.end().error->kind, Error::Kind::Server);
    QCOMPARE(heard.end().error->message, u"502 Bad Gateway"_s);
    QVERIFY(heard.texts.isEmpty());
}

void StreamTest::refusesAWebPageThatClaimsSuccess()
{
    m_server->on("POST", "/api/message", FakeAnswer::html("<title>Hotel login</title>"));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QCOMPARE(heard.end().error->kind, Error::Kind::Malformed);
    QVERIFY(heard.end().error->message.contains(u"Hotel login"_s));
    QVERIFY(heard.texts.isEmpty());
}

void StreamTest::refusesARedirectAndKeepsTheKey()
{
    FakeServer stranger;
    m_server->on("POST", "/api/message", FakeAnswer::redirect(stranger.url(), 307));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QVERIFY(heard.end().error->message.contains(stranger.url().authority()));
    QVERIFY(stranger.requests().isEmpty());
}

void StreamTest::refusesWhenTheServerHangsUpOrIsNotThere()
{
    m_server->on("POST", "/api/message", FakeAnswer::hangUp());
    Heard hungUp;
    StreamCall call = sent();
    listen(call, hungUp);
    QTRY_VERIFY(hungUp.ended());
    QCOMPARE(hungUp.end().how, StreamEnd::How::Refused);
    QCOMPARE(hungUp.end().error->kind, Error::Kind::Offline);

    m_server->die();
    Heard gone;
    call = sent();
    listen(call, gone);
    QTRY_VERIFY(gone.ended());
    QCOMPARE(gone.end().how, StreamEnd::How::Refused);
    QCOMPARE(gone.end().error->kind, Error::Kind::Offline);
}

void StreamTest::isInterruptedWhenItBreaksOffAndKeepsWhatCame()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||", "Roses need ", "light."}, 5).cutAfter(10));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), u"[]||Roses "_s);
    QCOMPARE(heard.end().how, StreamEnd::How::Interrupted);
    QCOMPARE(heard.end().error->kind, Error::Kind::Offline);
    QCOMPARE(heard.end().error->httpStatus, 200);
}

void StreamTest::isInterruptedWhenItBreaksOffBeforeTheFirstByteOfText()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||"}).cutAfter(0));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Interrupted);
}

void StreamTest::timesOutWhenNothingComesForTooLong()
{
    makeClient(std::chrono::milliseconds(150));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"[]||", "Roses need light."}, 5).stallAfter(10));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), u"[]||Roses "_s);
    QCOMPARE(heard.end().how, StreamEnd::How::TimedOut);
    QCOMPARE(heard.end().error->kind, Error::Kind::Timeout);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void StreamTest::timesOutBeforeTheFirstByte()
{
    makeClient(std::chrono::milliseconds(100));
    m_server->on("POST", "/api/message", FakeAnswer::silence());
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::TimedOut);
    QCOMPARE(heard.end().error->kind, Error::Kind::Timeout);
}

void StreamTest::takesAsLongAsBytesCome()
{
    makeClient(std::chrono::milliseconds(400));
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, 80));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Complete);
    QCOMPARE(heard.text(), u"abcdefghij"_s);
    QVERIFY(heard.end().milliseconds > 400);
}

void StreamTest::isSilentAndAbortsWhenTheHandleDies()
{
    QSignalSpy gone(m_server.get(), &FakeServer::disconnected);
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}).stallAfter(2));
    Heard heard;
    {
        StreamCall call = sent();
        listen(call, heard);
        QTRY_COMPARE(heard.text(), u"ab"_s);
    }
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(!heard.ended());
}

void StreamTest::isSilentWhenTheContextDies()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}, 20).after(20));
    auto context = std::make_unique<QObject>();
    StreamCall call = sent();
    call.then(
        context.get(), [](const QString &) { QFAIL("the context is dead"); }, [](const StreamEnd &) { QFAIL("the context is dead"); });
    context.reset();
    QTRY_VERIFY(!call.isRunning());
}

void StreamTest::isInterruptedWhenTheAccessManagerDies()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}).stallAfter(2));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_COMPARE(heard.text(), u"ab"_s);
    m_streams.reset();
    QVERIFY(!heard.ended());
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Interrupted);
    QCOMPARE(heard.end().error->kind, Error::Kind::Canceled);
}

void StreamTest::letsTheTextsContinuationDeleteTheHandle()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}, 10));
    auto call = std::make_unique<StreamCall>(sent());
    call->then(
        this, [&call](const QString &) { call.reset(); }, [](const StreamEnd &) { QFAIL("the handle is gone"); });
    QTRY_VERIFY(!call);
    QTRY_COMPARE(m_server->openConnections(), 0);
}

void StreamTest::letsTheEndsContinuationDeleteTheHandle()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}));
    auto call = std::make_unique<StreamCall>(sent());
    StreamEnd::How how = StreamEnd::How::Refused;
    call->then(
        this, [](const QString &) {},
        [&](const StreamEnd &end) {
            call.reset();
            how = end.how;
        });
    QTRY_VERIFY(!call);
    QCOMPARE(how, StreamEnd::How::Complete);
}

void StreamTest::keepsTheTextUntilSomebodyListens()
{
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a", "b"}));
    StreamCall call = sent();
    QTRY_VERIFY(!call.isRunning());
    Heard heard;
    listen(call, heard);
    QVERIFY(heard.texts.isEmpty() && !heard.ended());
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.text(), u"ab"_s);
}

void StreamTest::readsTheJsonStringOfAnAnswerThatWasNotStreamed()
{
    m_server->on("POST", "/api/message", FakeAnswer::json(R"("[]||Grüße \"1\"\n")"));
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Complete);
    QCOMPARE(heard.text(), u"[]||Grüße \"1\"\n"_s);

    m_server->forgetScripts();
    m_server->on("POST", "/api/message", FakeAnswer::json(R"({"answer": 1})"));
    Heard wrong;
    call = sent();
    listen(call, wrong);
    QTRY_VERIFY(wrong.ended());
    QCOMPARE(wrong.end().how, StreamEnd::How::Refused);
    QCOMPARE(wrong.end().error->kind, Error::Kind::Malformed);
}

void StreamTest::doesNotBlockOtherRequests()
{
    m_server->on("POST", "/api/message", FakeAnswer::silence());
    m_server->on("GET", "/api/health", FakeAnswer::empty(200));
    std::vector<StreamCall> calls;
    for (int i = 0; i < 6; ++i)
        calls.push_back(sent());
    QTRY_COMPARE(m_server->count("POST", "/api/message"), 6);
    bool healthy = false;
    Call<void> call = m_client->health();
    call.then(this, [&healthy](const Result<void> &result) { healthy = result.ok(); });
    QTRY_VERIFY_WITH_TIMEOUT(healthy, 2000);
}

void StreamTest::isNeverSentTwice()
{
    // The library repeats a POST by itself where a connection that it used before breaks without an answer.
    m_server->on("POST", "/api/message", FakeAnswer::stream({"a"}));
    m_server->on("POST", "/api/message", FakeAnswer::hangUp());
    for (int i = 0; i < 3; ++i) {
        Heard heard;
        StreamCall call = sent();
        listen(call, heard);
        QTRY_VERIFY(heard.ended());
        QCOMPARE(heard.end().how, i == 0 ? StreamEnd::How::Complete : StreamEnd::How::Refused);
        QCOMPARE(m_server->count("POST", "/api/message"), i + 1);
    }
}

void StreamTest::isRefusedBeforeSendingWithoutAKey()
{
    m_client = std::make_unique<ApiClient>(Connection{m_server->url(), {}, {}}, *m_requests, *m_streams);
    Heard heard;
    StreamCall call = sent();
    listen(call, heard);
    QVERIFY(!heard.ended());
    QTRY_VERIFY(heard.ended());
    QCOMPARE(heard.end().how, StreamEnd::How::Refused);
    QCOMPARE(heard.end().error->kind, Error::Kind::Unauthorized);
    QVERIFY(m_server->requests().isEmpty());
}

QTEST_GUILESS_MAIN(StreamTest)
#include "tst_api_stream.moc"
