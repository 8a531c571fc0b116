#include "support/workspace.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

/// What RETRIEVER_RECORD_ANSWERS leaves behind.
class RecordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void recordsTheAnswersOfAServerWithItsRoutes();
    void recordsAStreamedAnswerWhenItHasEnded();
    void neverRecordsAKey();
    void recordsNothingUnlessAsked();
    void servesAllTheSameWhereTheFolderIsNotThere();

private:
    QByteArray recorded() const;
    Json lineOf(const QString &path) const;

    QByteArray m_asked;
    std::optional<QTemporaryDir> m_folder;
};

void RecordTest::init()
{
    m_asked = qgetenv("RETRIEVER_RECORD_ANSWERS");
    m_folder.emplace();
    qputenv("RETRIEVER_RECORD_ANSWERS", m_folder->path().toUtf8());
}

void RecordTest::cleanup()
{
    qputenv("RETRIEVER_RECORD_ANSWERS", m_asked);
}

QByteArray RecordTest::recorded() const
{
    const QStringList names = QDir(m_folder->path()).entryList(QDir::Files);
    QFile file(m_folder->filePath(names.value(0)));
    return names.size() == 1 && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json RecordTest::lineOf(const QString &path) const
{
    for (const QByteArray &text : recorded().split('\n')) {
        const auto line = Json::parse(text);
        if (line && (*line)[u"path"].toString() == path)
            return *line;
    }
    return {};
}

void RecordTest::recordsTheAnswersOfAServerWithItsRoutes()
{
    Workspace workspace;
    const PlainAnswer answer = workspace.http->get("/api/chunk/tracking_id/a%20b?x=1&y");
    QCOMPARE(answer.status, 404);

    QVERIFY(recorded().startsWith(quoted("{'routes':['")));
    QVERIFY(recorded().contains("\"GET /api/chunk/tracking_id/{tracking_id}\""));
    const Json line = lineOf(u"/api/chunk/tracking_id/a b?x=1&y="_s);
    QCOMPARE(line[u"route"].toString(), u"GET /api/chunk/tracking_id/{tracking_id}"_s);
    QCOMPARE(line[u"status"], Json(404));
    QCOMPARE(line[u"content_type"].toString(), u"application/json"_s);
    QCOMPARE(line[u"body"].toString(), QString::fromUtf8(answer.body));
    QCOMPARE(line[u"is_whole"], Json(true));
}

void RecordTest::recordsAStreamedAnswerWhenItHasEnded()
{
    Workspace workspace;
    const QString chunk = workspace.chunk("{'chunk_html': '<p>Tulips need six hours of sun.</p>'}");
    QVERIFY(workspace.isIndexed());
    const QByteArray question = "{'chunk_ids': ['" + chunk.toUtf8() + "'], 'prev_messages': [{'role': 'user', 'content': 'How much sun?'}]}";
    const PlainAnswer answer = workspace.post("/api/chunk/generate", question);
    QCOMPARE(answer.status, 200);

    QTRY_COMPARE(lineOf(u"/api/chunk/generate"_s)[u"body"].toString(), QString::fromUtf8(answer.body));
    QCOMPARE(lineOf(u"/api/chunk/generate"_s)[u"is_whole"], Json(true));
}

void RecordTest::neverRecordsAKey()
{
    Workspace workspace;
    const QByteArray secret = "sk-keep-this-to-yourself";
    const PlainAnswer made = workspace.post("/api/dataset",
        "{'dataset_name': 'Second', 'server_configuration': {'LLM_API_KEY': '" + secret + "'}}");
    QCOMPARE(made.status, 200);

    QVERIFY(recorded().contains("Second"));
    QVERIFY(!recorded().contains(secret));
    QVERIFY(!recorded().contains(workspace.server->key().toUtf8()));
}

void RecordTest::recordsNothingUnlessAsked()
{
    qunsetenv("RETRIEVER_RECORD_ANSWERS");
    Workspace workspace;
    QCOMPARE(workspace.http->get("/api/health").status, 200);
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void RecordTest::servesAllTheSameWhereTheFolderIsNotThere()
{
    qputenv("RETRIEVER_RECORD_ANSWERS", m_folder->filePath(u"nowhere"_s).toUtf8());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"Answers are not recorded: .*nowhere.*"_s));
    Workspace workspace;
    QCOMPARE(workspace.http->get("/api/health").status, 200);
}

QTEST_GUILESS_MAIN(RecordTest)
#include "tst_localserver_record.moc"
