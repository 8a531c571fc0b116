#include "app/localserver/useddocuments.h"
#include "support/fakellm.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// What a language model does beside writing: searching by itself, saying which documents it used, understanding speech, filling in tools.
class AgentTest : public QObject
{
    Q_OBJECT

private:
    PlainHttp &http() { return *m_space->http; }
    void configure(const FakeLlm &llm)
    {
        QCOMPARE(http().put("/api/dataset", "{\"dataset_id\": \"" + m_space->dataset.toUtf8() + "\", \"server_configuration\": {\"LLM_BASE_URL\": \""
            + llm.baseUrl().toUtf8() + "\", \"LLM_API_KEY\": \"sk-very-secret\", \"LLM_DEFAULT_MODEL\": \"small\"}}").status, 200);
    }
    QByteArray message(const QByteArray &content, const QByteArray &fields)
    {
        return "{\"topic_id\": \"" + m_topic.toUtf8() + "\", \"new_message_content\": \"" + content + "\", \"search_type\": \"fulltext\", " + fields + '}';
    }
    PlainAnswer say(const QByteArray &content, const QByteArray &fields) { return http().post("/api/message", message(content, fields)); }
    QStringList contents()
    {
        QStringList texts;
        const Json messages = http().get("/api/messages/" + m_topic.toUtf8()).json();
        for (const Json &item : messages.items())
            texts.append(item[u"content"].toString());
        return texts;
    }
    static QStringList trackingIds(const QByteArray &json)
    {
        QStringList ids;
        const auto parsed = Json::parse(json);
        if (!parsed)
            return {u"no JSON"_s};
        for (const Json &item : parsed->items())
            ids.append((item.contains(u"chunk") ? item[u"chunk"] : item)[u"tracking_id"].toString());
        return ids;
    }
    static QByteArray whole(const QByteArray &message) { return "{\"choices\":[{\"message\":" + message + ",\"finish_reason\":\"stop\"}]}"; }

    std::unique_ptr<Workspace> m_space;
    QString m_topic;

private Q_SLOTS:
    void init();
    void cleanup() { m_space.reset(); }
    void searchesAsOftenAsTheModelAsks();
    void answersWithoutASearch();
    void saysWhatBrokeOffAfterASearch();
    void isAsBeforeWhenTheAgentFailsAtOnce();
    void givesTheAgentsAnswerWhole();
    void stopsAnAgentThatOnlySearches();
    void needsAModelToSearchByItself();
    void showsOnlyTheDocumentsThatTheModelNames();
    void showsAllDocumentsWhereTheModelNamesNone();
    void showsOnlyTheDocumentsThatAreQuoted();
    void readsTheNamedDocumentsCutAnywhere();
    void takesASpokenQuestion();
    void takesASpokenMessage();
    void explainsWhatTheSpeechServerRefused();
    void transcribesAudio();
    void completesMessages();
    void fillsInTheParametersOfATool();
    void refusesToolsThatAreNone();
    void regeneratesAsOldClientsDo();
};

void AgentTest::init()
{
    m_space = std::make_unique<Workspace>();
    m_space->chunk(R"({"tracking_id": "anchor", "chunk_html": "<p>The anchor || holds the boat.</p>", "tag_set": ["a", "b"]})");
    m_space->chunk(R"({"tracking_id": "stove", "chunk_html": "<p>The stove burns gas. Its anchor bolt is loose.</p>"})");
    QVERIFY(m_space->isIndexed());
    m_topic = http().post("/api/topic", R"({"owner_id": "me", "name": "Boats"})").json()[u"id"].toString();
}

void AgentTest::searchesAsOftenAsTheModelAsks()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::toolCall(u"search"_s, u"{\"query\": \"gas\"}"_s));
    llm.next(FakeLlmScript::toolCall(u"search"_s, u"{\"query\": \"holds\"}"_s));
    llm.next(FakeLlmScript::deltas({u"Gas [1] "_s, u"and anchor [2]."_s}));
    const PlainAnswer answer = say("How?", R"("use_agentic_search": true)");
    QCOMPARE(answer.status, 200);
    const QByteArray markers = "\n\n[Searching for gas...]\n\n\n\n[Searching for holds...]\n\n";
    QVERIFY2(answer.body.startsWith(markers), answer.body.constData());
    const QByteArray rest = answer.body.mid(markers.size());
    const qsizetype bars = rest.indexOf("||");
    QCOMPARE(trackingIds(rest.left(bars)), (QStringList{u"stove"_s, u"anchor"_s}));
    QVERIFY(rest.startsWith("[{\"chunk\":"));
    QCOMPARE(rest.mid(bars + 2), QByteArray("Gas [1] and anchor [2]."));
    QCOMPARE(contents().last(), QString::fromUtf8(rest));
    const Json last = *Json::parse(llm.bodies().last());
    QCOMPARE(last[u"tools"].items().value(0)[u"function"][u"name"].toString(), u"search"_s);
    const auto turns = last[u"messages"].items();
    QCOMPARE(turns.value(1)[u"content"].toString(), u"How?"_s);
    QCOMPARE(turns.value(2)[u"tool_calls"].items().value(0)[u"function"][u"arguments"].toString(), u"{\"query\": \"gas\"}"_s);
    QCOMPARE(turns.value(3)[u"role"].toString(), u"tool"_s);
    QCOMPARE(turns.value(3)[u"tool_call_id"].toString(), u"call-1"_s);
    QVERIFY(turns.value(3)[u"content"].toString().startsWith(u"doc 1: The stove"));
    QVERIFY2(turns.value(5)[u"content"].toString().startsWith(u"doc 2: The anchor"), last.toBytes().constData());
    // What was answered goes into the next question, without the chunks.
    say("Why?", R"("use_agentic_search": true)");
    QCOMPARE(Json::parse(llm.bodies().last())->operator[](u"messages").items().value(2)[u"content"].toString(), u"Gas [1] and anchor [2]."_s);
}

void AgentTest::answersWithoutASearch()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::deltas({u"Hello"_s, u"!"_s}));
    QCOMPARE(say("Hi", R"("use_agentic_search": true)").body, QByteArray("[]||Hello!"));
}

void AgentTest::saysWhatBrokeOffAfterASearch()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::toolCall(u"search"_s, u"{\"query\": \"gas\"}"_s));
    llm.next(FakeLlmScript::json(R"({"error": {"message": "out of \"memory\""}})", 500));
    const PlainAnswer answer = say("How?", R"("use_agentic_search": true)");
    QCOMPARE(answer.status, 200);
    QVERIFY2(answer.body.contains(", \"error\": \"The language model") && answer.body.endsWith("out of 'memory'\""), answer.body.constData());
    QCOMPARE(contents().size(), 3);
}

void AgentTest::isAsBeforeWhenTheAgentFailsAtOnce()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(R"({"error": "this model has no tools"})", 400));
    const PlainAnswer answer = say("How?", R"("use_agentic_search": true)");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().contains(u"this model has no tools"), answer.body.constData());
    QVERIFY(contents().isEmpty());
}

void AgentTest::givesTheAgentsAnswerWhole()
{
    FakeLlm llm;
    configure(llm);
    const QByteArray call = whole(R"({"content":null,"tool_calls":[{"id":"7","type":"function","function":{"name":"search","arguments":"{\"query\":\"gas\"}"}}]})");
    for (const bool isFirst : {true, false}) {
        llm.next(FakeLlmScript::json(call));
        llm.next(FakeLlmScript::json(whole(R"({"content":"Gas."})")));
        const QString text = say("How?", QByteArray(R"("use_agentic_search": true, "llm_options": {"stream_response": false, "completion_first": )")
            + (isFirst ? "true}" : "false}")).json().toString();
        const QStringList parts = text.split(u"||"_s);
        QCOMPARE(parts.size(), 2);
        // As on real servers, the other way round.
        QCOMPARE(parts[isFirst ? 1 : 0], u"Gas."_s);
        QCOMPARE(trackingIds(parts[isFirst ? 0 : 1].toUtf8()), QStringList{u"stove"_s});
    }
}

void AgentTest::stopsAnAgentThatOnlySearches()
{
    FakeLlm llm;
    configure(llm);
    for (int i = 0; i < 5; ++i)
        llm.next(FakeLlmScript::toolCall(i % 2 ? u"search"_s : u"nonsense"_s, i < 3 ? u"{\"query\": \"gas\"}"_s : u"{"_s));
    const QByteArray body = say("How?", R"("use_agentic_search": true)").body;
    QVERIFY2(body.endsWith("||Hello [1]."), body.constData());
    QCOMPARE(llm.bodies().size(), 6);
    QVERIFY(!Json::parse(llm.bodies().last())->contains(u"tools"));
}

void AgentTest::needsAModelToSearchByItself()
{
    const PlainAnswer answer = say("How?", R"("use_agentic_search": true)");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().startsWith(u"use_agentic_search") && answer.message().contains(u"LLM_BASE_URL"), answer.body.constData());
    QVERIFY(contents().isEmpty());
}

void AgentTest::showsOnlyTheDocumentsThatTheModelNames()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::deltas({u"docu"_s, u"ments: [2]\nIt"_s, u" burns [2]."_s}));
    const QByteArray body = say("anchor", R"("only_include_docs_used": true)").body;
    const qsizetype bars = body.indexOf("||");
    QCOMPARE(trackingIds(body.left(bars)).size(), 1);
    QCOMPARE(body.mid(bars + 2), QByteArray("It burns [2]."));
    QVERIFY(Json::parse(llm.bodies().last())->operator[](u"messages").items().last()[u"content"].toString().contains(u"documents: [1,3]"_s));
    llm.next(FakeLlmScript::deltas({u"documents: [1]\nIt holds."_s}));
    const QByteArray last = say("anchor", R"("only_include_docs_used": true, "llm_options": {"completion_first": true})").body;
    QVERIFY2(last.startsWith("It holds.||["), last.constData());
    QCOMPARE(trackingIds(last.mid(last.lastIndexOf("||") + 2)).size(), 1);
    llm.next(FakeLlmScript::json(whole(R"({"content":"documents: []\nNothing."})")));
    QCOMPARE(say("anchor", R"("only_include_docs_used": true, "stream_response": false)").json().toString(), u"[]||Nothing."_s);
}

void AgentTest::showsAllDocumentsWhereTheModelNamesNone()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::deltas({u"Doc"_s, u"tors know."_s}));
    const QByteArray body = say("anchor", R"("only_include_docs_used": true)").body;
    const qsizetype bars = body.indexOf("||");
    QCOMPARE(trackingIds(body.left(bars)).size(), 2);
    QCOMPARE(body.mid(bars + 2), QByteArray("Doctors know."));
}

void AgentTest::showsOnlyTheDocumentsThatAreQuoted()
{
    const QByteArray body = say("What holds the boat?", R"("only_include_docs_used": true)").body;
    const qsizetype bars = body.indexOf("||");
    QCOMPARE(trackingIds(body.left(bars)), QStringList{u"anchor"_s});
    QVERIFY2(body.mid(bars).contains("holds the boat"), body.constData());
}

void AgentTest::readsTheNamedDocumentsCutAnywhere()
{
    const QString text = u" documents: [1, 22]\r\n\nHello [1]"_s;
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        UsedDocuments used;
        QString shown = used.feed(text.left(cut));
        shown += used.feed(text.mid(cut));
        shown += used.end();
        QCOMPARE(used.numbers(), (QList<int>{1, 22}));
        QCOMPARE(shown.trimmed(), u"Hello [1]"_s);
    }
    QCOMPARE(UsedDocuments::cited(u"a [1] b [3, 2] \\[4\\] [1] [x](y)"_s), (QList<int>{1, 3, 2}));
}

void AgentTest::takesASpokenQuestion()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(R"({"text": " What holds\nthe böat? "})"));
    const PlainAnswer answer = http().post("/api/chunk/generate",
        R"({"prev_messages": [{"role": "user", "content": "x"}], "chunk_ids": [], "audio_input": ")" + QByteArray("RIFFsound").toBase64() + "\"}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("x-tr-query"), QByteArray("What holds the böat?"));
    QVERIFY(llm.heads().first().startsWith("POST /v1/audio/transcriptions "));
    QVERIFY(llm.heads().first().contains("multipart/form-data; boundary="));
    QVERIFY(llm.heads().first().contains("Authorization: Bearer sk-very-secret"));
    const QByteArray form = llm.bodies().first();
    QVERIFY2(form.contains("name=\"model\"\r\n\r\nwhisper-1\r\n") && form.contains("filename=\"audio.wav\"") && form.contains("\r\n\r\nRIFFsound\r\n--"),
        form.constData());
    const Json asked = *Json::parse(llm.bodies().last());
    QVERIFY(asked[u"messages"].items().last()[u"content"].toString().startsWith(u"What holds\nthe böat?\n\n"));
}

void AgentTest::takesASpokenMessage()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(R"({"text": "What holds the boat?"})"));
    const PlainAnswer answer = http().post("/api/message", "{\"topic_id\": \"" + m_topic.toUtf8() + "\", \"audio_input\": \"AAAA\", \"search_type\": \"fulltext\"}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.headers.value("x-tr-query"), QByteArray("What holds the boat?"));
    QCOMPARE(contents().value(1), u"What holds the boat?"_s);
}

void AgentTest::explainsWhatTheSpeechServerRefused()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(R"({"error": {"message": "no audio for sk-very-secret"}})", 404));
    const PlainAnswer answer = http().post("/api/message/transcribe_audio", R"({"base64_audio": "AAAA"})");
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().startsWith(u"base64_audio: ") && answer.message().contains(u"LLM_BASE_URL"), answer.body.constData());
    QVERIFY(!answer.body.contains("secret"));
    llm.next(FakeLlmScript::json(R"({"text": " "})"));
    QVERIFY(http().post("/api/message/transcribe_audio", R"({"base64_audio": "AAAA"})").message().contains(u"nothing was understood"));
}

void AgentTest::transcribesAudio()
{
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(R"({"text": "Hello there."})"));
    QCOMPARE(http().post("/api/message/transcribe_audio", R"({"base64_audio": "data:audio/webm;base64,AAAA"})").json().toString(), u"Hello there."_s);
    QVERIFY(http().post("/api/message/transcribe_audio", "{}").message().contains(u"base64_audio: expected a recording"));
}

void AgentTest::completesMessages()
{
    const QByteArray body = R"({"system_message": "Be brief", "user_message": "Hi"})";
    QVERIFY(http().post("/api/message/generate_message_completions", body).message().contains(u"LLM_BASE_URL"));
    FakeLlm llm;
    configure(llm);
    llm.next(FakeLlmScript::json(whole(R"({"content":"Yes."})")));
    QCOMPARE(http().post("/api/message/generate_message_completions", body).json().toString(), u"Yes."_s);
    QCOMPARE(Json::parse(llm.bodies().last())->operator[](u"messages").items().value(0)[u"role"].toString(), u"system"_s);
    QVERIFY(http().post("/api/message/generate_message_completions", "{}").message().startsWith(u"system_message"));
}

void AgentTest::fillsInTheParametersOfATool()
{
    FakeLlm llm;
    configure(llm);
    const QByteArray body = R"({"user_message_text": "I want a jacket", "image_url": "https://x.test/1.png", "tool_function": {"name": "filters",
        "description": "d", "parameters": [{"name": "jackets", "parameter_type": "boolean", "description": "j"}, {"name": "price", "parameter_type": "number", "description": "p"}]}})";
    llm.next(FakeLlmScript::json(whole(R"({"content":null,"tool_calls":[{"id":"1","function":{"name":"filters","arguments":"{\"jackets\": true}"}}]})")));
    QCOMPARE(http().post("/api/message/get_tool_function_params", body).body, QByteArray(R"({"parameters":{"jackets":true}})"));
    const Json asked = *Json::parse(llm.bodies().last());
    QCOMPARE(asked[u"tool_choice"][u"function"][u"name"].toString(), u"filters"_s);
    QCOMPARE(asked[u"tools"].items().value(0)[u"function"][u"parameters"][u"properties"][u"price"][u"type"].toString(), u"number"_s);
    llm.next(FakeLlmScript::json(whole(R"({"content":"I do not know."})")));
    QCOMPARE(http().post("/api/message/get_tool_function_params", body).body, QByteArray(R"({"parameters":null})"));
}

void AgentTest::refusesToolsThatAreNone()
{
    QVERIFY(http().post("/api/message/get_tool_function_params", "{}").message().startsWith(u"tool_function: "));
    const PlainAnswer answer = http().post("/api/message/get_tool_function_params",
        R"({"tool_function": {"name": "f", "description": "d", "parameters": [{"name": "x", "parameter_type": "word", "description": "j"}]}})");
    QVERIFY2(answer.message().startsWith(u"tool_function.parameters[0].parameter_type: expected boolean or number"), answer.body.constData());
}

void AgentTest::regeneratesAsOldClientsDo()
{
    say("What holds the boat?", R"("page_size": 2)");
    const PlainAnswer answer = http().remove("/api/message", "{\"topic_id\": \"" + m_topic.toUtf8() + "\", \"search_type\": \"fulltext\"}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(contents().size(), 3);
    QCOMPARE(contents().last(), QString::fromUtf8(answer.body));
}

QTEST_GUILESS_MAIN(AgentTest)
#include "tst_localserver_agent.moc"
