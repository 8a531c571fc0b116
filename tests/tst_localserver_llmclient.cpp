#include "app/localserver/eventreader.h"
#include "app/localserver/llmclient.h"
#include "tests/support/fakellm.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class LlmClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEventsCutAnywhere_data();
    void readsEventsCutAnywhere();
    void asksAsConfigured();
    void leavesOutWhatIsNotSet();
    void handsOutTextCutAnywhere_data();
    void handsOutTextCutAnywhere();
    void takesAWholeAnswer();
    void explainsRefusals_data();
    void explainsRefusals();
    void neverRepeatsTheKey();
    void keepsWhatCameBeforeTheConnectionBroke();
    void reportsAnErrorWithinTheStream();
    void takesAnEndWithoutDone();
    void givesUpOnSilence();
    void stopsWhenNobodyListens();
    void stopsWhileTheModelIsSilent();
    void refusesOtherProtocols_data();
    void refusesOtherProtocols();
    void saysWhenNobodyAnswers();
    void doesNotFollowRedirects();

private:
    LlmEndpoint endpoint() const { return {.baseUrl = m_llm->baseUrl(), .key = u"sk-secret-key"_s, .model = u"small"_s}; }
    Result<void> ask(const LlmEndpoint &endpoint, bool isStreamed = true);

    std::unique_ptr<FakeLlm> m_llm = std::make_unique<FakeLlm>();
    QString m_text;
    QStringList m_pieces;
};

void LlmClientTest::readsEventsCutAnywhere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("lf") << QByteArray(
        "\xef\xbb\xbf: hi\ndata: one\n\n:\n\ndata:two\nid: 7\n\nevent: x\ndata: a\ndata:  b\n\ndata: [DONE]");
    QTest::newRow("crlf") << QByteArray("\xef\xbb\xbf: hi\r\ndata: one\r\n\r\n:\r\n\r\ndata:two\r\nid: 7\r\n\r\nevent: "
                                        "x\r\ndata: a\r\ndata:  b\r\n\r\ndata: [DONE]\r\n");
    QTest::newRow("cr") << QByteArray("data: one\r\rdata:two\r\rdata: a\rdata:  b\r\rdata: [DONE]\r\r");
}

void LlmClientTest::readsEventsCutAnywhere()
{
    QFETCH(QByteArray, bytes);
    const QByteArrayList expected{"one", "two", "a\n b", "[DONE]"};
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        EventReader reader;
        QByteArrayList events = reader.feed(bytes.left(cut));
        events += reader.feed(bytes.mid(cut));
        events += reader.end();
        QCOMPARE(events, expected);
    }
}

Result<void> LlmClientTest::ask(const LlmEndpoint &endpoint, bool isStreamed)
{
    m_text.clear();
    m_pieces.clear();
    LlmRequest request;
    request.turns = {{u"user"_s, u"What holds the boat?"_s, {}}};
    request.isStreamed = isStreamed;
    const auto hand = [this](const QString &piece) {
        m_text += piece;
        m_pieces += piece;
        return true;
    };
    return LlmClient(endpoint).complete(request, hand, [] { return true; });
}

void LlmClientTest::asksAsConfigured()
{
    FakeLlm llm;
    LlmEndpoint azure{.baseUrl = llm.baseUrl() + u"/"_s, .key = u"k1"_s, .apiVersion = u"2024-06-01"_s, .model = u"gpt"_s};
    LlmRequest request;
    request.turns = {{u"system"_s, u"Be brief"_s, {}}, {u"user"_s, u"Größe?"_s, {u"http://x/y.png"_s}}};
    request.temperature = 0.25;
    request.frequencyPenalty = -1;
    request.presencePenalty = 2;
    request.maxTokens = 64;
    request.stop = QStringList{u"END"_s};
    QVERIFY(LlmClient(azure).complete(request, [](const QString &) { return true; }, {}).ok());
    const QByteArray head = llm.heads().value(0);
    QVERIFY2(head.startsWith("POST /v1/chat/completions?api-version=2024-06-01 HTTP/1.1\r\n"), head.constData());
    QVERIFY(head.contains("\r\nAuthorization: Bearer k1\r\n"));
    QVERIFY(head.contains("\r\nContent-Type: application/json\r\n"));
    const auto body = Json::parse(llm.bodies().value(0));
    QVERIFY(body.ok());
    QCOMPARE(body->toBytes(),
        Json::parse(
            R"({"model":"gpt","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":[{"type":"text","text":"Größe?"},)"
            R"({"type":"image_url","image_url":{"url":"http://x/y.png"}}]}],"stream":true,"temperature":0.25,"frequency_penalty":-1,)"
            R"("presence_penalty":2,"max_tokens":64,"stop":["END"]})")
            ->toBytes());
}

void LlmClientTest::leavesOutWhatIsNotSet()
{
    FakeLlm llm;
    LlmEndpoint open{.baseUrl = llm.baseUrl(), .model = u"m"_s};
    QVERIFY(ask(open).ok());
    QVERIFY(!llm.heads().value(0).toLower().contains("authorization"));
    QCOMPARE(
        llm.bodies().value(0), R"({"model":"m","messages":[{"role":"user","content":"What holds the boat?"}],"stream":true})");
}

void LlmClientTest::handsOutTextCutAnywhere_data()
{
    QTest::addColumn<int>("bytes");
    for (const int bytes : {1, 2, 3, 5, 7, 100, 100'000})
        QTest::addRow("%d bytes a write", bytes) << bytes;
}

void LlmClientTest::handsOutTextCutAnywhere()
{
    QFETCH(int, bytes);
    const QStringList deltas{u"Der "_s, u"Ankér "_s, u"⚓ 錨 "_s, u"\"[1]\"\n\n- "_s, u"data: x"_s};
    FakeLlmScript script = FakeLlmScript::deltas(deltas);
    script.writes.insert(2, ": keep-alive\n\n");
    m_llm->next(script.cutInto(bytes));
    const auto result = ask(endpoint());
    QVERIFY2(result.ok(), result ? "" : qPrintable(result.error().message));
    QCOMPARE(m_text, deltas.join(QString()));
    QCOMPARE(m_pieces, deltas);
}

void LlmClientTest::takesAWholeAnswer()
{
    const QByteArray whole
        = R"({"choices":[{"message":{"role":"assistant","content":"An anchor ⚓ [1]."},"finish_reason":"stop"}]})";
    m_llm->next(FakeLlmScript::json(whole));
    QVERIFY(ask(endpoint(), false).ok());
    QCOMPARE(m_text, u"An anchor ⚓ [1]."_s);
    // Asked to stream, some servers answer whole all the same.
    m_llm->next(FakeLlmScript::json(whole).cutInto(1));
    QVERIFY(ask(endpoint()).ok());
    QCOMPARE(m_text, u"An anchor ⚓ [1]."_s);
}

void LlmClientTest::explainsRefusals_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<Error::Kind>("kind");
    using Words = QStringList;
    QTest::newRow("401") << 401
                         << QByteArray(
                                R"({"error":{"message":"Incorrect API key provided: sk-secret-key.","code":"invalid_api_key"}})")
                         << Words{u"401"_s, u"LLM_API_KEY"_s, u"Incorrect API key provided: …."_s} << Error::Kind::Unauthorized;
    QTest::newRow("404") << 404 << QByteArray(R"({"error":{"message":"model 'small' not found"}})")
                         << Words{u"LLM_DEFAULT_MODEL"_s, u"not found"_s} << Error::Kind::NotFound;
    QTest::newRow("429") << 429 << QByteArray(R"({"error":"slow down"})") << Words{u"429"_s, u"slow down"_s}
                         << Error::Kind::RateLimited;
    QTest::newRow("500 HTML") << 500
                              << QByteArray("<html><head><title>x</title></head><body><h1>Bad &amp; broken</h1></body></html>")
                              << Words{u"500"_s, u"Bad & broken"_s} << Error::Kind::Server;
    QTest::newRow("503 empty") << 503 << QByteArray() << Words{u"503"_s} << Error::Kind::Server;
    QTest::newRow("400 detail") << 400 << QByteArray(R"({"detail":"bad temperature"})") << Words{u"400"_s, u"bad temperature"_s}
                                << Error::Kind::Rejected;
    QTest::newRow("200 of something else") << 200 << QByteArray("{\"hello\":1}") << Words{u"LLM_BASE_URL"_s}
                                           << Error::Kind::Malformed;
    QTest::newRow("200 page") << 200 << QByteArray("<html>router login</html>") << Words{u"LLM_BASE_URL"_s}
                              << Error::Kind::Malformed;
}

void LlmClientTest::explainsRefusals()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, words);
    QFETCH(Error::Kind, kind);
    m_llm->next(FakeLlmScript::json(body, status));
    const auto result = ask(endpoint());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, kind);
    for (const QString &word : words)
        QVERIFY2(result.error().message.contains(word), qPrintable(result.error().message));
    QVERIFY2(result.error().message.contains(u"127.0.0.1"_s), qPrintable(result.error().message));
    QCOMPARE(m_text, QString());
}

void LlmClientTest::neverRepeatsTheKey()
{
    m_llm->next(FakeLlmScript::json("sk-secret-key sk-secret-key", 403));
    QVERIFY(!ask(endpoint()).error().message.contains(u"secret"_s));
    LlmEndpoint bent = endpoint();
    bent.key = u"a\r\nX-Evil: 1"_s;
    const qsizetype before = m_llm->heads().size();
    QVERIFY(ask(bent).error().message.contains(u"LLM_API_KEY"_s));
    QCOMPARE(m_llm->heads().size(), before);
}

void LlmClientTest::keepsWhatCameBeforeTheConnectionBroke()
{
    const FakeLlmScript script = FakeLlmScript::deltas({u"An "_s, u"anchor "_s, u"holds"_s});
    const qsizetype middle = script.writes.mid(0, 4).join().size() + 9;
    m_llm->next(script.droppedAfter(middle));
    const auto result = ask(endpoint());
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, Error::Kind::Offline);
    QCOMPARE(m_text, u"An anchor "_s);
    // With a length announced, libcurl sees the break itself.
    m_llm->next(FakeLlmScript::json(R"({"choices":[{"message":{"content":"x"}}]})").droppedAfter(120));
    QVERIFY(!ask(endpoint()).ok());
    m_llm->next(FakeLlmScript{});
    QVERIFY(!ask(endpoint()).ok());
}

void LlmClientTest::reportsAnErrorWithinTheStream()
{
    m_llm->next(FakeLlmScript::events(
        FakeLlmScript::event(u"An "_s) + "data: {\"error\":{\"message\":\"out of memory\"}}\n\ndata: [DONE]\n\n"));
    const auto result = ask(endpoint());
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.contains(u"out of memory"_s), qPrintable(result.error().message));
    QCOMPARE(m_text, u"An "_s);
}

void LlmClientTest::takesAnEndWithoutDone()
{
    m_llm->next(FakeLlmScript::events(
        FakeLlmScript::event(u"Yes"_s) + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}"));
    QVERIFY(ask(endpoint()).ok());
    QCOMPARE(m_text, u"Yes"_s);
}

void LlmClientTest::givesUpOnSilence()
{
    FakeLlmScript script = FakeLlmScript::events(FakeLlmScript::event(u"An "_s));
    script.end = FakeLlmScript::End::HoldOpen;
    m_llm->next(script);
    LlmEndpoint impatient = endpoint();
    impatient.idleTimeout = 1s;
    const auto result = ask(impatient);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, Error::Kind::Timeout);
    QCOMPARE(m_text, u"An "_s);
}

void LlmClientTest::stopsWhenNobodyListens()
{
    FakeLlmScript script = FakeLlmScript::deltas(QStringList(1000, u"word "_s));
    script.pauseMs = 2;
    m_llm->next(script);
    const int before = m_llm->abandoned();
    int count = 0;
    LlmRequest request;
    request.turns = {{u"user"_s, u"?"_s, {}}};
    const auto result = LlmClient(endpoint()).complete(request, [&](const QString &) { return ++count < 3; }, {});
    QCOMPARE(result.error().kind, Error::Kind::Canceled);
    QCOMPARE(count, 3);
    QTRY_VERIFY(m_llm->abandoned() > before);
}

void LlmClientTest::stopsWhileTheModelIsSilent()
{
    FakeLlmScript script;
    script.end = FakeLlmScript::End::HoldOpen;
    m_llm->next(script);
    QElapsedTimer timer;
    timer.start();
    LlmRequest request;
    request.turns = {{u"user"_s, u"?"_s, {}}};
    const auto result = LlmClient(endpoint())
                            .complete(
                                request, [](const QString &) { return true; }, [&] { return timer.elapsed() < 100; });
    QCOMPARE(result.error().kind, Error::Kind::Canceled);
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void LlmClientTest::refusesOtherProtocols_data()
{
    QTest::addColumn<QString>("url");
    for (const QString &url : {u"file:///etc/passwd"_s, u"ftp://127.0.0.1/v1"_s, u"gopher://127.0.0.1/"_s, u"127.0.0.1:8080/v1"_s,
             u"http://"_s, u"nonsense"_s})
        QTest::newRow(qPrintable(url)) << url;
}

void LlmClientTest::refusesOtherProtocols()
{
    QFETCH(QString, url);
    LlmEndpoint wrong = endpoint();
    wrong.baseUrl = url;
    const auto result = ask(wrong);
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.contains(u"LLM_BASE_URL"_s), qPrintable(result.error().message));
}

void LlmClientTest::saysWhenNobodyAnswers()
{
    LlmEndpoint gone = endpoint();
    {
        const FakeLlm closed;
        gone.baseUrl = closed.baseUrl();
    }
    const auto result = ask(gone);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().kind, Error::Kind::Offline);
    QVERIFY(result.error().message.contains(u"LLM_BASE_URL"_s));
}

void LlmClientTest::doesNotFollowRedirects()
{
    const FakeLlm other;
    m_llm->next(
        {{"HTTP/1.1 302 Found\r\nLocation: " + other.baseUrl().toUtf8() + "/chat/completions\r\nContent-Length: 0\r\n\r\n"}});
    QVERIFY(!ask(endpoint()).ok());
    QCOMPARE(other.heads().size(), 0);
}

QTEST_GUILESS_MAIN(LlmClientTest)
#include "tst_localserver_llmclient.moc"
