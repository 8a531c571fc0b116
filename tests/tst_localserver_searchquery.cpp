#include "app/documents/htmltext.h"
#include "app/localserver/database.h"
#include "app/localserver/highlighter.h"
#include "app/localserver/schema.h"
#include "app/localserver/searchabletext.h"
#include "app/localserver/searchquery.h"

#include <QtTest>

using namespace Qt::StringLiterals;

/// Expressions and marks, against a full-text table as the indexer makes it.
class SearchQueryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_database.reset(); }
    void findsWhatWasMeant_data();
    void findsWhatWasMeant();
    void noInputIsASyntaxError_data();
    void noInputIsASyntaxError();
    void passesOverStopWordsWhereOthersRemain();
    void quotesAndMinusDecideWhenAsked();
    void completesTheLastWord();
    void marksWordsAndNothingElse_data();
    void marksWordsAndNothingElse();
    void markingChangesNoVisibleText();
    void cutsWordsInHasteAsTheIndexDoes_data();
    void cutsWordsInHasteAsTheIndexDoes();
    void picksTheBestPassages();
    void honoursTheOptions();

private:
    QList<int> rows(const QByteArray &expression);
    QList<int> all(const QString &query, SearchQuery::Options options = {})
    {
        return rows(SearchQuery(query, options, m_cutter).matchAll());
    }
    QList<int> any(const QString &query, SearchQuery::Options options = {})
    {
        return rows(SearchQuery(query, options, m_cutter).matchAny());
    }
    Highlighter::Marked marked(const QString &query, const QString &html, const HighlightOptions &options = {});

    WordCutter m_cutter;
    std::unique_ptr<Database> m_database;
};

void SearchQueryTest::init()
{
    m_database = std::make_unique<Database>(u":memory:"_s, Database::Access::ReadWrite);
    schema::makeTextTable(*m_database, 1);
    const QStringList texts{u"The anchor holds the boat"_s, u"A rope and an anchor chain"_s,
        u"Connections to the harbour's wi-fi network"_s, u"東京の天気は晴れ"_s, u"café menu — prices 3.50 €"_s,
        u"To be or not to be"_s};
    for (qsizetype i = 0; i < texts.size(); ++i) {
        m_database->prepare("INSERT INTO fts_1(rowid, body, boost) VALUES (?, ?, '')")
            .bind(qint64(i), searchableText(texts[i]))
            .run();
    }
}

QList<int> SearchQueryTest::rows(const QByteArray &expression)
{
    auto row = m_database->prepare("SELECT rowid FROM fts_1 WHERE fts_1 MATCH ? ORDER BY rowid");
    row.bind(expression);
    QList<int> found;
    while (row.step())
        found.append(int(row.integer(0)));
    return found;
}

void SearchQueryTest::findsWhatWasMeant_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QList<int>>("withAll");
    QTest::addColumn<QList<int>>("withAny");
    using Rows = QList<int>;
    QTest::newRow("word") << u"anchor"_s << Rows{0, 1} << Rows{0, 1};
    QTest::newRow("plural and case") << u"ANCHORS"_s << Rows{0, 1} << Rows{0, 1};
    QTest::newRow("two words") << u"anchor rope"_s << Rows{1} << Rows{0, 1};
    QTest::newRow("question") << u"How do I use the rope of an anchor?"_s << Rows{} << Rows{0, 1};
    QTest::newRow("phrase") << u"\"anchor chain\""_s << Rows{1} << Rows{1};
    QTest::newRow("typographic quotes") << u"“chain anchor”"_s << Rows{} << Rows{};
    QTest::newRow("hyphen") << u"wi-fi"_s << Rows{2} << Rows{2};
    QTest::newRow("accent") << u"cafe"_s << Rows{4} << Rows{4};
    QTest::newRow("number") << u"3.50"_s << Rows{4} << Rows{4};
    QTest::newRow("Japanese word") << u"東京"_s << Rows{3} << Rows{3};
    QTest::newRow("Japanese question") << u"東京の雨と天気は"_s << Rows{} << Rows{3};
    QTest::newRow("only stop words") << u"to be"_s << Rows{5} << Rows{2, 5};
    QTest::newRow("operators are words") << u"anchor AND NOT rope"_s << Rows{} << Rows{0, 1, 5};
    QTest::newRow("minus without the option") << u"rope -chain"_s << Rows{1} << Rows{1};
}

void SearchQueryTest::findsWhatWasMeant()
{
    QFETCH(QString, query);
    QFETCH(QList<int>, withAll);
    QFETCH(QList<int>, withAny);
    QCOMPARE(all(query), withAll);
    QCOMPARE(any(query), withAny);
}

void SearchQueryTest::noInputIsASyntaxError_data()
{
    QTest::addColumn<QString>("query");
    const QStringList nasty{QString(), u" "_s, u"\""_s, u"\"\""_s, u"\"\"\""_s, u"\"a"_s, u"a\""_s, u"a\"b\"c"_s, u"("_s,
        u"a AND (b"_s, u"NEAR(a b"_s, u"NEAR(a b, 5)"_s, u"*"_s, u"a*"_s, u"^a"_s, u"body:a"_s, u"{body}:a"_s, u"-"_s, u"--"_s,
        u"-a"_s, u"-\"a b\""_s, u"-\""_s, u"a OR"_s, u"NOT"_s, u"AND OR NOT"_s, u"'; DROP TABLE fts_1; --"_s, u"+a + b"_s,
        u"!!! ???"_s, u"a\\b"_s, u"%_"_s, QString(QChar::Null), u"a"_s + QChar::Null + u"b"_s, QString(QChar(0xd800)), u"😀 😀"_s,
        u"\u200b"_s, u"a-\"b\"-c"_s, u"„a“ ”b"_s, u"\u3000東\u3000"_s, u"word "_s.repeated(2000), u"x"_s.repeated(9000),
        u"( \""_s.repeated(500), u"-a "_s.repeated(300)};
    for (qsizetype i = 0; i < nasty.size(); ++i)
        QTest::addRow("%d", int(i)) << nasty[i];
    QString many;
    for (int i = 0; i < 1000; ++i)
        many += u"word%1 "_s.arg(i);
    QTest::newRow("a thousand words") << many;
}

void SearchQueryTest::noInputIsASyntaxError()
{
    QFETCH(QString, query);
    for (const bool quotes : {false, true}) {
        for (const bool prefix : {false, true}) {
            all(query, {quotes, prefix});
            any(query, {quotes, prefix});
            SearchQuery(query, {quotes, prefix}, m_cutter).isEmpty();
            marked(query, u"<p>a word & <b>東</b> x</p>"_s);
        }
    }
}

void SearchQueryTest::passesOverStopWordsWhereOthersRemain()
{
    const SearchQuery question(u"What's the best way to do this, with an anchor?"_s, {}, m_cutter);
    QStringList words;
    for (const SearchQuery::Term &term : question.terms())
        words.append(term.text);
    QCOMPARE(words, (QStringList{u"best"_s, u"way"_s, u"anchor?"_s}));
    QCOMPARE(SearchQuery(u"to be or not"_s, {}, m_cutter).terms().size(), 1);
    QCOMPARE(SearchQuery(u"to be"_s, {}, m_cutter).terms().size(), 2);
    QVERIFY(SearchQuery(u"?!"_s, {}, m_cutter).isEmpty());
}

void SearchQueryTest::quotesAndMinusDecideWhenAsked()
{
    const SearchQuery::Options options{.quotesAndMinus = true};
    QCOMPARE(all(u"anchor -rope"_s, options), QList<int>{0});
    QCOMPARE(any(u"anchor -rope"_s, options), QList<int>{0});
    QCOMPARE(any(u"boat \"anchor chain\""_s, options), QList<int>{1});
    QCOMPARE(any(u"anchor -\"anchor chain\""_s, options), QList<int>{0});
    QVERIFY(SearchQuery(u"-rope"_s, options, m_cutter).isEmpty());
}

void SearchQueryTest::completesTheLastWord()
{
    const SearchQuery::Options options{.lastIsPrefix = true};
    QCOMPARE(all(u"anch"_s, options), (QList<int>{0, 1}));
    QCOMPARE(all(u"anchor ro"_s, options), QList<int>{1});
    QCOMPARE(all(u"connectio"_s, options), QList<int>{2});
    QCOMPARE(all(u"connections t"_s, options), QList<int>{2});
    QCOMPARE(all(u"anch "_s, options), QList<int>{});
}

Highlighter::Marked SearchQueryTest::marked(const QString &query, const QString &html, const HighlightOptions &options)
{
    const SearchQuery parsed(query, {}, m_cutter);
    return Highlighter(parsed, options, m_cutter).mark(html);
}

void SearchQueryTest::marksWordsAndNothingElse_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain text") << u"rope"_s << u"A rope & ropes < chain"_s << u"A [rope] & [ropes] < chain"_s;
    QTest::newRow("tags and attributes") << u"rope"_s << u"<p class=\"rope\">A <a href='rope.html'>rope</a></p>"_s
                                         << u"<p class=\"rope\">A <a href='rope.html'>[rope]</a></p>"_s;
    QTest::newRow("neighbours become one") << u"rope chain"_s << u"<p>a rope chain, chain</p>"_s
                                           << u"<p>a [rope chain], [chain]</p>"_s;
    QTest::newRow("a word across tags") << u"handbook"_s << u"<p>hand<i>book</i>s</p>"_s << u"<p>[hand]<i>[book]</i>[s]</p>"_s;
    QTest::newRow("entities stay whole") << u"café amp"_s << u"<p>caf&eacute; &amp; amp</p>"_s
                                         << u"<p>[caf&eacute;] &amp; [amp]</p>"_s;
    QTest::newRow("script and comment stay")
        << u"rope"_s << u"<script>rope()</script><!-- rope -->rope"_s << u"<script>rope()</script><!-- rope -->[rope]"_s;
    QTest::newRow("blocks part words") << u"rope"_s << u"<td>rope</td><td>rope</td>"_s << u"<td>[rope]</td><td>[rope]</td>"_s;
    QTest::newRow("phrase only as a phrase")
        << u"\"rope chain\""_s << u"rope, chain and chain rope; rope x"_s << u"[rope], [chain] and chain rope; rope x"_s;
    QTest::newRow("no hit") << u"boat"_s << u"<p>rope</p>"_s << u"<p>rope</p>"_s;
    QTest::newRow("Japanese") << u"東京"_s << u"<p>今日の東京の天気</p>"_s << u"<p>今日の[東京]の天気</p>"_s;
    QTest::newRow("outside of the basic plane") << u"rope"_s << u"😀rope😀 rope"_s << u"😀[rope]😀 [rope]"_s;
}

void SearchQueryTest::marksWordsAndNothingElse()
{
    QFETCH(QString, query);
    QFETCH(QString, html);
    QFETCH(QString, expected);
    HighlightOptions options;
    options.preTag = u"["_s;
    options.postTag = u"]"_s;
    QCOMPARE(marked(query, html, options).html, expected);
}

void SearchQueryTest::markingChangesNoVisibleText()
{
    const QString html
        = u"<h2>Anchors &amp; ropes</h2><ul><li>An <em>anchor</em>'s rope<li>x &lt;anchor&gt; y</ul><pre>anchor\n  rope</pre>"_s;
    const auto result = marked(u"anchor rope"_s, html);
    QVERIFY(result.html.contains(u"<mark><b>"_s));
    QCOMPARE(result.html.count(u"<mark><b>"_s), result.html.count(u"</b></mark>"_s));
    QCOMPARE(plainText(result.html), plainText(html));
    QCOMPARE(QString(result.html).remove(u"<mark><b>"_s).remove(u"</b></mark>"_s), html);
}

void SearchQueryTest::cutsWordsInHasteAsTheIndexDoes_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << u"An anchor, two ANCHORS; anchored: say yes; ayes, flies and dies. x1 1x a"_s;
    QTest::newRow("marks") << u"café\u2019s \u2014 na\u00efve\u00b6 3\u00bd m\u00b2 \u00aa\u00a0anchors\u00ad\u200banchor\u00a7"_s;
    QTest::newRow("combining") << u"ancho\u0301r e\u0301te \u0301 anchor\u0308s"_s;
    QTest::newRow("letters") << u"東京anchor天気 Ωanchor якорь anchors\U0001d400 \U0001f600anchor"_s;
    QTest::newRow("strange") << QString(u"anchor"_s + QChar::Null + u"anchors\ufffdanchor_s"_s);
    QTest::newRow("empty") << QString();
}

void SearchQueryTest::cutsWordsInHasteAsTheIndexDoes()
{
    QFETCH(QString, text);
    const auto all = m_cutter.words(text);
    const QList<QByteArray> wanted = m_cutter.stems(u"anchors say ayes flies dies cafe naive ete 東 якорь 1x"_s);
    const auto quick = m_cutter.words(text, wanted);
    QCOMPARE(quick.size(), all.size());
    for (qsizetype i = 0; i < all.size(); ++i) {
        QCOMPARE(quick[i].begin, all[i].begin);
        QCOMPARE(quick[i].end, all[i].end);
        if (wanted.contains(all[i].stem) || !quick[i].stem.isEmpty())
            QCOMPARE(quick[i].stem, all[i].stem);
    }
}

void SearchQueryTest::picksTheBestPassages()
{
    const QString html
        = u"<p>The rope is new. Tie the rope to the anchor, then wait!</p><p>Anchors rust. A &lt;rope&gt; & an anchor hold.</p>"_s;
    HighlightOptions options;
    options.threshold = 1;
    QCOMPARE(marked(u"rope anchor"_s, html, options).highlights,
        (QStringList{u"Tie the <mark><b>rope</b></mark> to the <mark><b>anchor</b></mark>"_s,
            u"A &lt;<mark><b>rope</b></mark>&gt; &amp; an <mark><b>anchor</b></mark> hold"_s}));
    options.threshold = 0;
    QCOMPARE(marked(u"rope anchor"_s, html, options).highlights.size(), 3);
    QVERIFY(marked(u"boat"_s, html).highlights.isEmpty());
}

void SearchQueryTest::honoursTheOptions()
{
    const QString text = u"one two three four five rope six seven eight nine ten eleven twelve"_s;
    HighlightOptions options;
    options.maxLength = 3;
    QCOMPARE(marked(u"rope"_s, text, options).highlights, QStringList{u"<mark><b>rope</b></mark> six seven"_s});
    options.window = 4;
    QCOMPARE(
        marked(u"rope"_s, text, options).highlights, QStringList{u"four five <mark><b>rope</b></mark> six seven eight nine"_s});
    options = {};
    options.delimiters = QStringList{u"|"_s};
    QCOMPARE(marked(u"rope"_s, u"a, b. rope | c"_s, options).highlights, QStringList{u"a, b. <mark><b>rope</b></mark>"_s});
    options.isOn = false;
    QCOMPARE(marked(u"rope"_s, text, options).html, text);
    const Json flat = Json::object(
        {{u"highlight_results", false}, {u"highlight_max_num", 7}, {u"highlight_options", Json::object({{u"pre_tag", u"<i>"}})}});
    QVERIFY(!HighlightOptions::fromRequest(flat).isOn);
    QCOMPARE(HighlightOptions::fromRequest(flat).maxNumber, 7);
    QCOMPARE(HighlightOptions::fromRequest(flat).preTag, u"<i>"_s);
}

QTEST_GUILESS_MAIN(SearchQueryTest)
#include "tst_localserver_searchquery.moc"
