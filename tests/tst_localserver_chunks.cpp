#include "support/workspace.h"

using namespace Qt::StringLiterals;

class TestChunks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Workspace> m_space;

    PlainAnswer create(const QByteArray &json) { return m_space->http->post("/api/chunk", json); }
    qint64 chunkCount()
    {
        return m_space->http->get("/api/dataset/usage/" + m_space->dataset.toUtf8()).json()[u"chunk_count"].toInteger().value_or(-1);
    }
    QStringList groupNames(const QString &chunk)
    {
        const Json list = m_space->http->post("/api/chunk_group/chunks", "{\"chunk_ids\": [\"" + chunk.toUtf8() + "\"]}").json();
        QStringList names;
        for (const Json &entry : list.items()) {
            for (const Json &group : entry[u"slim_groups"].items())
                names.append(group[u"name"].toString());
        }
        return names;
    }

private Q_SLOTS:
    void init() { m_space = std::make_unique<Workspace>(); }
    void cleanup() { m_space.reset(); }

    void keepsEveryFieldAsItWasSent()
    {
        const PlainAnswer made = create(R"({"chunk_html": "<p>Größe 🎉</p>", "link": "not a url", "tracking_id": "t/1", "tag_set": ["a,b", "", "ä"],
            "image_urls": ["x", "y"], "location": {"lat": 0, "lon": 0.0}, "num_value": 0.10, "weight": 1.50,
            "time_stamp": "2021-01-02T03:04:05+02:00", "unknown": 1,
            "metadata": {"z": 9223372036854775807, "a": 1e400, "p": 0.10, "n": null, "e": "🎉", "z2": [1, {"k": -0.0}]}})");
        QCOMPARE(made.status, 200);
        QVERIFY(made.json()[u"pos_in_queue"].isNumber());
        const Json chunk = m_space->chunkById(made.json()[u"chunk_metadata"][u"id"].toString());
        QCOMPARE(chunk[u"chunk_html"].toString(), u"<p>Größe 🎉</p>"_s);
        QCOMPARE(chunk[u"link"].toString(), u"not a url"_s);
        QCOMPARE(chunk[u"tracking_id"].toString(), u"t/1"_s);
        QCOMPARE(chunk[u"tag_set"].toBytes(), QByteArray(R"(["a,b","","ä"])"));
        QCOMPARE(chunk[u"image_urls"].toBytes(), QByteArray(R"(["x","y"])"));
        QCOMPARE(chunk[u"location"].toBytes(), QByteArray(R"({"lat":0,"lon":0.0})"));
        QCOMPARE(chunk[u"num_value"].numberText(), QByteArray("0.10"));
        QCOMPARE(chunk[u"weight"].numberText(), QByteArray("1.50"));
        QCOMPARE(chunk[u"time_stamp"].toString(), u"2021-01-02T01:04:05"_s);
        QCOMPARE(chunk[u"metadata"].toBytes(),
            QByteArray(R"({"z":9223372036854775807,"a":1e400,"p":0.10,"n":null,"e":"🎉","z2":[1,{"k":-0.0}]})"));
        QCOMPARE(chunk[u"dataset_id"].toString(), m_space->dataset);
        QVERIFY(!chunk.contains(u"unknown"));
    }

    void aChunkWithoutAnythingHasTheDefaults()
    {
        const PlainAnswer made = create("{}");
        QCOMPARE(made.status, 200);
        const Json sent = made.json()[u"chunk_metadata"];
        QVERIFY(sent[u"tag_set"].isNull());
        const Json chunk = m_space->chunkById(sent[u"id"].toString());
        QCOMPARE(chunk[u"weight"].toDouble(), 0.0);
        QVERIFY(chunk[u"tag_set"].isArray());
        for (const QStringView name : {u"chunk_html", u"link", u"metadata", u"tracking_id", u"time_stamp", u"location", u"image_urls", u"num_value"})
            QVERIFY2(chunk.contains(name) && chunk[name].isNull(), qPrintable(name.toString()));
    }

    void givesTheOldShapeWhenAsked()
    {
        const QString id = m_space->chunk(R"({"chunk_html": "x", "tag_set": ["a", "b"]})");
        m_space->http->setHeader("X-API-Version", "V1");
        const PlainAnswer answer = m_space->http->get("/api/chunk/" + id.toUtf8());
        QCOMPARE(answer.json()[u"tag_set"].toString(), u"a,b"_s);
        QCOMPARE(answer.headers["x-api-version"], QByteArray("1.0"));
    }

    void takesEveryFormOfAMoment_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("kept");
        QTest::newRow("space") << QByteArray("2021-01-01 00:00:00.000") << u"2021-01-01T00:00:00"_s;
        QTest::newRow("minutes") << QByteArray("2021-01-01 10:20") << u"2021-01-01T10:20:00"_s;
        QTest::newRow("T") << QByteArray("2021-01-01T01:02:03.123") << u"2021-01-01T01:02:03.123"_s;
        QTest::newRow("zone") << QByteArray("2021-01-01T00:00:00Z") << u"2021-01-01T00:00:00"_s;
        QTest::newRow("seconds") << QByteArray("1609459200") << u"2021-01-01T00:00:00"_s;
        QTest::newRow("before 1970") << QByteArray("1900-02-28 23:59:59") << u"1900-02-28T23:59:59"_s;
    }

    void takesEveryFormOfAMoment()
    {
        QFETCH(QByteArray, sent);
        QFETCH(QString, kept);
        const QString id = m_space->chunk("{\"chunk_html\": \"x\", \"time_stamp\": \"" + sent + "\"}");
        QCOMPARE(m_space->chunkById(id)[u"time_stamp"].toString(), kept);
    }

    void namesTheFieldThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("chunk");
        QTest::addColumn<QString>("words");
        QTest::newRow("html") << QByteArray(R"({"chunk_html": 1})") << u"chunk_html: expected a string, got a number"_s;
        QTest::newRow("link") << QByteArray(R"({"link": []})") << u"link: expected a string"_s;
        QTest::newRow("tags") << QByteArray(R"({"tag_set": "a,b"})") << u"tag_set: expected an array of strings"_s;
        QTest::newRow("tag") << QByteArray(R"({"tag_set": ["a", 1]})") << u"tag_set[1]: expected a string"_s;
        QTest::newRow("number") << QByteArray(R"({"num_value": "1"})") << u"num_value: expected a number"_s;
        QTest::newRow("weight") << QByteArray(R"({"weight": true})") << u"weight: expected a number"_s;
        QTest::newRow("time") << QByteArray(R"({"time_stamp": "yesterday"})") << u"time_stamp: Invalid timestamp format"_s;
        QTest::newRow("no time") << QByteArray(R"({"time_stamp": ""})") << u"time_stamp: Invalid timestamp format"_s;
        QTest::newRow("lat") << QByteArray(R"({"location": {"lat": "1", "lon": 2}})") << u"location.lat: expected a number"_s;
        QTest::newRow("no lon") << QByteArray(R"({"location": {"lat": 1}})") << u"location.lon: expected a number of degrees"_s;
        QTest::newRow("far north") << QByteArray(R"({"location": {"lat": 91, "lon": 2}})") << u"location.lat: expected degrees"_s;
        QTest::newRow("group id") << QByteArray(R"({"group_ids": ["x"]})") << u"group_ids[0]: expected a UUID"_s;
        QTest::newRow("group") << QByteArray(R"({"group_ids": ["00000000-0000-0000-0000-000000000000"]})") << u"group_ids: there is no group"_s;
        QTest::newRow("boost") << QByteArray(R"({"fulltext_boost": {"phrase": "x"}})") << u"fulltext_boost.boost_factor: expected a number"_s;
        QTest::newRow("semantic") << QByteArray(R"({"semantic_boost": {"distance_factor": 1}})") << u"semantic_boost.phrase: expected a string"_s;
        QTest::newRow("flag") << QByteArray(R"({"convert_html_to_text": "yes"})") << u"convert_html_to_text: expected true or false"_s;
        QTest::newRow("split") << QByteArray(R"({"split_avg": 1})") << u"split_avg: expected true or false"_s;
        QTest::newRow("images") << QByteArray(R"({"image_urls": {}})") << u"image_urls: expected an array"_s;
        QTest::newRow("not an object") << QByteArray("3") << u"expected an object"_s;
    }

    void namesTheFieldThatIsWrong()
    {
        QFETCH(QByteArray, chunk);
        QFETCH(QString, words);
        const PlainAnswer single = create(chunk);
        QCOMPARE(single.status, 400);
        QVERIFY2(single.message().contains(words), single.body.constData());
        const PlainAnswer batch = create(R"([{"chunk_html": "good", "group_track" : 1}, )" + chunk + "]");
        QCOMPARE(batch.status, 400);
        QVERIFY2(batch.message().contains(u"chunks[1]"), batch.body.constData());
        QCOMPARE(chunkCount(), 0);
    }

    void aBatchIsAtMost120()
    {
        QByteArrayList chunks(120, R"({"chunk_html": "x"})");
        const PlainAnswer full = create('[' + chunks.join(',') + ']');
        QCOMPARE(full.status, 200);
        QCOMPARE(full.json()[u"chunk_metadata"].items().size(), 120);
        chunks.append(R"({"chunk_html": "x"})");
        const PlainAnswer over = create('[' + chunks.join(',') + ']');
        QCOMPARE(over.status, 413);
        QCOMPARE(over.message(), u"Too many chunks provided in bulk. The limit is 120 chunks per bulk upload"_s);
        QCOMPARE(chunkCount(), 120);
        const PlainAnswer none = create("[]");
        QCOMPARE(none.status, 200);
        QVERIFY(none.json()[u"chunk_metadata"].isArray());
    }

    void refusesASecondChunkOfTheSameTrackingId()
    {
        const QString id = m_space->chunk(R"({"chunk_html": "one", "tracking_id": "t"})");
        const PlainAnswer again = create(R"({"chunk_html": "two", "tracking_id": "t"})");
        QCOMPARE(again.status, 400);
        QVERIFY(again.message().contains(u"tracking_id"));
        QCOMPARE(m_space->chunkById(id)[u"chunk_html"].toString(), u"one"_s);
        QCOMPARE(chunkCount(), 1);
    }

    void aBatchPassesOverWhatExistsAndListsWhatItMade()
    {
        m_space->chunk(R"({"chunk_html": "one", "tracking_id": "t"})");
        const PlainAnswer batch = create(R"([{"chunk_html": "two", "tracking_id": "t"}, {"chunk_html": "new", "tracking_id": "u"},
            {"chunk_html": "newer", "tracking_id": "u"}, {"chunk_html": "free"}])");
        QCOMPARE(batch.status, 200);
        const QList<Json> made = batch.json()[u"chunk_metadata"].items();
        QCOMPARE(made.size(), 2);
        QCOMPARE(made[0][u"chunk_html"].toString(), u"new"_s);
        QCOMPARE(made[1][u"chunk_html"].toString(), u"free"_s);
        QCOMPARE(m_space->http->get("/api/chunk/tracking_id/t").json()[u"chunk_html"].toString(), u"one"_s);
        QCOMPARE(chunkCount(), 3);
    }

    void anUpsertKeepsIdAndAge()
    {
        const QString id = m_space->chunk(R"({"chunk_html": "one", "tracking_id": "t", "weight": 2, "link": "l", "tag_set": ["old"]})");
        const Json before = m_space->chunkById(id);
        const PlainAnswer again = create(R"({"chunk_html": "two", "tracking_id": "t", "tag_set": ["new"], "upsert_by_tracking_id": true})");
        QCOMPARE(again.status, 200);
        QCOMPARE(again.json()[u"chunk_metadata"][u"id"].toString(), id);
        const Json after = m_space->chunkById(id);
        QCOMPARE(after[u"chunk_html"].toString(), u"two"_s);
        QCOMPARE(after[u"created_at"].toString(), before[u"created_at"].toString());
        QVERIFY(after[u"link"].isNull());
        QCOMPARE(after[u"tag_set"].toBytes(), QByteArray(R"(["new"])"));
        QCOMPARE(chunkCount(), 1);
    }

    void putsChunksIntoGroupsAndMakesThoseNamedByTrackingId()
    {
        const QString known = m_space->group(R"({"name": "Known", "tracking_id": "k"})");
        const QString id = m_space->chunk(R"({"chunk_html": "x", "group_ids": [")" + known.toUtf8() + R"("], "group_tracking_ids": ["k", "made"]})");
        QCOMPARE(groupNames(id), (QStringList{u"Known"_s, u"made"_s}));
        QCOMPARE(m_space->http->get("/api/chunk_group/tracking_id/made").json()[u"name"].toString(), u"made"_s);
    }

    void anUpdateKeepsWhatItDoesNotName()
    {
        const QString id = m_space->chunk(R"({"chunk_html": "one", "tracking_id": "t", "link": "l", "tag_set": ["a"], "num_value": 0.10,
            "metadata": {"n": 1.0}, "weight": 0.50, "time_stamp": "2021-01-01 00:00", "location": {"lat": 1.0, "lon": 2}, "image_urls": ["i"]})");
        const Json before = m_space->chunkById(id);
        const PlainAnswer answer = m_space->http->put("/api/chunk", R"({"chunk_id": ")" + id.toUtf8() + R"(", "chunk_html": "two", "link": null})");
        QCOMPARE(answer.status, 204);
        QCOMPARE(answer.body, QByteArray());
        const Json after = m_space->chunkById(id);
        QCOMPARE(after[u"chunk_html"].toString(), u"two"_s);
        QVERIFY(after[u"updated_at"].toString() != before[u"updated_at"].toString());
        for (const Json::Member &member : before.members()) {
            if (member.name != u"chunk_html" && member.name != u"updated_at")
                QVERIFY2(after[member.name] == member.value, qPrintable(member.name));
        }
    }

    void anUpdateClearsWhatItCan()
    {
        const QString id = m_space->chunk(R"({"chunk_html": "x", "tracking_id": "t", "tag_set": ["a"], "image_urls": ["i"], "group_tracking_ids": ["g"]})");
        QCOMPARE(m_space->http->put("/api/chunk", R"({"tracking_id": "t", "tag_set": [], "image_urls": [], "group_ids": []})").status, 204);
        QCOMPARE(m_space->http->put("/api/chunk", R"({"chunk_id": ")" + id.toUtf8() + R"(", "tracking_id": ""})").status, 204);
        const Json after = m_space->chunkById(id);
        QVERIFY(after[u"tracking_id"].isNull());
        QCOMPARE(after[u"tag_set"].items().size(), 0);
        QCOMPARE(after[u"image_urls"].items().size(), 0);
        QCOMPARE(groupNames(id), QStringList());
        QCOMPARE(m_space->http->post("/api/dataset/get_all_tags", "{}").json()[u"total"].toInteger(), 0);
    }

    void anUpdateRefusesWhatCannotBe()
    {
        m_space->chunk(R"({"chunk_html": "x", "tracking_id": "taken"})");
        const QByteArray id = m_space->chunk(R"({"chunk_html": "y", "tracking_id": "own"})").toUtf8();
        QCOMPARE(m_space->http->put("/api/chunk", R"({"chunk_id": ")" + id + R"(", "tracking_id": "taken"})").status, 400);
        QCOMPARE(m_space->http->put("/api/chunk", R"({"chunk_id": ")" + id + R"(", "group_tracking_ids": ["unknown"]})").status, 400);
        QCOMPARE(m_space->http->put("/api/chunk", R"({"chunk_html": "z"})").status, 400);
        QCOMPARE(m_space->http->put("/api/chunk", R"({"tracking_id": "unknown", "chunk_html": "z"})").status, 404);
        QCOMPARE(m_space->chunkById(QString::fromUtf8(id))[u"tracking_id"].toString(), u"own"_s);
    }

    void deletes()
    {
        const QString first = m_space->chunk(R"({"chunk_html": "x", "tag_set": ["a"]})");
        m_space->chunk(R"({"chunk_html": "x", "tracking_id": "t/ä"})");
        QVERIFY(m_space->isIndexed());
        QCOMPARE(m_space->http->remove("/api/chunk/" + first.toUtf8()).status, 204);
        QCOMPARE(m_space->http->get("/api/chunk/" + first.toUtf8()).status, 404);
        QCOMPARE(m_space->http->remove("/api/chunk/" + first.toUtf8()).status, 204);
        QCOMPARE(m_space->http->remove("/api/chunk/tracking_id/t%2F%C3%A4").status, 204);
        QCOMPARE(m_space->http->remove("/api/chunk/tracking_id/t%2F%C3%A4").status, 404);
        QCOMPARE(m_space->http->get("/api/chunk/not-a-uuid").status, 400);
        QCOMPARE(chunkCount(), 0);
    }

    void aChunkOfAnotherDatasetIsNotThere()
    {
        const QByteArray id = m_space->chunk(R"({"chunk_html": "x"})").toUtf8();
        const QString other = m_space->http->post("/api/dataset", R"({"dataset_name": "Other"})").json()[u"id"].toString();
        m_space->http->useDataset(other);
        QCOMPARE(m_space->http->get("/api/chunk/" + id).status, 404);
        QCOMPARE(m_space->http->remove("/api/chunk/" + id).status, 204);
        QCOMPARE(m_space->http->put("/api/chunk", R"({"chunk_id": ")" + id + R"(", "chunk_html": "y"})").status, 404);
        m_space->http->useDataset(m_space->dataset);
        QCOMPARE(m_space->http->get("/api/chunk/" + id).json()[u"chunk_html"].toString(), u"x"_s);
    }

    void givesManyInTheOrderAskedFor()
    {
        const QString a = m_space->chunk(R"({"chunk_html": "a", "tracking_id": "ta"})");
        const QString b = m_space->chunk(R"({"chunk_html": "b", "tracking_id": "tb"})");
        const Json two = m_space->http->post("/api/chunks", Json::object({{u"ids", Json::strings({b, a})}}).toBytes()).json();
        QCOMPARE(two.items().size(), 2);
        QCOMPARE(two.items()[0][u"id"].toString(), b);
        QCOMPARE(two.items()[1][u"id"].toString(), a);
        const Json tracked = m_space->http->post("/api/chunks/tracking", R"({"tracking_ids": ["tb", "ta"]})").json();
        QCOMPARE(tracked.items()[0][u"id"].toString(), b);
        const PlainAnswer missing = m_space->http->post("/api/chunks", Json::object({{u"ids", Json::strings({a, u"00000000-0000-0000-0000-000000000000"_s})}}).toBytes());
        QCOMPARE(missing.status, 404);
        QCOMPARE(missing.message(), u"Not Found: Any one of the specified chunks not found"_s);
        QCOMPARE(m_space->http->post("/api/chunks", "{}").status, 400);
        QCOMPARE(m_space->http->post("/api/chunks", R"({"ids": ["x"]})").status, 400);
    }
};

QTEST_GUILESS_MAIN(TestChunks)
#include "tst_localserver_chunks.moc"
