#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// What each option of a search changes, over HTTP on a workspace with a few indexed chunks.
class SearchOptionsTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer search(const QByteArray &fields, const QByteArray &route = "search")
    {
        const QByteArray type = fields.contains("search_type") ? QByteArray() : QByteArray("'search_type': 'fulltext', ");
        return m_space->post("/api/chunk/" + route, '{' + type + fields + '}');
    }
    /// Tracking ids of the hits, in order.
    QStringList found(const QByteArray &fields)
    {
        QStringList ids;
        const Json json = search(fields).json();
        for (const Json &hit : json[u"chunks"].items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    }
    QString corrected(const QByteArray &query, const QByteArray &options = "'correct_typos': true")
    {
        return search("'query': '" + query + "', 'typo_options': {" + options + '}').json()[u"corrected_query"].toString();
    }
    double score(const QByteArray &fields)
    {
        return search(fields).json()[u"chunks"].items().value(0)[u"score"].toDouble().value_or(0);
    }
    Json firstHit(const QByteArray &fields) { return search(fields).json()[u"chunks"].items().value(0); }

    std::unique_ptr<Workspace> m_space;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_space.reset(); }
    void putsTyposRightWhenAsked_data();
    void putsTyposRightWhenAsked();
    void leavesWordsAloneThatItIsToldTo();
    void putsNothingRightUnasked();
    void findsWhatTheCorrectedQueryFinds();
    void doesNotCorrectAWordThatIsStillTyped();
    void partNumbersHaveToBeThere();
    void nearOnesComeFirstWithALocationBias();
    void freshOnesComeFirstWithARecencyBias();
    void tagsWeigh();
    void varietyPutsTwinsApart();
    void aSecondQueryReordersTheBest();
    void sortsOnlyWhatWasPrefetched();
    void boostedWordsCountMore();
    void severalQueriesCountByTheirWeights();
    void bm25FollowsTheSettingsOfTheDataset();
    void stopWordsCountWhenAsked();
    void oldClientsMaySendOptionsFlat();
    void refusesOptionsThatAreNone_data();
    void refusesOptionsThatAreNone();
    void countsNoFurtherThanTheLimitOfTheDataset();
    void aMessageIsSearchedForWithTheSameOptions();
};

void SearchOptionsTest::initTestCase()
{
    m_space = std::make_unique<Workspace>();
    const auto add = [this](const QByteArray &id, const QByteArray &text, const QByteArray &more = {}) {
        m_space->chunk("{'tracking_id': '" + id + "', 'chunk_html': '" + text + "'" + more + '}');
    };
    add("lantern", "The lantern hangs in the companionway.");
    add("lanyard", "A lanyard keeps the knife at the belt.");
    add("connect", "Connections of the bilge pump are checked each month.");
    add("pump", "The bilge pump XR7 has a float.");
    add("valve", "The bilge valve has a float.");
    add("harbour-a", "harbour master of the island", ", 'location': {'lat': 54.0, 'lon': 10.0}, 'tag_set': ['north']");
    add("harbour-b", "harbour master of the river", ", 'location': {'lat': 48.0, 'lon': 2.0}, 'tag_set': ['south']");
    add("log-old", "log entry of the watch", ", 'time_stamp': '2001-01-01 00:00:00', 'num_value': 1");
    add("log-new", "log entry of the watch", ", 'time_stamp': '2026-01-01 00:00:00', 'num_value': 2");
    add("twin-1", "sail cloth is mended with a palm and needle, sail cloth");
    add("twin-2", "sail cloth is mended with a palm and needle, sail cloth!");
    add("other", "sail lockers keep things dry on a long and windy passage over the cold sea");
    add("long", "compass " + QByteArray("and many other words about quite different matters ").repeated(8));
    add("twice", "compass compass " + QByteArray("and many other words about quite different matters ").repeated(8));
    add("short", "compass");
    QVERIFY(m_space->isIndexed());
}

void SearchOptionsTest::putsTyposRightWhenAsked_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("expected");
    QTest::newRow("swapped") << QByteArray("lantren") << u"lantern"_s;
    QTest::newRow("missing") << QByteArray("lanern") << u"lantern"_s;
    QTest::newRow("too many") << QByteArray("lanttern") << u"lantern"_s;
    QTest::newRow("wrong first letter") << QByteArray("kantern") << u"lantern"_s;
    QTest::newRow("two typos in a long word") << QByteArray("connetcionz") << u"connections"_s;
    QTest::newRow("in a sentence") << QByteArray("where is the Lantren?") << u"where is the Lantern?"_s;
    QTest::newRow("nothing near") << QByteArray("zzzzzzz") << QString();
    QTest::newRow("right already") << QByteArray("lantern") << QString();
    QTest::newRow("too short") << QByteArray("plmp") << QString();
}

void SearchOptionsTest::putsTyposRightWhenAsked()
{
    QFETCH(QByteArray, query);
    QFETCH(QString, expected);
    QCOMPARE(corrected(query), expected);
}

void SearchOptionsTest::leavesWordsAloneThatItIsToldTo()
{
    QCOMPARE(corrected("lantren", "'correct_typos': true, 'disable_on_word': ['Lantren']"), QString());
    QCOMPARE(corrected("lantren", "'correct_typos': true, 'one_typo_word_range': {'min': 8, 'max': 9}"), QString());
    QCOMPARE(corrected("plmp", "'correct_typos': true, 'one_typo_word_range': {'min': 4, 'max': 9}"), u"pump"_s);
    QCOMPARE(corrected("lanrten", "'correct_typos': true"), QString());
    QCOMPARE(corrected("lanrten",
                 "'correct_typos': true, 'one_typo_word_range': {'min': 3, 'max': 4}, 'two_typo_word_range': {'min': 5, 'max': 9}"),
        u"lantern"_s);
}

void SearchOptionsTest::putsNothingRightUnasked()
{
    const Json json = search("'query': 'lantren'").json();
    QVERIFY(json[u"chunks"].items().isEmpty());
    QVERIFY(json.contains(u"corrected_query") && json[u"corrected_query"].isNull());
}

void SearchOptionsTest::findsWhatTheCorrectedQueryFinds()
{
    const Json hit = firstHit("'query': 'lantren', 'typo_options': {'correct_typos': true}");
    QCOMPARE(hit[u"chunk"][u"tracking_id"].toString(), u"lantern"_s);
    QVERIFY(hit[u"chunk"][u"chunk_html"].toString().contains(u"<mark><b>lantern</b></mark>"_s));
}

void SearchOptionsTest::doesNotCorrectAWordThatIsStillTyped()
{
    const auto complete = [this](const QByteArray &query) {
        return search("'query': '" + query + "', 'typo_options': {'correct_typos': true}", "autocomplete").json();
    };
    QVERIFY(complete("conne")[u"corrected_query"].isNull());
    QCOMPARE(complete("conne")[u"chunks"].items().size(), 1);
    QCOMPARE(complete("bigle pu")[u"corrected_query"].toString(), u"bilge pu"_s);
}

void SearchOptionsTest::partNumbersHaveToBeThere()
{
    const QByteArray query = "'query': 'bilge float XR7'";
    QCOMPARE(found(query + ", 'typo_options': {'correct_typos': true}"), QStringList{u"pump"_s});
    QVERIFY(found(query + ", 'typo_options': {'correct_typos': true, 'prioritize_domain_specifc_words': false}").contains(u"valve"_s));
    QVERIFY(found(query).contains(u"valve"_s));
}

void SearchOptionsTest::nearOnesComeFirstWithALocationBias()
{
    const auto nearTo = [this](const QByteArray &place) {
        return found("'query': 'harbour master', 'sort_options': {'location_bias': {'location': " + place + ", 'bias': 3}}").value(0);
    };
    QCOMPARE(nearTo("{'lat': 54.3, 'lon': 10.1}"), u"harbour-a"_s);
    QCOMPARE(nearTo("{'lat': 48.8, 'lon': 2.3}"), u"harbour-b"_s);
}

void SearchOptionsTest::freshOnesComeFirstWithARecencyBias()
{
    QCOMPARE(found("'query': 'log entry', 'sort_options': {'recency_bias': 2}").value(0), u"log-new"_s);
    QCOMPARE(found("'query': 'log entry'").value(0), u"log-old"_s);
}

void SearchOptionsTest::tagsWeigh()
{
    QCOMPARE(found("'query': 'harbour', 'sort_options': {'tag_weights': {'south': 5}}").value(0), u"harbour-b"_s);
    QCOMPARE(found("'query': 'harbour', 'tag_weights': {'north': 5}").value(0), u"harbour-a"_s);
}

void SearchOptionsTest::varietyPutsTwinsApart()
{
    QCOMPARE(found("'query': 'sail'"), (QStringList{u"twin-1"_s, u"twin-2"_s, u"other"_s}));
    const auto varied = [this](const QByteArray &lambda) {
        return found("'query': 'sail', 'sort_options': {'mmr': {'use_mmr': true, 'mmr_lambda': " + lambda + "}}");
    };
    QCOMPARE(varied("0.9"), (QStringList{u"twin-1"_s, u"other"_s, u"twin-2"_s}));
    QCOMPARE(varied("0"), (QStringList{u"twin-1"_s, u"twin-2"_s, u"other"_s}));
    QCOMPARE(found("'query': 'sail', 'sort_options': {'mmr': {'use_mmr': false}}"), (QStringList{u"twin-1"_s, u"twin-2"_s, u"other"_s}));
}

void SearchOptionsTest::aSecondQueryReordersTheBest()
{
    const QByteArray sorting = "'sort_options': {'sort_by': {'rerank_type': 'bm25', 'rerank_query': ";
    QCOMPARE(found("'query': 'bilge', " + sorting + "'valve'}}").value(0), u"valve"_s);
    QCOMPARE(found("'query': 'bilge', " + sorting + "'XR7'}}").value(0), u"pump"_s);
    QCOMPARE(found("'query': 'bilge', " + sorting + "'valve'}}").size(), 3);
    QCOMPARE(found("'query': 'bilge', 'sort_options': {'sort_by': {'rerank_type': 'fulltext', 'prefetch_amount': 2}}").size(), 2);
}

void SearchOptionsTest::sortsOnlyWhatWasPrefetched()
{
    const auto sorted = [this](const QByteArray &more) {
        return found("'query': 'log entry', 'sort_options': {'sort_by': {'field': 'num_value'" + more + "}}");
    };
    QCOMPARE(sorted({}), (QStringList{u"log-new"_s, u"log-old"_s}));
    QCOMPARE(sorted(", 'direction': 'asc'"), (QStringList{u"log-old"_s, u"log-new"_s}));
    QCOMPARE(sorted(", 'prefetch_amount': 1"), QStringList{u"log-old"_s});
}

void SearchOptionsTest::boostedWordsCountMore()
{
    const QByteArray query = "'query': 'lanyard lantern', 'scoring_options': {'fulltext_boost': {'boost_factor': 10, 'phrase': ";
    QCOMPARE(found(query + "'lantern'}}").value(0), u"lantern"_s);
    QCOMPARE(found(query + "'lanyard'}}").value(0), u"lanyard"_s);
    QCOMPARE(found("'query': 'lanyard lantern', 'scoring_options': {'boost_phrase': {'boost_factor': 10, 'phrase': 'lantern'}}").value(0),
        u"lantern"_s);
}

void SearchOptionsTest::severalQueriesCountByTheirWeights()
{
    QCOMPARE(found("'query': [{'query': 'lanyard', 'weight': 1}, {'query': 'lantern', 'weight': 5}]"),
        (QStringList{u"lantern"_s, u"lanyard"_s}));
    QCOMPARE(found("'query': [['lanyard', 5.0], ['lantern', 1]]"), (QStringList{u"lanyard"_s, u"lantern"_s}));
}

void SearchOptionsTest::bm25FollowsTheSettingsOfTheDataset()
{
    const QByteArray query = "'search_type': 'bm25', 'query': 'compass'";
    const auto set = [this](const QByteArray &settings) {
        QCOMPARE(m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': " + settings + '}').status, 200);
    };
    set("{'BM25_B': 0, 'BM25_K': 2}");
    // Length counts for nothing, so that saying it twice wins.
    QCOMPARE(found(query).value(0), u"twice"_s);
    set("{'BM25_B': 1, 'BM25_K': 2, 'BM25_AVG_LEN': 5}");
    QCOMPARE(found(query).value(0), u"short"_s);
    set("{'BM25_B': 0, 'BM25_K': 0}");
    const Json hits = search(query).json();
    QCOMPARE(hits[u"chunks"].items()[0][u"score"].toDouble(), hits[u"chunks"].items()[2][u"score"].toDouble());
    set("{'BM25_B': 0.75, 'BM25_K': 0.75, 'BM25_AVG_LEN': 256}");
}

void SearchOptionsTest::stopWordsCountWhenAsked()
{
    QCOMPARE(found("'query': 'the lantern', 'remove_stop_words': true"), QStringList{u"lantern"_s});
    QVERIFY(found("'query': 'the lantern', 'remove_stop_words': false").size() > 1);
}

void SearchOptionsTest::oldClientsMaySendOptionsFlat()
{
    QCOMPARE(firstHit("'query': 'lantern', 'highlight_results': false")[u"chunk"][u"chunk_html"].toString(),
        u"The lantern hangs in the companionway."_s);
    QCOMPARE(found("'query': 'log entry', 'recency_bias': 2").value(0), u"log-new"_s);
    QCOMPARE(found("'query': 'lantern', 'search_type': 'BM25'"), QStringList{u"lantern"_s});
    QCOMPARE(found("'query': 'lantern', 'search_type': 'full_text'"), QStringList{u"lantern"_s});
}

void SearchOptionsTest::refusesOptionsThatAreNone_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &fields, const QString &words) { QTest::newRow(name) << fields << words; };
    row("typo options", "'typo_options': 1", u"typo_options: "_s);
    row("typo range", "'typo_options': {'one_typo_word_range': {'min': 5, 'max': 3}}", u"typo_options.one_typo_word_range.max"_s);
    row("location", "'sort_options': {'location_bias': {'location': {'lat': 1}, 'bias': 1}}", u"sort_options.location_bias.location.lon"_s);
    row("bias", "'sort_options': {'location_bias': {'location': {'lat': 1, 'lon': 1}}}", u"sort_options.location_bias.bias"_s);
    row("mmr", "'sort_options': {'mmr': {'use_mmr': 'yes'}}", u"sort_options.mmr.use_mmr"_s);
    row("rerank", "'sort_options': {'sort_by': {'rerank_type': 'magic'}}", u"sort_options.sort_by.rerank_type"_s);
    row("cross encoder", "'sort_options': {'sort_by': {'rerank_type': 'cross_encoder'}}", u"use fulltext, bm25"_s);
    row("direction", "'sort_options': {'sort_by': {'field': 'num_value', 'direction': 'up'}}", u"sort_options.sort_by.direction"_s);
    row("boost", "'scoring_options': {'fulltext_boost': {'phrase': 'x'}}", u"scoring_options.fulltext_boost.boost_factor"_s);
    row("strategy", "'highlight_options': {'highlight_strategy': 'magic'}", u"highlight_options.highlight_strategy"_s);
}

void SearchOptionsTest::refusesOptionsThatAreNone()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, words);
    const PlainAnswer answer = search("'query': 'lantern', " + fields);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.message().contains(words), answer.body.constData());
}

void SearchOptionsTest::countsNoFurtherThanTheLimitOfTheDataset()
{
    const auto pages = [this] { return search("'query': 'float', 'page_size': 1, 'get_total_pages': true").json()[u"total_pages"].toInteger(); };
    QCOMPARE(pages(), 2);
    const QByteArray dataset = "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': ";
    QCOMPARE(m_space->put("/api/dataset", dataset + "{'MAX_LIMIT': 1}}").status, 200);
    QCOMPARE(pages(), 1);
    QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'float'}").json()[u"count"].toInteger(), 1);
    QCOMPARE(m_space->post("/api/chunk/count", "{'search_type': 'fulltext', 'query': 'float', 'limit': 2}").status, 400);
    QCOMPARE(m_space->put("/api/dataset", dataset + "{'MAX_LIMIT': 10000}}").status, 200);
}

void SearchOptionsTest::aMessageIsSearchedForWithTheSameOptions()
{
    const QString topic = m_space->post("/api/topic", "{'name': 'Options', 'owner_id': 'me'}").json()[u"id"].toString();
    const auto said = [&](const QByteArray &content, const QByteArray &fields) {
        const QByteArray text = m_space
                                    ->post("/api/message",
                                        "{'topic_id': '" + topic.toUtf8() + "', 'stream_response': false, 'search_query': '" + content
                                            + "', 'new_message_content': '" + content + "', " + fields + '}')
                                    .json()
                                    .toString()
                                    .toUtf8();
        const auto list = Json::parse(text.left(text.indexOf("||")));
        QStringList ids;
        if (list) {
            for (const Json &hit : list->items())
                ids.append(hit[u"chunk"][u"tracking_id"].toString());
        }
        return ids;
    };
    QCOMPARE(said("lantren", "'typo_options': {'correct_typos': true}"), QStringList{u"lantern"_s});
    QVERIFY(said("lantren", "'search_type': 'fulltext'").isEmpty());
    QCOMPARE(said("log entry", "'sort_options': {'recency_bias': 2}").value(0), u"log-new"_s);
    QCOMPARE(said("log entry", "'page_size': 1").size(), 1);
    QVERIFY(said("log entry", "'score_threshold': 1000").isEmpty());
    QCOMPARE(said("float", "'filters': {'must': [{'tracking_ids': ['valve']}]}"), QStringList{u"valve"_s});
    QCOMPARE(said("bilge -pump", "'use_quote_negated_terms': true"), QStringList{u"valve"_s});
}

QTEST_GUILESS_MAIN(SearchOptionsTest)
#include "tst_localserver_searchoptions.moc"
