#include "app/values/id.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// Searches whose results are groups, over HTTP.
class GroupSearchTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer search(const QByteArray &fields, const QByteArray &route = "group_oriented_search")
    {
        return m_space->post("/api/chunk_group/" + route, "{'search_type': 'fulltext', " + fields + '}');
    }
    /// "group: chunk chunk", in order.
    QStringList found(const PlainAnswer &answer)
    {
        QStringList lines;
        const Json json = answer.json();
        for (const Json &result : json[u"results"].items()) {
            QStringList chunks;
            for (const Json &hit : result[u"chunks"].items())
                chunks.append(hit[u"chunk"][u"tracking_id"].toString());
            lines.append(result[u"group"][u"tracking_id"].toString() + u": "_s + chunks.join(u' '));
        }
        return lines;
    }

    /// What an answer of the message route begins with.
    static Json chunksOf(const QByteArray &body)
    {
        const auto json = Json::parse(body.left(body.indexOf("||")));
        return json ? *json : Json();
    }

    std::unique_ptr<Workspace> m_space;

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_space->http->setHeader("X-API-Version", {}); }
    void cleanupTestCase() { m_space.reset(); }
    void givesGroupsWithTheirBestChunks();
    void answersInTheOldShapeWhenAsked();
    void showsNoMoreChunksOfAGroupThanWanted();
    void pagesThroughTheGroups();
    void keepsToTheFilterAndTheThreshold();
    void completesWhileTyping();
    void marksAndSlimsAsAsked();
    void aMessageMaySearchByGroups();
};

void GroupSearchTest::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    m_space->group("{'name': 'Deck', 'tracking_id': 'deck', 'tag_set': ['outside'], 'metadata': {'level': 2}, 'description': 'Up'}");
    m_space->group("{'name': 'Cabin', 'tracking_id': 'cabin'}");
    m_space->group("{'name': 'Empty', 'tracking_id': 'empty'}");
    const auto add = [this](const QByteArray &id, const QByteArray &text, const QByteArray &groups, const QByteArray &more = {}) {
        m_space->chunk(
            "{'tracking_id': '" + id + "', 'chunk_html': '" + text + "', 'group_tracking_ids': [" + groups + "]" + more + '}');
    };
    add("best", "lantern lantern", "'deck'");
    add("second", "a lantern on a hook", "'deck', 'cabin'");
    add("third", "a lantern that hangs from the mast and is lit at night by whoever has the first watch", "'deck'");
    add("fourth", "a lantern that hangs from the mast and is lit at night by whoever has the first watch on board", "'deck'",
        ", 'num_value': 4");
    add("loose", "lantern lantern lantern", "");
    add("berth", "the berth is narrow", "'cabin'");
    for (int i = 0; i < 12; ++i) {
        const QByteArray name = "box" + QByteArray::number(i);
        m_space->group("{'name': '" + name + "', 'tracking_id': '" + name + "'}");
        add("in-" + name, "a crate of biscuits " + QByteArray("and ship's ").replace('\'', ' ').repeated(i), '\'' + name + '\'');
    }
    QVERIFY(m_space->isIndexed());
}

void GroupSearchTest::givesGroupsWithTheirBestChunks()
{
    const PlainAnswer answer = search("'query': 'lantern', 'get_total_pages': true");
    QCOMPARE(answer.status, 200);
    const Json json = answer.json();
    QVERIFY(isUuid(json[u"id"].toString()));
    QCOMPARE(json[u"total_pages"].toInteger(), 1);
    QCOMPARE(found(answer), (QStringList{u"deck: best second third"_s, u"cabin: second"_s}));
    const Json deck = json[u"results"].items()[0][u"group"];
    QCOMPARE(deck[u"name"].toString(), u"Deck"_s);
    QCOMPARE(deck[u"metadata"].toBytes(), QByteArray(R"({"level":2})"));
    QCOMPARE(search("'query': 'lantern'").json()[u"total_pages"].toInteger(), 0);
}

void GroupSearchTest::answersInTheOldShapeWhenAsked()
{
    m_space->http->setHeader("X-API-Version", "V1");
    const Json json = search("'query': 'lantern', 'get_total_pages': true").json();
    QCOMPARE(json[u"total_chunk_pages"].toInteger(), 1);
    const Json deck = json[u"group_chunks"].items().value(0);
    QCOMPARE(deck[u"group_name"].toString(), u"Deck"_s);
    QCOMPARE(deck[u"group_tracking_id"].toString(), u"deck"_s);
    QCOMPARE(deck[u"group_tag_set"].toBytes(), QByteArray(R"(["outside"])"));
    QCOMPARE(deck[u"group_dataset_id"].toString(), m_space->dataset);
    const Json hit = deck[u"metadata"].items().value(0);
    QCOMPARE(hit[u"metadata"].items().value(0)[u"tracking_id"].toString(), u"best"_s);
    QVERIFY(hit[u"score"].toDouble().value_or(0) > 0);
}

void GroupSearchTest::showsNoMoreChunksOfAGroupThanWanted()
{
    QCOMPARE(found(search("'query': 'lantern', 'group_size': 1")), (QStringList{u"deck: best"_s, u"cabin: second"_s}));
    QCOMPARE(found(search("'query': 'lantern', 'group_size': 10")).first(), u"deck: best second third fourth"_s);
    QCOMPARE(search("'query': 'lantern', 'group_size': 'x'").status, 400);
}

void GroupSearchTest::pagesThroughTheGroups()
{
    QStringList all;
    for (const char *page : {"1", "2", "3"}) {
        const PlainAnswer answer
            = search(QByteArray("'query': 'biscuits', 'page_size': 5, 'get_total_pages': true, 'page': ") + page);
        QCOMPARE(answer.json()[u"total_pages"].toInteger(), 3);
        all += found(answer);
    }
    QCOMPARE(all.size(), 12);
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 12);
    QVERIFY(found(search("'query': 'biscuits', 'page': 1000")).isEmpty());
}

void GroupSearchTest::keepsToTheFilterAndTheThreshold()
{
    QCOMPARE(found(search("'query': 'lantern', 'filters': {'must': [{'field': 'num_value', 'range': {'gte': 4}}]}")),
        QStringList{u"deck: fourth"_s});
    QCOMPARE(found(search("'query': 'lantern', 'filters': {'must': [{'field': 'group_tracking_ids', 'match_any': ['cabin']}]}")),
        (QStringList{u"deck: second"_s, u"cabin: second"_s}));
    QVERIFY(found(search("'query': 'lantern', 'score_threshold': 1000")).isEmpty());
}

void GroupSearchTest::completesWhileTyping()
{
    QCOMPARE(found(search("'query': 'lant', 'group_size': 1", "group_oriented_autocomplete")),
        (QStringList{u"deck: best"_s, u"cabin: second"_s}));
    QVERIFY(found(search("'query': 'lant'")).isEmpty());
}

void GroupSearchTest::marksAndSlimsAsAsked()
{
    const auto firstHit = [this](const QByteArray &fields) {
        return search("'query': 'lantern', " + fields).json()[u"results"].items().value(0)[u"chunks"].items().value(0);
    };
    QCOMPARE(firstHit("'highlight_options': {'pre_tag': '<i>', 'post_tag': '</i>'}")[u"chunk"][u"chunk_html"].toString(),
        u"<i>lantern lantern</i>"_s);
    QVERIFY(!firstHit("'slim_chunks': true")[u"chunk"].contains(u"chunk_html"));
}

void GroupSearchTest::aMessageMaySearchByGroups()
{
    const QString topic = m_space->post("/api/topic", "{'name': 'Light', 'owner_id': 'me'}").json()[u"id"].toString();
    const auto chunks = [&](const QByteArray &fields) {
        const PlainAnswer answer = m_space->post("/api/message",
            "{'topic_id': '" + topic.toUtf8() + "', 'new_message_content': 'lantern', 'llm_options': {'stream_response': false}, " + fields
                + '}');
        QStringList ids;
        const Json list = chunksOf(answer.json().toString().toUtf8());
        for (const Json &hit : list.items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    };
    QVERIFY(chunks("'use_group_search': false").contains(u"loose"_s));
    const QStringList grouped = chunks("'use_group_search': true");
    QVERIFY(grouped.contains(u"best"_s));
    QVERIFY(!grouped.contains(u"loose"_s));
}

QTEST_GUILESS_MAIN(GroupSearchTest)
#include "tst_localserver_groupsearch.moc"
