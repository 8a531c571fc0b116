#include "support/fakellm.h"
#include "support/workspace.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

/// Conversations over HTTP.
class TopicsTest : public QObject
{
    Q_OBJECT

private:
    PlainHttp &http() { return *m_space->http; }
    QString topic(const QByteArray &json = R"({"owner_id": "me", "name": "Boats"})")
    {
        return http().post("/api/topic", json).json()[u"id"].toString();
    }
    QByteArray message(const QString &topic, const QByteArray &content, const QByteArray &fields = {})
    {
        return "{\"topic_id\": \"" + topic.toUtf8() + "\", \"new_message_content\": \"" + content
            + "\", \"search_type\": \"fulltext\"" + (fields.isEmpty() ? "" : ", " + fields) + '}';
    }
    PlainAnswer say(const QString &topic, const QByteArray &content, const QByteArray &fields = {})
    {
        return http().post("/api/message", message(topic, content, fields));
    }
    QList<Json> messages(const QString &topic) { return http().get("/api/messages/" + topic.toUtf8()).json().items(); }
    QStringList contents(const QString &topic)
    {
        QStringList texts;
        for (const Json &item : messages(topic))
            texts.append(item[u"content"].toString());
        return texts;
    }
    static std::pair<Json, QString> parts(const QByteArray &body)
    {
        const qsizetype bars = body.indexOf("||");
        const auto json = Json::parse(body.left(bars));
        return {json ? *json : Json(), QString::fromUtf8(body.mid(bars + 2))};
    }
    void configure(const FakeLlm &llm)
    {
        const QByteArray body = "{\"dataset_id\": \"" + m_space->dataset.toUtf8()
            + "\", \"server_configuration\": {\"LLM_BASE_URL\": \"" + llm.baseUrl().toUtf8()
            + "\", \"LLM_DEFAULT_MODEL\": \"small\"}}";
        QCOMPARE(http().put("/api/dataset", body).status, 200);
    }

    std::unique_ptr<Workspace> m_space;
    QString m_group;

private Q_SLOTS:
    void init()
    {
        m_space = std::make_unique<Workspace>();
        m_group = m_space->group(R"({"name": "Deck", "tracking_id": "deck"})");
        m_space->chunk(
            R"({"tracking_id": "anchor", "chunk_html": "<p>The anchor || holds the boat.</p>", "tag_set": ["a", "b"], "group_tracking_ids": ["deck"]})");
        m_space->chunk(R"({"tracking_id": "stove", "chunk_html": "<p>The stove burns gas. Its anchor bolt is loose.</p>"})");
        QVERIFY(m_space->isIndexed());
    }
    void cleanup() { m_space.reset(); }

    void createsRenamesAndDeletes()
    {
        const PlainAnswer made = http().post("/api/topic", R"({"owner_id": "me", "name": "Boats"})");
        QCOMPARE(made.status, 200);
        const Json json = made.json();
        QCOMPARE(json[u"name"].toString(), u"Boats"_s);
        QCOMPARE(json[u"owner_id"].toString(), u"me"_s);
        QCOMPARE(json[u"deleted"].toBool(), false);
        QCOMPARE(json[u"dataset_id"].toString(), m_space->dataset);
        const QByteArray id = json[u"id"].toString().toUtf8();
        QCOMPARE(http().put("/api/topic", "{\"topic_id\": \"" + id + "\", \"name\": \"Ships\"}").status, 204);
        QCOMPARE(http().get("/api/topic/owner/me").json().items().value(0)[u"name"].toString(), u"Ships"_s);
        QCOMPARE(http().put("/api/topic", "{\"topic_id\": \"" + id + "\", \"name\": \" \"}").status, 400);
        QCOMPARE(http().remove("/api/topic/" + id).status, 204);
        QVERIFY(http().get("/api/topic/owner/me").json().items().isEmpty());
        QCOMPARE(http().remove("/api/topic/" + id).status, 400);
        QCOMPARE(http().get("/api/messages/" + id).status, 400);
    }

    void namesATopicByItsFirstMessage()
    {
        const auto named = [this](const QByteArray &first) {
            return http()
                .post("/api/topic", "{\"owner_id\": \"me\", \"first_user_message\": \"" + first + "\"}")
                .json()[u"name"]
                .toString();
        };
        QCOMPARE(named("How do I\\n anchor?"), u"How do I anchor?"_s);
        const QString name = named("What is the best way to drop the anchor in a harbour when the wind blows?");
        QVERIFY2(name.size() <= 51 && name.endsWith(QChar(0x2026)) && name.startsWith(u"What is the best way to drop"),
            qPrintable(name));
        QCOMPARE(http().post("/api/topic", R"({"owner_id": "me"})").status, 400);
        QCOMPARE(http().post("/api/topic", R"({"name": "x"})").status, 400);
    }

    void listsAnOwnersTopicsLatestFirst()
    {
        const QString first = topic(R"({"owner_id": "a/b ü", "name": "1"})");
        topic(R"({"owner_id": "a/b ü", "name": "2"})");
        topic(R"({"owner_id": "other", "name": "3"})");
        const auto names = [this] {
            QStringList list;
            const Json json = http().get("/api/topic/owner/a%2Fb%20%C3%BC").json();
            for (const Json &item : json.items())
                list.append(item[u"name"].toString());
            return list;
        };
        QCOMPARE(names(), (QStringList{u"2"_s, u"1"_s}));
        QTest::qWait(2);
        QCOMPARE(say(first, "anchor").status, 200);
        QCOMPARE(names(), (QStringList{u"1"_s, u"2"_s}));
    }

    void clonesATopicWithItsMessages()
    {
        const QString original = topic();
        say(original, "What holds the boat?");
        const Json copy
            = http().post("/api/topic/clone", "{\"topic_id\": \"" + original.toUtf8() + "\", \"owner_id\": \"you\"}").json();
        QCOMPARE(copy[u"name"].toString(), u"Boats"_s);
        QCOMPARE(copy[u"owner_id"].toString(), u"you"_s);
        QCOMPARE(contents(copy[u"id"].toString()), contents(original));
        say(copy[u"id"].toString(), "And the stove?");
        QCOMPARE(messages(original).size(), 3);
        QCOMPARE(messages(copy[u"id"].toString()).size(), 5);
    }

    void answersFromWhatItFindsAndRemembers()
    {
        const QString id = topic();
        const PlainAnswer answer = say(id, "What holds the boat?");
        QCOMPARE(answer.status, 200);
        const auto [chunks, text] = parts(answer.body);
        QVERIFY(chunks.items().size() >= 1);
        const Json hit = chunks.items().value(0);
        QCOMPARE(hit[u"tracking_id"].toString(), u"anchor"_s);
        QCOMPARE(hit[u"tag_set"].toString(), u"a,b"_s);
        QVERIFY(hit[u"score"].toDouble().value_or(0) > 0);
        QVERIFY(hit[u"highlights"].isArray());
        QVERIFY(!hit[u"chunk_html"].toString().contains(u"||"_s));
        QVERIFY2(text.startsWith(u"*No language model"_s) && text.contains(u"[1]"_s), qPrintable(text));
        const auto stored = messages(id);
        QCOMPARE(stored.size(), 3);
        QCOMPARE(stored[0][u"role"].toString(), u"system"_s);
        QCOMPARE(stored[0][u"sort_order"].toInteger(), 0);
        QCOMPARE(stored[1][u"role"].toString(), u"user"_s);
        QCOMPARE(stored[1][u"content"].toString(), u"What holds the boat?"_s);
        QCOMPARE(stored[1][u"sort_order"].toInteger(), 1);
        QCOMPARE(stored[2][u"role"].toString(), u"assistant"_s);
        QCOMPARE(stored[2][u"sort_order"].toInteger(), 2);
        QCOMPARE(stored[2][u"content"].toString(), QString::fromUtf8(answer.body));
        QCOMPARE(stored[2][u"id"].toString().toLatin1(), answer.headers.value("tr-queryid"));
        QCOMPARE(http().get("/api/message/" + answer.headers.value("tr-queryid")).json()[u"content"].toString(),
            QString::fromUtf8(answer.body));
        m_space->restart();
        QCOMPARE(messages(id).size(), 3);
    }

    void putsTheTextFirstWhenAsked()
    {
        const QByteArray body = say(topic(), "What holds the boat?", R"("llm_options": {"completion_first": true})").body;
        QVERIFY(body.startsWith("*No language model"));
        const auto tail = Json::parse(body.mid(body.lastIndexOf("||[") + 2));
        QVERIFY(tail.ok());
        QCOMPARE(tail->items().value(0)[u"tracking_id"].toString(), u"anchor"_s);
    }

    void givesOneStringWithNestedChunksWhenNotStreaming()
    {
        for (const QByteArray fields : {R"("llm_options": {"stream_response": false})", R"("stream_response": false)"}) {
            const PlainAnswer answer = say(topic(), "What holds the boat?", fields);
            QVERIFY(answer.json().isString());
            const auto [chunks, text] = parts(answer.json().toString().toUtf8());
            QCOMPARE(chunks.items().value(0)[u"chunk"][u"tracking_id"].toString(), u"anchor"_s);
            QCOMPARE(chunks.items().value(0)[u"chunk"][u"tag_set"].toBytes(), QByteArray(R"(["a","b"])"));
            QVERIFY(text.contains(u"holds the boat"_s));
        }
    }

    void saysWhenItFindsNothing()
    {
        const QString id = topic();
        QVERIFY(say(id, "submarine").body.startsWith("[]||Nothing in this dataset"));
        QCOMPARE(say(id, "submarine", R"("no_result_message": "Sorry.")").body, QByteArray("[]||Sorry."));
        QCOMPARE(say(id, "anchor", R"("page_size": 0, "no_result_message": "None.")").body, QByteArray("[]||None."));
        QCOMPARE(messages(id).size(), 7);
    }

    void searchesWithinTheScopeOfTheMessage()
    {
        const QByteArray filter
            = "\"filters\": {\"must\": [{\"field\": \"group_ids\", \"match_any\": [\"" + m_group.toUtf8() + "\"]}]}";
        QCOMPARE(parts(say(topic(), "anchor", filter).body).first.items().size(), 1);
        QCOMPARE(parts(say(topic(), "anchor").body).first.items().size(), 2);
        QCOMPARE(parts(say(topic(), "anchor", R"("page_size": 1)").body).first.items().size(), 1);
        QCOMPARE(
            parts(say(topic(), "hello", R"("search_query": "stove")").body).first.items().value(0)[u"tracking_id"].toString(),
            u"stove"_s);
    }

    void understandsAQuestionThatGoesOn()
    {
        const QString id = topic();
        say(id, "What burns gas?");
        QVERIFY(!parts(say(id, "And why is that?").body).first.items().isEmpty());
    }

    void refusesAndThenStoresNothing_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("words");
        QTest::newRow("temperature") << QByteArray(R"("llm_options": {"temperature": 9})") << u"llm_options.temperature"_s;
        QTest::newRow("flat temperature") << QByteArray(R"("temperature": 9)") << u"temperature"_s;
        QTest::newRow("filter") << QByteArray(R"("filters": {"must": [{"field": "tag_set"}]})") << u"must"_s;
        QTest::newRow("type") << QByteArray(R"("search_type": "semantic")") << u"EMBEDDING_BASE_URL"_s;
        QTest::newRow("speech") << QByteArray(R"("audio_input": "AAAA")") << u"audio_input: this dataset has no server that understands speech"_s;
        QTest::newRow("no recording") << QByteArray(R"("audio_input": "=")") << u"audio_input: expected a recording in base64"_s;
        QTest::newRow("agent") << QByteArray(R"("use_agentic_search": true)") << u"use_agentic_search"_s;
        QTest::newRow("nothing said") << QByteArray(R"("new_message_content": "")") << u"No message content provided"_s;
    }

    void refusesAndThenStoresNothing()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, words);
        const QString id = topic();
        const PlainAnswer answer = say(id, "anchor", fields);
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.message().contains(words), answer.body.constData());
        QVERIFY(messages(id).isEmpty());
        QVERIFY(say(u"00000000-0000-0000-0000-000000000000"_s, "x").message().contains(u"This topic does not exist"_s));
    }

    void showsTheModelTheConversation()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        llm.next(FakeLlmScript::deltas({u"The anchor [1]."_s}));
        const auto [chunks, text]
            = parts(say(id, "What holds the boat?", R"("llm_options": {"system_prompt": "Be brief", "temperature": 0.3})").body);
        QCOMPARE(text, u"The anchor [1]."_s);
        QVERIFY(!chunks.items().isEmpty());
        say(id, "What burns?");
        const Json first = *Json::parse(llm.bodies().value(0));
        QCOMPARE(first[u"temperature"].toDouble(), 0.3);
        QVERIFY(!first.contains(u"presence_penalty"));
        QCOMPARE(first[u"messages"].items().value(0)[u"content"].toString(), u"Be brief"_s);
        QVERIFY(first[u"messages"].items().last()[u"content"].toString().contains(u"doc 1: The anchor || holds"_s));
        const Json second = *Json::parse(llm.bodies().value(1));
        QCOMPARE(second[u"messages"].items().size(), 4);
        QCOMPARE(second[u"messages"].items().value(1)[u"content"].toString(), u"What holds the boat?"_s);
        QCOMPARE(second[u"messages"].items().value(2)[u"content"].toString(), u"The anchor [1]."_s);
    }

    void remembersTheNewestMessagesWhenLimited()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        for (int i = 0; i < 7; ++i)
            say(id, "anchor " + QByteArray::number(i));
        say(id, "anchor last", R"("number_of_messages_to_include": 3)");
        const Json limited = *Json::parse(llm.bodies().last());
        QCOMPARE(limited[u"messages"].items().size(), 5);
        QCOMPARE(limited[u"messages"].items().value(2)[u"content"].toString(), u"anchor 6"_s);
        say(id, "anchor all");
        QCOMPARE(Json::parse(llm.bodies().last())->operator[](u"messages").items().size(), 18);
        QSet<qint64> orders;
        for (const Json &item : messages(id))
            orders.insert(item[u"sort_order"].toInteger().value_or(-1));
        QCOMPARE(orders.size(), messages(id).size());
    }

    void editsAMessageAndForgetsWhatFollowed()
    {
        const QString id = topic();
        say(id, "What holds the boat?");
        say(id, "What burns gas?");
        const PlainAnswer answer = http().put("/api/message", message(id, "The stove?", R"("message_sort_order": 1)"));
        QCOMPARE(answer.status, 200);
        const auto stored = messages(id);
        QCOMPARE(stored.size(), 3);
        QCOMPARE(stored[1][u"content"].toString(), u"The stove?"_s);
        QCOMPARE(stored[1][u"sort_order"].toInteger(), 1);
        QCOMPARE(stored[2][u"content"].toString(), QString::fromUtf8(answer.body));
        QCOMPARE(http().put("/api/message", message(id, "x", R"("message_sort_order": 2)")).status, 400);
        QCOMPARE(http().put("/api/message", message(id, "x", R"("message_sort_order": 9)")).status, 400);
        QCOMPARE(messages(id).size(), 3);
    }

    void regeneratesTheLastAnswer()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        QCOMPARE(
            http().send("PATCH", "/api/message", "{\"topic_id\": \"" + id.toUtf8() + "\", \"search_type\": \"fulltext\"}").status,
            400);
        say(id, "What holds the boat?");
        say(id, "What burns gas?");
        llm.next(FakeLlmScript::deltas({u"Gas."_s}));
        const PlainAnswer answer = http().send("PATCH", "/api/message", "{\"topic_id\": \"" + id.toUtf8() + "\"}");
        QCOMPARE(parts(answer.body).second, u"Gas."_s);
        const auto stored = messages(id);
        QCOMPARE(stored.size(), 5);
        QCOMPARE(stored[3][u"content"].toString(), u"What burns gas?"_s);
        QCOMPARE(stored[4][u"content"].toString(), QString::fromUtf8(answer.body));
        QCOMPARE(stored[4][u"sort_order"].toInteger(), 4);
        QVERIFY(Json::parse(llm.bodies().last())
                    ->
                    operator[](u"messages")
                    .items()
                    .last()[u"content"]
                    .toString()
                    .startsWith(u"What burns gas?"));
    }

    void isAsBeforeWhenTheModelFailsAtOnce()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        llm.next(FakeLlmScript::json("{}", 500));
        const PlainAnswer refused = say(id, "What holds the boat?");
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.message().startsWith(u"Bad response from LLM server provider"));
        QVERIFY(messages(id).isEmpty());
        say(id, "What holds the boat?");
        const QStringList before = contents(id);
        llm.next(FakeLlmScript::json("{}", 429));
        QCOMPARE(http().put("/api/message", message(id, "x anchor", R"("message_sort_order": 1)")).status, 400);
        QCOMPARE(contents(id), before);
        llm.next(FakeLlmScript::json("{}", 503));
        QCOMPARE(http().send("PATCH", "/api/message", "{\"topic_id\": \"" + id.toUtf8() + "\"}").status, 400);
        QCOMPARE(contents(id), before);
    }

    void keepsAnAnswerThatBrokeOff()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        const FakeLlmScript script = FakeLlmScript::deltas({u"The anchor "_s, u"holds"_s});
        llm.next(script.droppedAfter(script.writes.mid(0, 3).join().size() + 5));
        say(id, "What holds the boat?");
        QCOMPARE(messages(id).size(), 3);
        QVERIFY(contents(id).last().endsWith(u"||The anchor "));
    }

    void keepsTheAnswerOfAClientWhoLeft()
    {
        FakeLlm llm;
        configure(llm);
        const QString id = topic();
        FakeLlmScript script = FakeLlmScript::events(FakeLlmScript::event(u"The anchor "_s));
        script.end = FakeLlmScript::End::HoldOpen;
        llm.next(script);
        auto *reply = http().start("POST", "/api/message", message(id, "What holds the boat?"));
        QTRY_VERIFY(reply->bytesAvailable() > 0);
        reply->abort();
        reply->deleteLater();
        QTRY_COMPARE(messages(id).size(), 3);
        QVERIFY(contents(id).last().endsWith(u"||The anchor "));
        QTRY_COMPARE(llm.abandoned(), 1);
    }
};

QTEST_GUILESS_MAIN(TopicsTest)
#include "tst_localserver_topics.moc"
