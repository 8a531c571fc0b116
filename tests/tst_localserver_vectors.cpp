#include "support/fakeembeddings.h"
#include "support/workspace.h"

#include <QDir>

using namespace Qt::StringLiterals;

/// Search by meaning, over HTTP on a workspace whose dataset asks an embeddings server on loopback.
class VectorsTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer configure(const QByteArray &settings)
    {
        return m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {" + settings + "}}");
    }
    void useModel(const QByteArray &more = {})
    {
        const PlainAnswer answer = configure("'EMBEDDING_BASE_URL': '" + m_model->baseUrl().toUtf8()
            + "', 'EMBEDDING_MODEL_NAME': 'hashes', 'EMBEDDING_SIZE': 64, 'SEMANTIC_ENABLED': true" + more);
        QCOMPARE(answer.status, 200);
    }
    PlainAnswer search(const QByteArray &type, const QByteArray &query, const QByteArray &more = {})
    {
        return m_space->post("/api/chunk/search", "{'search_type': '" + type + "', 'query': " + query + more + '}');
    }
    static QStringList found(const PlainAnswer &answer)
    {
        QStringList ids;
        const Json json = answer.json();
        for (const Json &hit : json[u"chunks"].items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    }
    void add(const QByteArray &id, const QByteArray &html, const QByteArray &more = {})
    {
        const PlainAnswer answer = m_space->post("/api/chunk", "{'tracking_id': '" + id + "', 'chunk_html': '" + html + "'" + more + '}');
        QCOMPARE(answer.status, 200);
    }
    bool finds(const QByteArray &query, const QStringList &first)
    {
        return QTest::qWaitFor([&] { return found(search("semantic", query)).mid(0, first.size()) == first; }, 20'000);
    }
    QStringList graphFiles() const { return QDir(m_space->folder.path()).entryList({u"vectors-*.graph"_s}); }

    std::unique_ptr<FakeEmbeddings> m_model;
    std::unique_ptr<Workspace> m_space;

private Q_SLOTS:
    void init()
    {
        qunsetenv("RETRIEVER_VECTOR_GRAPH_FROM");
        m_model = std::make_unique<FakeEmbeddings>();
        m_space = std::make_unique<Workspace>();
    }
    void cleanup()
    {
        m_space.reset();
        m_model.reset();
    }

    void saysWhatToConfigure_data();
    void saysWhatToConfigure();
    void findsWhatSharesMostWithTheQuery();
    void ranksByBothInHybrid();
    void weighsSeveralQueries();
    void keepsToFilters();
    void forgetsWhatIsDeletedOrChanged();
    void embedsEachTextOnce();
    void takesTextForTheVectorFromItsFields();
    void measuresAsConfigured_data();
    void measuresAsConfigured();
    void keepsWaitingWhileTheModelIsAway();
    void namesTheSizeThatDoesNotFit();
    void leavesOneRefusedChunkBehind();
    void embedsAnewForAnotherModel();
    void findsTheSameByAGraph();
    void makesADamagedGraphAgain();
};

void VectorsTest::saysWhatToConfigure_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("named");
    QTest::newRow("new") << QByteArray("'EMBEDDING_SIZE': 64") << u"EMBEDDING_BASE_URL"_s;
    QTest::newRow("trieve's own") << QByteArray("'EMBEDDING_BASE_URL': 'https://embedding.trieve.ai', 'SEMANTIC_ENABLED': true")
                                  << u"EMBEDDING_BASE_URL"_s;
    QTest::newRow("off") << QByteArray("'EMBEDDING_BASE_URL': 'http://127.0.0.1:9/v1', 'SEMANTIC_ENABLED': false") << u"SEMANTIC_ENABLED of this dataset is off"_s;
}

void VectorsTest::saysWhatToConfigure()
{
    QFETCH(QByteArray, settings);
    QFETCH(QString, named);
    configure(settings);
    for (const char *type : {"semantic", "hybrid"}) {
        const PlainAnswer answer = search(type, "'x'");
        QCOMPARE(answer.status, 400);
        QVERIFY2(answer.message().contains(named), qPrintable(answer.message()));
    }
}

void VectorsTest::findsWhatSharesMostWithTheQuery()
{
    useModel();
    add("knot", "<p>A bowline makes a loop that holds under load</p>");
    add("soup", "<p>Simmer the onions until they are soft</p>");
    add("boat", "<p>The boat lies at anchor in the bay</p>");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'how do the onions get soft when they simmer'", {u"soup"_s}));
    const PlainAnswer answer = search("semantic", "'loop under load'", ", 'get_total_pages': true, 'page_size': 2");
    QCOMPARE(found(answer).size(), 2);
    QCOMPARE(found(answer).constFirst(), u"knot"_s);
    QCOMPARE(answer.json()[u"total_pages"].toInteger(), 2);
    const double best = answer.json()[u"chunks"].items().constFirst()[u"score"].toDouble().value_or(0);
    QVERIFY(best > 0.3 && best < 1.0001);
    QCOMPARE(found(search("semantic", "'loop under load'", ", 'score_threshold': 0.3")), QStringList{u"knot"_s});
}

void VectorsTest::ranksByBothInHybrid()
{
    useModel();
    for (int i = 0; i < 6; ++i)
        add("filler" + QByteArray::number(i), "<p>rope</p>");
    add("meaning", "<p>stripes</p>", ", 'semantic_content': 'zebra', 'fulltext_content': 'stripes'");
    add("both", "<p>zebra and rope</p>");
    add("words", "<p>zebra zebra</p>", ", 'semantic_content': 'something else entirely about cooking rice'");
    add("none", "<p>rope</p>");
    QVERIFY(m_space->isIndexed());
    QCOMPARE(found(search("fulltext", "'zebra'")), QStringList({u"words"_s, u"both"_s}));
    QVERIFY(finds("'zebra'", {u"meaning"_s}));
    const PlainAnswer hybrid = search("hybrid", "'zebra'");
    QCOMPARE(hybrid.status, 200);
    QCOMPARE(found(hybrid).constFirst(), u"both"_s);
    QVERIFY(found(hybrid).contains(u"words"_s));
    QVERIFY(found(hybrid).contains(u"meaning"_s));
}

void VectorsTest::weighsSeveralQueries()
{
    useModel();
    add("red", "<p>red</p>");
    add("blue", "<p>blue</p>");
    QVERIFY(m_space->isIndexed());
    QCOMPARE(found(search("semantic", "[{'query': 'red', 'weight': 1}, {'query': 'blue', 'weight': 3}]")), QStringList({u"blue"_s, u"red"_s}));
    QCOMPARE(found(search("semantic", "[{'query': 'red', 'weight': 3}, {'query': 'blue', 'weight': 1}]")), QStringList({u"red"_s, u"blue"_s}));
}

void VectorsTest::keepsToFilters()
{
    useModel();
    add("near", "<p>green apple</p>", ", 'tag_set': ['a']");
    add("far", "<p>old iron gate</p>", ", 'tag_set': ['b']");
    QVERIFY(m_space->isIndexed());
    const QByteArray onlyB = ", 'filters': {'must': [{'field': 'tag_set', 'match_any': ['b']}]}";
    QCOMPARE(found(search("semantic", "'green apple'", onlyB)), QStringList{u"far"_s});
    QCOMPARE(found(search("hybrid", "'green apple'", onlyB)), QStringList{u"far"_s});
}

void VectorsTest::forgetsWhatIsDeletedOrChanged()
{
    useModel();
    add("one", "<p>purple curtain</p>");
    add("two", "<p>yellow lamp</p>");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'purple curtain'", {u"one"_s, u"two"_s}));
    m_space->put("/api/chunk", "{'tracking_id': 'two', 'chunk_html': '<p>purple curtain purple curtain</p>'}");
    QVERIFY(m_space->isIndexed());
    QCOMPARE(m_space->remove("/api/chunk/tracking_id/one").status, 204);
    QVERIFY(finds("'purple curtain'", {u"two"_s}));
    QCOMPARE(found(search("semantic", "'purple curtain'")), QStringList{u"two"_s});
}

void VectorsTest::embedsEachTextOnce()
{
    useModel();
    add("one", "<p>only once</p>");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'once'", {u"one"_s}));
    m_space->put("/api/chunk", "{'tracking_id': 'one', 'link': 'http://example.com'}");
    QVERIFY(m_space->isIndexed());
    add("copy", "<p>only once</p>");
    QVERIFY(m_space->isIndexed());
    m_space->restart();
    QVERIFY(m_space->isIndexed());
    configure("'SEMANTIC_ENABLED': false");
    configure("'SEMANTIC_ENABLED': true");
    QTRY_COMPARE(found(search("semantic", "'once'")).size(), 2);
    QVERIFY(m_space->isIndexed());
    QCOMPARE(m_model->texts().count(u"only once"_s), 1);
}

void VectorsTest::takesTextForTheVectorFromItsFields()
{
    useModel(", 'EMBEDDING_QUERY_PREFIX': 'query:', 'EMBEDDING_API_KEY': 'secret-of-vectors'");
    add("own", "<p>visible</p>", ", 'semantic_content': 'hidden sense', 'fulltext_content': 'never'");
    add("moved", "<p>telephone</p>", ", 'semantic_boost': {'phrase': 'flagship', 'distance_factor': 0.5}");
    add("plain", "<p>telephone</p>");
    add("parts", "<p>First thing. Second thing.</p>", ", 'split_avg': true");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'flagship'", {u"moved"_s}));
    const QStringList texts = m_model->texts();
    for (const QString &text : {u"hidden sense"_s, u"flagship"_s, u"query: flagship"_s})
        QVERIFY2(texts.contains(text), qPrintable(text));
    for (const QString &text : {u"visible"_s, u"never"_s})
        QVERIFY2(!texts.contains(text), qPrintable(text));
    QVERIFY(m_model->heads().constFirst().contains("Bearer secret-of-vectors"));
}

void VectorsTest::measuresAsConfigured_data()
{
    QTest::addColumn<QByteArray>("metric");
    QTest::addColumn<double>("same");
    QTest::newRow("cosine") << QByteArray("cosine") << 1.0;
    QTest::newRow("dot") << QByteArray("dot") << 4.0;
    QTest::newRow("euclidean") << QByteArray("euclidean") << 0.0;
    QTest::newRow("manhattan") << QByteArray("manhattan") << 0.0;
}

void VectorsTest::measuresAsConfigured()
{
    QFETCH(QByteArray, metric);
    QFETCH(double, same);
    useModel(", 'DISTANCE_METRIC': '" + metric + "'");
    add("same", "<p>green apple</p>");
    add("other", "<p>iron gate</p>");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'green apple'", {u"same"_s, u"other"_s}));
    const double score = search("semantic", "'green apple'").json()[u"chunks"].items().constFirst()[u"score"].toDouble().value_or(-1);
    QVERIFY2(std::abs(score - same) < 1e-5, qPrintable(QString::number(score)));
}

void VectorsTest::keepsWaitingWhileTheModelIsAway()
{
    useModel();
    m_model->goAway();
    add("patient", "<p>patient words</p>");
    QTRY_COMPARE(found(search("fulltext", "'patient'")), QStringList{u"patient"_s});
    const PlainAnswer refused = search("semantic", "'patient'");
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.message().contains(u"loading the model"_s), qPrintable(refused.message()));
    QCOMPARE(m_space->queueLength(), 1);
    m_space->restart();
    QCOMPARE(m_space->queueLength(), 1);
    m_model->comeBack();
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'patient'", {u"patient"_s}));
}

void VectorsTest::namesTheSizeThatDoesNotFit()
{
    useModel(", 'EMBEDDING_SIZE': 32");
    const PlainAnswer refused = search("semantic", "'x'");
    QCOMPARE(refused.status, 400);
    QVERIFY2(refused.message().contains(u"vectors of 64 numbers, but EMBEDDING_SIZE of the dataset is 32"_s), qPrintable(refused.message()));
}

void VectorsTest::leavesOneRefusedChunkBehind()
{
    useModel();
    m_model->goAway();
    add("bad", QByteArray("<p>") + FakeEmbeddings::refusedWord + "</p>");
    add("good", "<p>welcome words</p>");
    QTRY_COMPARE(found(search("fulltext", "'welcome'")).size(), 1);
    m_model->comeBack();
    QVERIFY(finds("'welcome'", {u"good"_s}));
    QCOMPARE(m_space->queueLength(), 1);
}

void VectorsTest::embedsAnewForAnotherModel()
{
    useModel();
    add("one", "<p>changing models</p>");
    QVERIFY(m_space->isIndexed());
    QVERIFY(finds("'models'", {u"one"_s}));
    const auto before = m_model->texts().count(u"changing models"_s);
    configure("'EMBEDDING_MODEL_NAME': 'better hashes'");
    QTRY_COMPARE(m_model->texts().count(u"changing models"_s), before + 1);
    QVERIFY(finds("'models'", {u"one"_s}));
}

void VectorsTest::findsTheSameByAGraph()
{
    qputenv("RETRIEVER_VECTOR_GRAPH_FROM", "50");
    m_space->restart();
    useModel();
    QByteArrayList chunks;
    for (int i = 0; i < 120; ++i) {
        const QByteArray number = QByteArray::number(i);
        chunks.append("{'tracking_id': 'c" + number + "', 'tag_set': ['" + (i % 2 ? "odd" : "even") + "'], 'chunk_html': 'word" + number + " and word"
            + QByteArray::number(i + 1) + "'}");
    }
    QCOMPARE(m_space->post("/api/chunk", '[' + chunks.join(',') + ']').status, 200);
    QVERIFY(m_space->isIndexed());
    const QStringList scanned = found(search("semantic", "'word41 and word42'", ", 'page_size': 5"));
    QCOMPARE(scanned.constFirst(), u"c41"_s);
    QTRY_COMPARE_WITH_TIMEOUT(graphFiles().size(), 1, 20'000);
    QCOMPARE(found(search("semantic", "'word41 and word42'", ", 'page_size': 5")), scanned);
    const QByteArray even = ", 'page_size': 5, 'filters': {'must': [{'field': 'tag_set', 'match_any': ['even']}]}";
    QVERIFY(!found(search("semantic", "'word41 and word42'", even)).contains(u"c41"_s));
    QCOMPARE(m_space->remove("/api/chunk/tracking_id/c41").status, 204);
    QVERIFY(!found(search("semantic", "'word41 and word42'")).contains(u"c41"_s));
}

void VectorsTest::makesADamagedGraphAgain()
{
    findsTheSameByAGraph();
    const QString path = QDir(m_space->folder.path()).filePath(graphFiles().constFirst());
    const QStringList before = found(search("semantic", "'word7 and word8'", ", 'page_size': 5"));
    QFile file(path);
    QVERIFY(file.open(QFile::ReadWrite));
    file.seek(file.size() / 2);
    file.write(QByteArray(100, 'x'));
    file.close();
    m_space->restart();
    QCOMPARE(found(search("semantic", "'word7 and word8'", ", 'page_size': 5")), before);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile(path).open(QFile::ReadOnly) || graphFiles().size() == 1, 20'000);
    QCOMPARE(found(search("semantic", "'word7 and word8'", ", 'page_size': 5")), before);
}

QTEST_GUILESS_MAIN(VectorsTest)
#include "tst_localserver_vectors.moc"
