#include "app/localserver/extractiveanswer.h"
#include "app/localserver/sentences.h"
#include "app/values/id.h"
#include "support/fakellm.h"
#include "support/workspace.h"

#include <QNetworkReply>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace
{

/// The first line of every answer that no model wrote.
const QString noModel = u"*No language model is configured: these are passages from the documents, not a written answer.*"_s;

QString extracted(const QString &question, const QStringList &documents)
{
    QString text;
    QList<AnswerDocument> numbered;
    for (const QString &html : documents)
        numbered.append({int(numbered.size()) + 1, html});
    answerFromPassages(question, numbered, [&](const QString &piece) {
        text += piece;
        return true;
    });
    return text;
}

}

/// Answers over given chunks: by quoting, and by a model.
class AnswersTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer generate(const QByteArray &fields)
    {
        return m_space->http->post("/api/chunk/generate",
            "{\"prev_messages\": [{\"role\": \"user\", \"content\": \"What holds the boat?\"}], \"chunk_ids\": [\""
                + m_galley.toUtf8() + "\", \"" + m_anchor.toUtf8() + "\"]" + (fields.isEmpty() ? "" : ", " + fields) + '}');
    }

    void configure(const FakeLlm &llm)
    {
        const QByteArray body = "{\"dataset_id\": \"" + m_space->dataset.toUtf8()
            + "\", \"server_configuration\": {\"LLM_BASE_URL\": \"" + llm.baseUrl().toUtf8()
            + "\", \"LLM_API_KEY\": \"sk-very-secret\", \"LLM_DEFAULT_MODEL\": \"small\"}}";
        QCOMPARE(m_space->http->put("/api/dataset", body).status, 200);
    }

    std::unique_ptr<Workspace> m_space;
    QString m_anchor;
    QString m_galley;

private Q_SLOTS:
    void init();
    void cleanup() { m_space.reset(); }

    // By quoting.
    void quotesTheSentenceThatAnswers();
    void keepsListsAndCodeWhole();
    void groupsByHeadingAndDocument();
    void saysTheSameOnlyOnce();
    void saysWhenNothingFits();
    void showsSpecialCharactersAsTheyAre();
    void readsPlainTextAndTables();
    void takesAnyDocument();
    void cutsSentencesAndNotAbbreviations();
    // Over HTTP.
    void streamsPassagesWithoutAModel();
    void givesOneStringWhenNotStreaming();
    void relaysAModel();
    void showsTheModelQuestionPromptAndDocuments();
    void leavesTheQuestionAloneWithAnEmptyPrompt();
    void sendsLinksAndImagesWhenAsked();
    void refusesWhatIsOutOfRange_data();
    void refusesWhatIsOutOfRange();
    void explainsWhatTheModelRefused();
    void breaksOffAsTheModelDoes();
    void stopsTheModelWhenTheClientLeaves();
    void stopsWithTheServerWhileAModelThinks();
};

void AnswersTest::init()
{
    m_space = std::make_unique<Workspace>();
    m_anchor = m_space->chunk(
        R"({"chunk_html": "<h2>Anchor</h2><p>The anchor holds the boat. It is of steel.</p>", "link": "https://x.test/a",
        "image_urls": ["https://x.test/1.png", "https://x.test/2.png"]})");
    m_galley = m_space->chunk(R"({"chunk_html": "<p>The stove burns gas.</p>"})");
}

void AnswersTest::quotesTheSentenceThatAnswers()
{
    const QString text = extracted(u"How often should I change the oil filter?"_s,
        {u"<h1>Engine</h1><h2>Oil</h2><p>The oil lubricates the engine. Change the oil filter every 200 hours. Dispose of old oil properly.</p>"_s,
            u"<h1>Galley</h1><p>Olive oil is in the galley. Cook with care.</p>"_s});
    const QStringList lines = text.split(u'\n');
    QCOMPARE(lines.first(), noModel);
    QVERIFY2(text.contains(u"**Engine › Oil**"_s), qPrintable(text));
    QVERIFY2(text.contains(u"Change the oil filter every 200 hours. [1]"_s), qPrintable(text));
    QVERIFY2(!text.contains(u"Cook with care"_s), qPrintable(text));
}

void AnswersTest::keepsListsAndCodeWhole()
{
    const QString text = extracted(u"How do I install it?"_s,
        {u"<h2>Install</h2><p>It is easy. To install the program:</p><ol><li>Run <code>apt update</code>.<li>Install it:<pre>apt "
         u"install\n  retriever</pre></li><li>Start it.</ol>"
         "<h2>Remove</h2><p>Call this:</p><pre><code class=x>rm -rf *\n</code></pre>"_s});
    QVERIFY2(
        text.contains(
            u"To install the program: [1]\n\n1. Run `apt update`.\n2. Install it:\n\n   ```\n   apt install\n     retriever\n   ```\n3. Start it."_s),
        qPrintable(text));
    const QString removal
        = extracted(u"how to remove"_s, {u"<h2>Remove</h2><p>Call this:</p><pre><code>rm -r *\n</code></pre>"_s});
    QVERIFY2(removal.contains(u"Call this: [1]\n\n```\nrm -r *\n```"_s), qPrintable(removal));
}

void AnswersTest::groupsByHeadingAndDocument()
{
    const QString text = extracted(u"anchor chain"_s,
        {u"<p>Weather is nice today in town.</p>"_s,
            u"<h1>A</h1><p>The chain is long. Sun shines. The anchor chain is of steel.</p>"_s,
            u"<h1>B</h1><p>Every anchor chain rusts some day.</p>"_s});
    const qsizetype a = text.indexOf(u"**A**"_s);
    const qsizetype b = text.indexOf(u"**B**"_s);
    QVERIFY2(a > 0 && b > 0, qPrintable(text));
    QVERIFY(text.contains(u"of steel. [2]"_s));
    QVERIFY(text.contains(u"some day. [3]"_s));
    QVERIFY(!text.contains(u"[1]"_s));
}

void AnswersTest::saysTheSameOnlyOnce()
{
    const QString text = extracted(
        u"warranty"_s, {u"The warranty lasts two years for every part."_s, u"The warranty lasts two years for each part."_s});
    QCOMPARE(text.count(u"two years"_s), 1);
}

void AnswersTest::saysWhenNothingFits()
{
    const QString text = extracted(u"Where is the submarine?"_s, {u"The anchor holds."_s, u"The stove burns."_s});
    QVERIFY(text.startsWith(noModel));
    QVERIFY2(text.contains(u"Nothing in the 2 documents says anything about “Where is the submarine?”"_s), qPrintable(text));
    QVERIFY(extracted(u"x"_s, {}).contains(u"no documents"_s));
}

void AnswersTest::showsSpecialCharactersAsTheyAre()
{
    const QString text
        = extracted(u"pointer"_s, {u"<p>A pointer *p of &lt;b&gt; has [brackets], snake_case and _marks_ &amp;amp;.</p>"_s});
    QVERIFY2(text.contains(u"A pointer \\*p of \\<b\\> has \\[brackets\\], snake_case and \\_marks\\_ \\&amp;. [1]"_s),
        qPrintable(text));
}

void AnswersTest::readsPlainTextAndTables()
{
    const QString plain
        = extracted(u"how to dock"_s, {u"# Docking\n\nTo dock the boat:\n\n1. Slow down\n2. Throw the rope\n\nDone & happy."_s});
    QVERIFY2(plain.contains(u"**Docking**\n\nTo dock the boat: [1]\n\n1. Slow down\n2. Throw the rope"_s), qPrintable(plain));
    const QString table = extracted(u"how much does the large sail cost"_s,
        {u"<table><tr><th>Sail</th><th>Price</th></tr><tr><td>Small</td><td>100 €</td></tr><tr><td>Large sail</td><td>250 €</td></tr></table>"_s});
    QVERIFY2(table.contains(u"- Sail: Large sail; Price: 250 € [1]"_s), qPrintable(table));
    const QString glossary = extracted(u"what is a bight"_s,
        {u"<p>Some say bight often.</p><dl><dt>Bight</dt><dd>A slack part. It is curved.</dd><dt>Bitt</dt><dd>A post.</dd></dl>"_s});
    QVERIFY2(glossary.contains(u"**Bight**: A slack part. [1]"_s), qPrintable(glossary));
    const QString keys = extracted(u"which keys are there"_s,
        {u"<h2>Keys</h2><table><tr><th>Press</th><th>Do</th></tr><tr><td>A</td><td>add one</td></tr><tr><td>D</td><td>take away</td></tr></table>"_s});
    QVERIFY2(keys.contains(u"- Press: A; Do: add one [1]\n- Press: D; Do: take away [1]"_s), qPrintable(keys));
    const QString list
        = extracted(u"how to dock"_s, {u"<h2>How to dock</h2><p>It is easy.</p><ul><li>Slow down<li>Throw the rope</ul>"_s});
    QVERIFY2(list.contains(u"- Slow down\n- Throw the rope [1]"_s), qPrintable(list));
}

void AnswersTest::takesAnyDocument()
{
    for (const QString &piece : {u"<li>x"_s, u"<table><td>x"_s, u"<pre>x"_s, u"```\n"_s, u"- x\n"_s, u"x. "_s, u"<ol>"_s,
             u"</ul>x"_s, u"`"_s, QString(QChar::Null), u"<h1>x"_s}) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(extracted(u"x y"_s, {piece.repeated(20'000)}).startsWith(noModel));
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(piece));
    }
}

void AnswersTest::cutsSentencesAndNotAbbreviations()
{
    QCOMPARE(sentences::split(u"Use e.g. Retriever 3.5 by J. Doe (see Fig. 2). \"Really?\" Yes! See config.json. 終わり。次"_s),
        (QStringList{u"Use e.g. Retriever 3.5 by J. Doe (see Fig. 2)."_s, u"\"Really?\""_s, u"Yes!"_s, u"See config.json."_s,
            u"終わり。"_s, u"次"_s}));
    QCOMPARE(sentences::split(u"1. First thing"_s), QStringList{u"1. First thing"_s});
}

void AnswersTest::streamsPassagesWithoutAModel()
{
    const PlainAnswer answer = generate({});
    QCOMPARE(answer.status, 200);
    QVERIFY(isUuid(QString::fromLatin1(answer.headers.value("tr-queryid"))));
    const QString text = QString::fromUtf8(answer.body);
    QVERIFY(text.startsWith(noModel));
    QVERIFY2(text.contains(u"The anchor holds the boat. [2]"_s), qPrintable(text));
}

void AnswersTest::givesOneStringWhenNotStreaming()
{
    const PlainAnswer answer = generate(R"("stream_response": false)");
    QVERIFY(answer.json().isString());
    QVERIFY(answer.json().toString().startsWith(noModel));
    QCOMPARE(answer.headers.value("content-type"), QByteArray("application/json"));
    // Chunks that do not exist are passed over, and none are no fault.
    const PlainAnswer none = m_space->http->post("/api/chunk/generate",
        R"({"prev_messages": [{"role": "user", "content": "x"}], "chunk_ids": ["00000000-0000-0000-0000-000000000000"], "stream_response": false})");
    QCOMPARE(none.status, 200);
    QVERIFY(none.json().toString().contains(u"no documents"_s));
}

void AnswersTest::relaysAModel()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::deltas({u"Der Anker ⚓ "_s, u"hält [2]."_s}).cutInto(3));
    QCOMPARE(generate({}).body, QByteArray("Der Anker ⚓ hält [2]."));
    llm.next(FakeLlmScript::json(R"({"choices":[{"message":{"content":"It holds [2]."}}]})"));
    QCOMPARE(generate(R"("stream_response": false)").json().toString(), u"It holds [2]."_s);
    QVERIFY(llm.heads().value(0).contains("Authorization: Bearer sk-very-secret"));
    QCOMPARE(Json::parse(llm.bodies().value(0))->operator[](u"stream").toBool(), true);
    QCOMPARE(Json::parse(llm.bodies().value(1))->operator[](u"stream").toBool(), false);
}

void AnswersTest::showsTheModelQuestionPromptAndDocuments()
{
    FakeLlm llm;
    configure(llm);
    m_space->http->post("/api/chunk/generate",
        "{\"prev_messages\": [{\"role\": \"system\", \"content\": \"Be brief\"}, {\"role\": \"assistant\", \"content\": \"Hi\"}, "
        "{\"role\": \"user\", \"content\": "
        "\"What holds?\"}], \"chunk_ids\": [\""
            + m_anchor.toUtf8()
            + "\"], \"prompt\": \"Cite:\", \"temperature\": 1.5, \"model\": \"large\", \"stop_tokens\": [\"END\"], "
              "\"max_tokens\": 9}");
    const Json body = *Json::parse(llm.bodies().value(0));
    QCOMPARE(body[u"model"].toString(), u"large"_s);
    QCOMPARE(body[u"temperature"].toDouble(), 1.5);
    QCOMPARE(body[u"presence_penalty"].toDouble(), 0.7);
    QCOMPARE(body[u"max_tokens"].toInteger(), 9);
    QCOMPARE(body[u"stop"].toBytes(), QByteArray(R"(["END"])"));
    const auto turns = body[u"messages"].items();
    QCOMPARE(turns.size(), 3);
    QCOMPARE(turns[0][u"content"].toString(), u"Be brief"_s);
    QCOMPARE(turns[1][u"role"].toString(), u"assistant"_s);
    QCOMPARE(
        turns[2][u"content"].toString(), u"What holds?\n\nCite:\n\ndoc 1: Anchor\nThe anchor holds the boat. It is of steel."_s);
}

void AnswersTest::leavesTheQuestionAloneWithAnEmptyPrompt()
{
    FakeLlm llm;
    configure(llm);
    generate(R"("prompt": "")");
    const Json body = *Json::parse(llm.bodies().value(0));
    QVERIFY(body[u"messages"].items().last()[u"content"].toString().startsWith(u"What holds the boat?\n\ndoc 1: The stove"));
}

void AnswersTest::sendsLinksAndImagesWhenAsked()
{
    FakeLlm llm;
    configure(llm);
    generate(
        R"("context_options": {"include_links": true}, "image_urls": ["https://x.test/q.png"], "image_config": {"use_images": true, "images_per_chunk": 1})");
    const Json content = Json::parse(llm.bodies().value(0))->operator[](u"messages").items().last()[u"content"];
    QVERIFY(content.items().value(0)[u"text"].toString().contains(u"link: https://x.test/a"_s));
    QCOMPARE(content.items().size(), 3);
    QCOMPARE(content.items().value(2)[u"image_url"][u"url"].toString(), u"https://x.test/1.png"_s);
}

void AnswersTest::refusesWhatIsOutOfRange_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("words");
    QTest::newRow("temperature") << QByteArray(R"("temperature": 2.1)") << u"temperature: expected a number from 0 to 2"_s;
    QTest::newRow("cold") << QByteArray(R"("temperature": -0.1)") << u"temperature"_s;
    QTest::newRow("frequency") << QByteArray(R"("frequency_penalty": 3)")
                               << u"frequency_penalty: expected a number from -2 to 2"_s;
    QTest::newRow("presence") << QByteArray(R"("presence_penalty": "x")") << u"presence_penalty"_s;
    QTest::newRow("stops") << QByteArray(R"("stop_tokens": ["a", "b", "c", "d", "e"])") << u"stop_tokens: expected at most 4"_s;
    QTest::newRow("tokens") << QByteArray(R"("max_tokens": -1)") << u"max_tokens"_s;
    QTest::newRow("audio") << QByteArray(R"("audio_input": "AAAA")") << u"audio_input"_s;
    QTest::newRow("no messages") << QByteArray(R"("prev_messages": [])") << u"There needs to be at least 1 prior message"_s;
    QTest::newRow("a role") << QByteArray(R"("prev_messages": [{"role": "king", "content": ""}])") << u"prev_messages[0].role"_s;
    QTest::newRow("an id") << QByteArray(R"("chunk_ids": ["x"])") << u"chunk_ids[0]"_s;
    QTest::newRow("no ids") << QByteArray(R"("chunk_ids": null)") << u"chunk_ids: "_s;
}

void AnswersTest::refusesWhatIsOutOfRange()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, words);
    const PlainAnswer answer = generate(fields);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().contains(words), answer.body.constData());
}

void AnswersTest::explainsWhatTheModelRefused()
{
    FakeLlm llm;
    configure(llm);
    for (const QByteArray streamed : {"true", "false"}) {
        llm.next(FakeLlmScript::json(R"({"error":{"message":"Incorrect API key sk-very-secret"}})", 401));
        const PlainAnswer answer = generate("\"stream_response\": " + streamed);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.message().startsWith(u"Bad response from LLM server provider: "), answer.body.constData());
        QVERIFY2(answer.message().contains(u"LLM_API_KEY"_s), answer.body.constData());
        QVERIFY(!answer.body.contains("secret"));
    }
}

// Over a plain socket: Qt's own client sometimes takes a chunked answer that was cut off for a whole one.
void AnswersTest::breaksOffAsTheModelDoes()
{
    FakeLlm llm;
    configure(llm);
    const FakeLlmScript script = FakeLlmScript::deltas({u"The anchor "_s, u"holds"_s});
    llm.next(script.droppedAfter(script.writes.mid(0, 3).join().size() + 5));
    const QByteArray body
        = "{\"prev_messages\": [{\"role\": \"user\", \"content\": \"?\"}], \"chunk_ids\": [\"" + m_anchor.toUtf8() + "\"]}";
    const QUrl url(m_space->server->url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port()));
    socket.write("POST /api/chunk/generate HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(url.port())
        + "\r\nAuthorization: " + m_space->server->key().toUtf8() + "\r\nTR-Dataset: " + m_space->dataset.toUtf8()
        + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    const QByteArray answer = socket.readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
    QVERIFY2(answer.toLower().contains("transfer-encoding: chunked"), answer.constData());
    QVERIFY2(answer.contains("The anchor "), answer.constData());
    QVERIFY2(!answer.endsWith("0\r\n\r\n"), answer.constData());
}

void AnswersTest::stopsTheModelWhenTheClientLeaves()
{
    FakeLlm llm;
    configure(llm);
    FakeLlmScript script = FakeLlmScript::events(FakeLlmScript::event(u"The anchor "_s));
    script.end = FakeLlmScript::End::HoldOpen;
    llm.next(script);
    auto *reply = m_space->http->start("POST", "/api/chunk/generate",
        "{\"prev_messages\": [{\"role\": \"user\", \"content\": \"?\"}], \"chunk_ids\": [\"" + m_anchor.toUtf8() + "\"]}");
    QTRY_VERIFY(reply->bytesAvailable() > 0);
    reply->abort();
    QTRY_COMPARE(llm.abandoned(), 1);
    reply->deleteLater();
}

void AnswersTest::stopsWithTheServerWhileAModelThinks()
{
    FakeLlm llm;
    configure(llm);
    FakeLlmScript script;
    script.end = FakeLlmScript::End::HoldOpen;
    llm.next(script);
    auto *reply = m_space->http->start("POST", "/api/chunk/generate",
        "{\"prev_messages\": [{\"role\": \"user\", \"content\": \"?\"}], \"chunk_ids\": [\"" + m_anchor.toUtf8() + "\"]}");
    QTRY_COMPARE(llm.bodies().size(), 1);
    QElapsedTimer timer;
    timer.start();
    m_space->server.reset();
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
    QTRY_VERIFY(reply->isFinished());
    reply->deleteLater();
}

QTEST_GUILESS_MAIN(AnswersTest)
#include "tst_localserver_answers.moc"
