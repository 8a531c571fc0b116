#include "support/fakeembeddings.h"
#include "support/workspace.h"

using namespace Qt::StringLiterals;

/// Recommendations and reranking by vectors, over HTTP. What a chunk means is its semantic_content here, and its words say something else.
class LikenessTest : public QObject
{
    Q_OBJECT

private:
    PlainAnswer recommend(const QByteArray &fields, const QByteArray &what = "chunk")
    {
        return m_space->post("/api/" + what + "/recommend", '{' + fields + '}');
    }
    static QStringList found(const PlainAnswer &answer)
    {
        QStringList ids;
        const Json json = answer.json();
        for (const Json &hit : json[u"chunks"].items())
            ids.append(hit[u"chunk"][u"tracking_id"].toString());
        return ids;
    }
    static double score(const PlainAnswer &answer, qsizetype at) { return answer.json()[u"chunks"].items().value(at)[u"score"].toDouble().value_or(-1); }
    void configure(const QByteArray &settings)
    {
        QCOMPARE(m_space->put("/api/dataset", "{'dataset_id': '" + m_space->dataset.toUtf8() + "', 'server_configuration': {" + settings + "}}").status, 200);
    }
    void useModel(const QByteArray &metric = "cosine")
    {
        configure("'EMBEDDING_BASE_URL': '" + m_model->baseUrl().toUtf8() + "', 'EMBEDDING_MODEL_NAME': 'hashes', 'EMBEDDING_SIZE': 64, "
                  "'SEMANTIC_ENABLED': true, 'DISTANCE_METRIC': '" + metric + "'");
        const auto all = [this] { return found(m_space->post("/api/chunk/search", "{'search_type': 'semantic', 'query': 'boat'}")).size(); };
        QTRY_COMPARE_WITH_TIMEOUT(all(), 4, 20'000);
    }

    std::unique_ptr<FakeEmbeddings> m_model;
    std::unique_ptr<Workspace> m_space;

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<FakeEmbeddings>();
        m_space = std::make_unique<Workspace>();
        const auto add = [this](const QByteArray &id, const QByteArray &words, const QByteArray &meaning, const QByteArray &group) {
            m_space->chunk("{'tracking_id': '" + id + "', 'chunk_html': '" + words + "', 'semantic_content': '" + meaning
                + "', 'group_tracking_ids': ['" + group + "']}");
        };
        add("bowline", "loop knot rope", "sailing boat harbour", "a");
        add("sloop", "engine repair manual", "sailing boat harbour wind", "b");
        add("dinghy", "engine oil", "rowing boat lake", "b");
        add("noose", "loop knot rope twine", "gallows prison court", "c");
        QVERIFY(m_space->isIndexed());
    }
    void cleanup()
    {
        m_space.reset();
        m_model.reset();
    }

    void findsWhatMeansTheSame()
    {
        useModel();
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline']")).mid(0, 2), (QStringList{u"sloop"_s, u"dinghy"_s}));
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline'], 'strategy': 'best_score', 'limit': 1")), QStringList{u"sloop"_s});
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline'], 'limit': 1, 'filters': {'must': [{'tracking_ids': ['noose', 'dinghy']}]}")),
            QStringList{u"dinghy"_s});
        const Json groups = recommend("'positive_group_tracking_ids': ['a'], 'limit': 1", "chunk_group").json();
        QCOMPARE(groups[u"results"].items().value(0)[u"group"][u"tracking_id"].toString(), u"b"_s);
        // Whoever asks for words gets words.
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline'], 'recommend_type': 'fulltext'")), QStringList{u"noose"_s});
    }

    void turnsAwayFromWhatIsUnwanted()
    {
        useModel();
        const QStringList like = found(recommend("'positive_tracking_ids': ['dinghy'], 'negative_tracking_ids': ['sloop']"));
        QVERIFY(!like.contains(u"sloop"_s));
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline', 'noose'], 'negative_tracking_ids': ['dinghy'], 'strategy': 'best_score', 'limit': 1")),
            QStringList{u"sloop"_s});
    }

    void goesByWordsWhereThereAreNoVectors()
    {
        QCOMPARE(found(recommend("'positive_tracking_ids': ['bowline']")), QStringList{u"noose"_s});
    }

    void showsDistancesAsSuch()
    {
        useModel("euclidean");
        const PlainAnswer answer = recommend("'positive_tracking_ids': ['bowline']");
        QCOMPARE(found(answer), (QStringList{u"sloop"_s, u"dinghy"_s, u"noose"_s}));
        QVERIFY2(score(answer, 0) < score(answer, 1) && score(answer, 1) <= score(answer, 2), answer.body.constData());
    }

    void looksAgainByMeaning()
    {
        const auto search = [this](const QByteArray &query) {
            return m_space->post("/api/chunk/search", "{'search_type': 'fulltext', 'query': 'engine', 'sort_options': {'sort_by': {'rerank_type': 'semantic'" + query + "}}}");
        };
        const PlainAnswer refused = search({});
        QCOMPARE(refused.status, 400);
        QVERIFY2(refused.message().startsWith(u"sort_options.sort_by.rerank_type: "), refused.body.constData());
        useModel();
        QCOMPARE(found(search(", 'rerank_query': 'rowing'")), (QStringList{u"dinghy"_s, u"sloop"_s}));
        QCOMPARE(found(search(", 'rerank_query': 'wind'")), (QStringList{u"sloop"_s, u"dinghy"_s}));
        QCOMPARE(search({}).status, 200);
    }
};

QTEST_GUILESS_MAIN(LikenessTest)
#include "tst_localserver_likeness.moc"
