#include "app/values/id.h"
#include "support/fakellm.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// Recommendations, suggested queries and splitting, over HTTP.
class RecommendTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer recommend(const QByteArray &fields, const QByteArray &what = "chunk")
    {
        return m_space->post("/api/" + what + "/recommend", '{' + fields + '}');
    }
    QStringList found(const QByteArray &fields)
    {
        QStringList ids;
        const Json json = recommend(fields).json();
        for (const Json &hit : json[u"chunks"].items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    }
    QStringList suggestions(const QByteArray &fields)
    {
        QStringList queries;
        const Json json = m_space->post("/api/chunk/suggestions", '{' + fields + '}').json();
        for (const Json &query : json[u"queries"].items())
            queries.append(query.toString());
        return queries;
    }

    std::unique_ptr<Workspace> m_space;
    QHash<QString, QString> m_ids;

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_space->http->setHeader("X-API-Version", {}); }
    void cleanupTestCase() { m_space.reset(); }
    void givesMoreOfTheSameKind();
    void negativesTurnItAway();
    void anyOneOfThePositivesWillDoForTheBestScore();
    void keepsToTheFilterAndTheLimit();
    void answersInEveryShape();
    void refusesWhatNamesNothing();
    void recommendsGroups();
    void suggestsWhatTheDatasetHasWithoutAModel();
    void asksTheModelForSuggestionsWhereThereIsOne();
    void splitsAtHeadingsWithoutAKey();
    void refusesToSplitWhatIsTooLarge();
};

void RecommendTest::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    for (const char *group : {"knots", "engine", "food"})
        m_space->group(QByteArray("{'name': '") + group + "', 'tracking_id': '" + group + "'}");
    const auto add = [this](const QByteArray &id, const QByteArray &group, const QByteArray &text) {
        m_ids.insert(QString::fromUtf8(id),
            m_space->chunk("{'tracking_id': '" + id + "', 'tag_set': ['" + group + "'], 'group_tracking_ids': ['" + group
                + "'], 'chunk_html': '" + text + "'}"));
    };
    add("bowline", "knots", "<h2>Bowline</h2><p>The bowline makes a loop at the end of a rope that does not slip.</p>");
    add("sheet-bend", "knots", "<h2>Sheet bend</h2><p>The sheet bend joins a thick rope with a thin rope.</p>");
    add("hitch", "knots", "<h2>Clove hitch</h2><p>The clove hitch ties a rope to a post; the loop may slip.</p>");
    add("oil", "engine", "<h2>Engine oil</h2><p>Check the diesel engine oil before each start of the engine.</p>");
    add("filter", "engine", "<h2>Fuel filter</h2><p>Water in the diesel fuel filter stops the engine.</p>");
    add("bread", "food", "<h2>Bread</h2><p>Knead the dough with salt and yeast and bake the bread in the oven.</p>");
    add("stew", "food", "<h2>Stew</h2><p>Simmer beans with salt and pepper; serve the stew with bread.</p>");
    QVERIFY(m_space->isIndexed());
}

void RecommendTest::givesMoreOfTheSameKind()
{
    const QStringList like = found("'positive_tracking_ids': ['bowline']");
    QCOMPARE(QSet<QString>(like.begin(), like.end()), (QSet<QString>{u"sheet-bend"_s, u"hitch"_s}));
    QCOMPARE(found("'positive_chunk_ids': ['" + m_ids[u"oil"_s].toUtf8() + "']"), QStringList{u"filter"_s});
    QCOMPARE(found("'positive_chunk_ids': ['" + m_ids[u"oil"_s].toUtf8() + "'], 'recommend_type': 'bm25'"), QStringList{u"filter"_s});
    for (const QByteArray strategy : {"average_vector", "best_score"})
        QCOMPARE(found("'positive_tracking_ids': ['bread'], 'strategy': '" + strategy + '\'').value(0), u"stew"_s);
}

void RecommendTest::negativesTurnItAway()
{
    const QByteArray both = "'positive_tracking_ids': ['bread', 'bowline']";
    QVERIFY(found(both).contains(u"hitch"_s));
    const QStringList without = found(both + ", 'negative_tracking_ids': ['sheet-bend']");
    QCOMPARE(without.value(0), u"stew"_s);
    QVERIFY(!without.contains(u"sheet-bend"_s));
    // The rope that both have counts against it now.
    const auto score = [this](const QByteArray &fields) {
        const Json json = recommend(fields).json();
        for (const Json &hit : json[u"chunks"].items()) {
            if (hit[u"chunk"][u"tracking_id"].toString() == u"hitch")
                return hit[u"score"].toDouble().value_or(0);
        }
        return 0.0;
    };
    const QByteArray bowline = "'positive_tracking_ids': ['bowline']";
    QVERIFY(score(bowline + ", 'negative_tracking_ids': ['sheet-bend']") < score(bowline));
}

void RecommendTest::anyOneOfThePositivesWillDoForTheBestScore()
{
    const QStringList like = found("'positive_tracking_ids': ['bread', 'oil'], 'strategy': 'best_score'");
    QVERIFY(like.contains(u"stew"_s) && like.contains(u"filter"_s));
    QVERIFY(!found("'positive_tracking_ids': ['bread', 'oil'], 'negative_tracking_ids': ['filter'], 'strategy': 'best_score'")
                 .contains(u"filter"_s));
}

void RecommendTest::keepsToTheFilterAndTheLimit()
{
    const QByteArray both = "'positive_tracking_ids': ['bread', 'bowline'], ";
    QCOMPARE(found(both + "'filters': {'must': [{'field': 'tag_set', 'match_any': ['food']}]}"), QStringList{u"stew"_s});
    QCOMPARE(found(both + "'limit': 1").size(), 1);
}

void RecommendTest::answersInEveryShape()
{
    const QByteArray bread = "'positive_tracking_ids': ['bread']";
    const Json json = recommend(bread).json();
    QVERIFY(isUuid(json[u"id"].toString()));
    QVERIFY(json[u"chunks"].items().value(0)[u"score"].toDouble().value_or(0) > 0);
    QCOMPARE(json[u"chunks"].items()[0][u"chunk"][u"chunk_html"].toString(),
        u"<h2>Stew</h2><p>Simmer beans with salt and pepper; serve the stew with bread.</p>"_s);
    const PlainAnswer slim = recommend(bread + ", 'slim_chunks': true");
    QCOMPARE(slim.status, 206);
    QCOMPARE(slim.json().items().value(0)[u"tracking_id"].toString(), u"stew"_s);
    QVERIFY(!slim.json().items().value(0).contains(u"chunk_html"));
    m_space->http->setHeader("X-API-Version", "V1");
    const Json old = recommend(bread).json();
    QCOMPARE(old.items().value(0)[u"tag_set"].toString(), u"food"_s);
    QVERIFY(old.items().value(0)[u"score"].isNumber());
}

void RecommendTest::refusesWhatNamesNothing()
{
    QCOMPARE(recommend("'limit': 3").status, 400);
    QVERIFY(recommend("'limit': 3").message().contains(u"positive_chunk_ids"_s));
    QCOMPARE(recommend("'positive_tracking_ids': ['nobody']").status, 404);
    QCOMPARE(recommend("'positive_chunk_ids': ['x']").status, 400);
    QVERIFY(recommend("'positive_tracking_ids': ['bread'], 'strategy': 'worst'").message().contains(u"strategy"_s));
    QVERIFY(recommend("'positive_tracking_ids': ['bread'], 'recommend_type': 'x'").message().contains(u"recommend_type"_s));
    QCOMPARE(recommend("'positive_group_tracking_ids': ['nobody']", "chunk_group").status, 404);
}

void RecommendTest::recommendsGroups()
{
    m_space->group("{'name': 'More food', 'tracking_id': 'more-food'}");
    m_space->chunk("{'tracking_id': 'pepper', 'group_tracking_ids': ['more-food'], 'chunk_html': 'Salt, pepper and yeast stand beside the oven.'}");
    QVERIFY(m_space->isIndexed());
    const QByteArray food = "'positive_group_tracking_ids': ['food']";
    const Json json = recommend(food, "chunk_group").json();
    QVERIFY(isUuid(json[u"id"].toString()));
    const Json first = json[u"results"].items().value(0);
    QCOMPARE(first[u"group"][u"tracking_id"].toString(), u"more-food"_s);
    QCOMPARE(first[u"chunks"].items().value(0)[u"chunk"][u"tracking_id"].toString(), u"pepper"_s);
    for (const Json &result : json[u"results"].items())
        QVERIFY(result[u"group"][u"tracking_id"].toString() != u"food");
    m_space->http->setHeader("X-API-Version", "V1");
    QCOMPARE(recommend(food, "chunk_group").json().items().value(0)[u"group_tracking_id"].toString(), u"more-food"_s);
}

void RecommendTest::suggestsWhatTheDatasetHasWithoutAModel()
{
    const QStringList all = suggestions("'suggestions_to_create': 5");
    QCOMPARE(all.size(), 5);
    QVERIFY(all.contains(u"Bowline"_s));
    const QStringList about = suggestions("'query': 'diesel engine', 'suggestion_type': 'keyword'");
    QVERIFY(about.contains(u"Fuel filter"_s));
    QVERIFY(!about.contains(u"Bread"_s));
    QVERIFY(suggestions("'query': 'diesel engine', 'suggestion_type': 'question'").value(0).endsWith(u'?'));
    QVERIFY(suggestions("'filters': {'must': [{'field': 'tag_set', 'match_any': ['food']}]}").contains(u"Stew"_s));
    QVERIFY(suggestions("'query': 'zeppelin'").isEmpty());
    QCOMPARE(m_space->post("/api/chunk/suggestions", "{'suggestion_type': 'magic'}").status, 400);
}

void RecommendTest::asksTheModelForSuggestionsWhereThereIsOne()
{
    FakeLlm llm;
    const auto set = [this](const QString &url) {
        m_space->put("/api/dataset",
            "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {'LLM_BASE_URL': '" + url.toUtf8()
                + "', 'LLM_DEFAULT_MODEL': 'm'}}");
    };
    set(llm.baseUrl());
    llm.next(FakeLlmScript::json(R"({"choices": [{"message": {"content": "1. How is oil checked?\n- \"What stops the engine?\"\n\nThird?"}}]})"));
    QCOMPARE(suggestions("'query': 'engine', 'suggestion_type': 'question', 'suggestions_to_create': 2"),
        (QStringList{u"How is oil checked?"_s, u"What stops the engine?"_s}));
    llm.next(FakeLlmScript::json(R"({"error": {"message": "no credit"}})", 402));
    const PlainAnswer failed = m_space->post("/api/chunk/suggestions", "{'query': 'engine'}");
    QCOMPARE(failed.status, 400);
    QVERIFY(failed.message().contains(u"no credit"_s));
    set({});
}

void RecommendTest::splitsAtHeadingsWithoutAKey()
{
    PlainHttp stranger(m_space->server->url(), {});
    const auto split = [&](const QByteArray &body) { return stranger.post("/api/chunk/split", quoted(body)); };
    const PlainAnswer answer
        = split("{'chunk_html': '<h1>Boat</h1><p>It floats.</p><h2>Mast #1</h2><p>It <b>stands</b>. Ad</p>', 'heading_remove_strings': ['#1'], "
                "'body_remove_strings': [' Ad']}");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()[u"chunks"].toBytes(),
        QByteArray(R"([{"headings":["Boat"],"body":"<p>It floats.</p>"},{"headings":["Boat","Mast"],"body":"<p>It <b>stands</b>.</p>"}])"));
    QCOMPARE(split("{}").status, 400);
}

void RecommendTest::refusesToSplitWhatIsTooLarge()
{
    QCOMPARE(m_space->post("/api/chunk/split", "{'chunk_html': '" + QByteArray(262'143, 'x') + "'}").status, 200);
    QCOMPARE(m_space->post("/api/chunk/split", "{'chunk_html': '" + QByteArray(262'144, 'x') + "'}").status, 413);
}

QTEST_GUILESS_MAIN(RecommendTest)
#include "tst_localserver_recommend.moc"
