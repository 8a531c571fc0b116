#include "support/workspace.h"

using namespace Qt::StringLiterals;

class TestLists : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    PlainAnswer scroll(const QByteArray &json) { return m_space->post("/api/chunks/scroll", json); }
    // What the texts of the page are, in order.
    QString texts(const QByteArray &json)
    {
        const PlainAnswer answer = scroll(json);
        if (answer.status != 200)
            return QString::number(answer.status) + u": "_s + answer.message();
        QString all;
        const Json body = answer.json();
        for (const Json &chunk : body[u"chunks"].items())
            all += chunk[u"chunk_html"].toString();
        return all;
    }
    QString matching(const QByteArray &condition) { return texts("{'filters': {'must': [" + condition + "]}}"); }

private Q_SLOTS:
    void init()
    {
        m_space = std::make_unique<Workspace>();
        m_space->post("/api/chunk", "[ "
            "{'chunk_html': 'a', 'tracking_id': 'ta', 'tag_set': ['red', 'big'], 'num_value': 1, 'time_stamp': '2020-01-01 00:00:00', "
            "'metadata': {'k': 'x', 'n': 5, 'ok': true, 'list': ['p', 'q'], 'deep': {'er': 1.5}, 'dot.ted': {'x': 1}, 'a.b': 'z', 'no': {'of': 3}}, 'location': {'lat': 52.5, 'lon': 13.4}}, "
            "{'chunk_html': 'b', 'tracking_id': 'tb', 'tag_set': ['red'], 'num_value': 9007199254740993, 'time_stamp': '2021-01-01 00:00:00', "
            "'metadata': {'k': 'y', 'n': 7, 'ok': false, 'no.of': 2, 'items': [{'name': 'bolt', 'size': 4}, {'name': 'nut', 'size': 10, 'parts': [{'id': 8}]}]}, 'link': 'https://b', 'location': {'lat': 48.1, 'lon': 11.6}, 'group_tracking_ids': ['g1']}, "
            "{'chunk_html': 'c', 'tag_set': ['a,b'], 'num_value': 2.5, 'time_stamp': '2022-01-01 00:00:00', 'weight': 3, 'group_tracking_ids': ['g1', 'g2']}, "
            "{'chunk_html': 'd', 'metadata': [1]}] ");
        m_space->post("/api/chunk_group", "{'tracking_id': 'g1', 'upsert_by_tracking_id': true, 'tag_set': ['gt'], 'metadata': {'m': 3, 'open': true}}");
    }
    void cleanup() { m_space.reset(); }

    void readsEverythingPageByPage()
    {
        QCOMPARE(texts("{}"), u"abcd"_s);
        const Json first = scroll("{'page_size': 2}").json();
        const QByteArray last = first[u"chunks"].items()[1][u"id"].toString().toUtf8();
        QCOMPARE(texts("{'page_size': 2, 'offset_chunk_id': '" + last + "'}"), u"bc"_s);
        m_space->remove("/api/chunk/" + last);
        QCOMPARE(texts("{'page_size': 2, 'offset_chunk_id': '" + last + "'}"), u"cd"_s);
        QCOMPARE(scroll("{'page_size': -1}").status, 400);
        QCOMPARE(scroll("{'page_size': 100000}").status, 400);
        QCOMPARE(scroll("{'offset_chunk_id': 'x'}").status, 400);
    }

    void sortsBothWaysAndPutsTheRestLast()
    {
        QCOMPARE(texts("{'sort_by': {'field': 'num_value'}}"), u"bcad"_s);
        QCOMPARE(texts("{'sort_by': {'field': 'num_value', 'direction': 'asc'}}"), u"acbd"_s);
        QCOMPARE(texts("{'sort_by': {'field': 'time_stamp', 'direction': 'desc'}}"), u"cbad"_s);
        QCOMPARE(texts("{'sort_by': {'field': 'metadata.n'}}"), u"badc"_s);
        QCOMPARE(texts("{'sort_by': {'field': 'metadata.no.of', 'direction': 'asc'}}"), u"bacd"_s);
        QVERIFY(texts("{'sort_by': {'field': 'color'}}").startsWith(u"400: sort_by.field"));
        QVERIFY(texts("{'sort_by': {'field': 'num_value', 'direction': 'up'}}").startsWith(u"400: sort_by.direction"));
    }

    void pagesThroughASortedList()
    {
        for (const QByteArray &sort : {QByteArray("{'field': 'num_value'}"), QByteArray("{'field': 'metadata.n', 'direction': 'asc'}")}) {
            const QString whole = texts("{'sort_by': " + sort + '}');
            QString paged;
            QByteArray offset;
            for (int i = 0; i < 6; ++i) {
                const Json page = scroll("{'page_size': 2, 'sort_by': " + sort + (offset.isEmpty() ? QByteArray() : ", 'offset_chunk_id': '" + offset + '"') + '}').json();
                const QList<Json> chunks = page[u"chunks"].items();
                for (qsizetype at = offset.isEmpty() ? 0 : 1; at < chunks.size(); ++at)
                    paged += chunks[at][u"chunk_html"].toString();
                offset = chunks.last()[u"id"].toString().toUtf8();
            }
            QCOMPARE(paged, whole);
        }
    }

    void filters_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, const char *condition, const char16_t *found) {
            QTest::newRow(name) << QByteArray(condition) << QString::fromUtf16(found);
        };
        row("a tag", "{'field': 'tag_set', 'match_any': ['red', 'none']}", u"ab");
        row("all tags", "{'field': 'tag_set', 'match_all': ['red', 'big']}", u"a");
        row("a tag with a comma", "{'field': 'tag_set', 'match': ['a,b']}", u"c");
        row("link", "{'field': 'link', 'match_any': ['https://b']}", u"b");
        row("tracking id", "{'field': 'tracking_id', 'match_any': ['ta', 'tb']}", u"ab");
        row("a number", "{'field': 'num_value', 'match_any': [2.5]}", u"c");
        row("a large number is not its neighbour", "{'field': 'num_value', 'match_any': [9007199254740992]}", u"");
        row("a large number", "{'field': 'num_value', 'match_any': [9007199254740993]}", u"b");
        row("range", "{'field': 'num_value', 'range': {'gte': 1, 'lt': 3}}", u"ac");
        row("open range", "{'field': 'num_value', 'range': {'gt': 2.5}}", u"b");
        row("weight", "{'field': 'weight', 'range': {'gte': 3}}", u"c");
        row("dates", "{'field': 'time_stamp', 'date_range': {'gte': '2020-06-01 00:00:00', 'lte': '2021-01-01T00:00:00'}}", u"b");
        row("group id by tracking id", "{'field': 'group_tracking_ids', 'match_any': ['g2']}", u"c");
        row("both groups", "{'field': 'group_tracking_ids', 'match_all': ['g1', 'g2']}", u"c");
        row("group tags", "{'field': 'group_tag_set', 'match_any': ['gt']}", u"bc");
        row("group metadata", "{'field': 'group_metadata.m', 'match_any': [3]}", u"bc");
        row("group metadata range", "{'field': 'group_metadata.m', 'range': {'gt': 2}}", u"bc");
        row("group metadata truth", "{'field': 'group_metadata.open', 'boolean': true}", u"bc");
        row("a key with a dot", "{'field': 'metadata.a.b', 'match_any': ['z']}", u"a");
        row("a key with a dot is one key", "{'field': 'metadata.a', 'match_any': ['z']}", u"");
        row("a box over the date line", "{'field': 'location', 'geo_bounding_box': {'top_left': {'lat': 60, 'lon': 13}, 'bottom_right': {'lat': 40, 'lon': -170}}}", u"a");
        row("metadata text", "{'field': 'metadata.k', 'match_any': ['x']}", u"a");
        row("metadata number", "{'field': 'metadata.n', 'match_any': [7]}", u"b");
        row("metadata list", "{'field': 'metadata.list', 'match_any': ['q']}", u"a");
        row("metadata all of a list", "{'field': 'metadata.list', 'match_all': ['p', 'q']}", u"a");
        row("metadata range", "{'field': 'metadata.deep.er', 'range': {'gte': 1.5}}", u"a");
        row("metadata truth", "{'field': 'metadata.ok', 'boolean': true}", u"a");
        row("one is not true", "{'field': 'metadata.ok', 'match_any': [1]}", u"");
        row("radius in metres", "{'field': 'location', 'geo_radius': {'center': {'lat': 52.52, 'lon': 13.40}, 'radius': 2100}}", u"");
        row("radius", "{'field': 'location', 'geo_radius': {'center': {'lat': 52.52, 'lon': 13.40}, 'radius': 2300}}", u"a");
        row("box", "{'field': 'location', 'geo_bounding_box': {'top_left': {'lat': 50, 'lon': 10}, 'bottom_right': {'lat': 47, 'lon': 12}}}", u"b");
        row("polygon", "{'field': 'location', 'geo_polygon': {'exterior': [{'lat': 47, 'lon': 10}, {'lat': 54, 'lon': 10}, {'lat': 54, 'lon': 15}, {'lat': 47, 'lon': 15}], "
            "'interior': [[{'lat': 52, 'lon': 13}, {'lat': 53, 'lon': 13}, {'lat': 53, 'lon': 14}, {'lat': 52, 'lon': 14}]]}} ", u"b");
        row("tracking ids", "{'tracking_ids': ['tb']}", u"b");
        row("no ids", "{'ids': []}", u"400");
        row("neither", "{}", u"400");
        row("nothing to match", "{'field': 'tag_set'}", u"400");
        row("an empty list is passed over", "{'field': 'tag_set', 'match_any': []}", u"abcd");
        row("an empty list of all", "{'field': 'num_value', 'match_all': []}", u"abcd");
        row("an empty list beside another condition", "{'field': 'tag_set', 'match_any': []}, {'tracking_ids': ['tb']}", u"b");
        row("no list", "{'field': 'tag_set', 'match_any': 'red'}", u"400");
        row("a member of each of a list", "{'field': 'metadata.items[].name', 'match_any': ['nut']}", u"b");
        row("numbers of each of a list", "{'field': 'metadata.items[].size', 'range': {'gt': 9}}", u"b");
        row("lists in lists", "{'field': 'metadata.items[].parts[].id', 'match_any': [8]}", u"b");
        row("a list whose items are no objects", "{'field': 'metadata.list[].name', 'match_any': ['p']}", u"");
        row("an object is no list", "{'field': 'metadata.deep[].er', 'match_any': [1.5]}", u"");
        row("each of a list itself", "{'field': 'metadata.list[]', 'match_any': ['q']}", u"a");
        row("brackets without a dot", "{'field': 'metadata.list[]name', 'match_any': ['q']}", u"400");
        row("range and match", "{'field': 'num_value', 'range': {'gte': 1}, 'match_any': [1]}", u"400");
        row("unknown field", "{'field': 'color', 'match_any': ['red']}", u"400");
        row("bad path", "{'field': 'metadata.a\\'b', 'match_any': ['red']}", u"400");
        row("bad bound", "{'field': 'num_value', 'range': {'gte': '1'}}", u"400");
    }

    void filters()
    {
        QFETCH(QByteArray, condition);
        QFETCH(QString, found);
        const QString result = matching(condition);
        if (found == u"400")
            QVERIFY2(result.startsWith(u"400: filters.must[0]"), qPrintable(result));
        else
            QCOMPARE(result, found);
    }

    void shouldAndMustNotAreUnderstood()
    {
        QCOMPARE(texts("{'filters': {'should': [{'tracking_ids': ['ta']}, {'field': 'tag_set', 'match_any': ['a,b']}]}}"), u"ac"_s);
        QCOMPARE(texts("{'filters': {'must_not': [{'field': 'link', 'match_any': ['https://b']}]}}"), u"acd"_s);
        QCOMPARE(texts("{'filters': {'must_not': [{'field': 'num_value', 'range': {'lt': 2}}]}}"), u"bcd"_s);
        QCOMPARE(texts("{'filters': {'must': [], 'jsonb_prefilter': true}}"), u"abcd"_s);
        const QByteArray group = m_space->http->get("/api/chunk_group/tracking_id/g1").json()[u"id"].toString().toUtf8();
        QCOMPARE(matching("{'field': 'group_ids', 'match_any': ['" + group + "']}"), u"bc"_s);
        QCOMPARE(matching("{'field': 'group_ids', 'match_any': ['" + group.toUpper() + "']}"), u"bc"_s);
    }

    void refusesMoreConditionsThanItCanTake()
    {
        const QByteArrayList conditions(401, "{'tracking_ids': ['ta']}");
        const PlainAnswer answer = m_space->post("/api/chunks/scroll", "{'filters': {'should': [" + conditions.join(',') + "]}}");
        QCOMPARE(answer.status, 400);
        QVERIFY(answer.message().contains(u"401"));
        QCOMPARE(texts("{'filters': {'should': [" + conditions.mid(1).join(',') + "]}}"), u"a"_s);
    }

    void deletesWhatAFilterFinds()
    {
        QCOMPARE(m_space->remove("/api/chunk", "{'filter': {'must': [{'field': 'tag_set', 'match_any': ['red']}]}}").status, 204);
        QCOMPARE(texts("{}"), u"cd"_s);
    }

    void countsWhatASearchFinds()
    {
        m_space->post("/api/chunk", "[{'chunk_html': 'apple pie'}, {'chunk_html': 'apple tart'}]");
        QVERIFY(m_space->isIndexed());
        const auto counted = [&](const QByteArray &json) { return m_space->post("/api/chunk/count", json).json()[u"count"].toInteger(); };
        QCOMPARE(counted("{'search_type': 'fulltext', 'query': 'apple'}"), 2);
        QCOMPARE(counted("{'search_type': 'fulltext', 'query': 'apple', 'limit': 1}"), 1);
        QCOMPARE(counted("{'search_type': 'bm25', 'query': 'nothing'}"), 0);
        QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'apple', 'limit': 10001}").status, 400);
    }

    void searchesTakePagesAsTheyAreShown()
    {
        m_space->post("/api/chunk", "[{'chunk_html': 'apple pie', 'group_tracking_ids': ['g1']}, {'chunk_html': 'apple tart', 'group_tracking_ids': ['g2']}]");
        QVERIFY(m_space->isIndexed());
        const auto page = [&](const QByteArray &path, const QByteArray &list, const QByteArray &number) {
            const PlainAnswer answer = m_space->post(path, "{'search_type': 'fulltext', 'query': 'apple', 'page_size': 1, 'page': " + number + '}');
            return answer.status == 200 ? QString::number(answer.json()[QString::fromLatin1(list)].items().size()) : answer.message();
        };
        for (const auto &[path, list] : {std::pair<QByteArray, QByteArray>("/api/chunk/search", "chunks"), {"/api/chunk_group/group_oriented_search", "results"}}) {
            QCOMPARE(page(path, list, "'2'"), u"1"_s);
            QCOMPARE(page(path, list, "'1,000'"), u"0"_s);
            QVERIFY2(page(path, list, "'two'").startsWith(u"page: "), qPrintable(page(path, list, "'two'")));
        }
    }

    void searchesSortByKeysWithDots()
    {
        m_space->post("/api/chunk", "[{'chunk_html': 'plum 2', 'metadata': {'no.of': 2}}, {'chunk_html': 'plum 3', 'metadata': {'no': {'of': 3}}}, {'chunk_html': 'plum'}]");
        QVERIFY(m_space->isIndexed());
        const Json answer = m_space->post("/api/chunk/search", "{'search_type': 'fulltext', 'query': 'plum', 'highlight_options': {'highlight_results': false}, "
            "'sort_options': {'sort_by': {'field': 'metadata.no.of'}}}").json();
        QStringList texts;
        for (const Json &hit : answer[u"chunks"].items())
            texts.append(hit[u"chunk"][u"chunk_html"].toString());
        QCOMPARE(texts, (QStringList{u"plum 3"_s, u"plum 2"_s, u"plum"_s}));
    }

    void refusesToDeleteWithoutACondition()
    {
        for (const QByteArray &body : {QByteArray("{}"), QByteArray("{'filter': {}}"), QByteArray("{'filter': {'must': [], 'should': null}}"),
                 QByteArray("{'filter': {'must': [{'field': 'tag_set', 'match_any': []}, {'tracking_ids': ['ta']}]}}")}) {
            const PlainAnswer answer = m_space->remove("/api/chunk", body);
            QCOMPARE(answer.status, 400);
            QVERIFY(answer.message().contains(u"filter"));
        }
        QCOMPARE(texts("{}"), u"abcd"_s);
    }
};

QTEST_GUILESS_MAIN(TestLists)
#include "tst_localserver_lists.moc"
