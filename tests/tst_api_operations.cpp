#include "app/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const DatasetId dataset(u"b1b1b1b1-0000-4000-8000-000000000001"_s);
const OrganizationId organization(u"0a0a0a0a-0000-4000-8000-000000000001"_s);
const ChunkGroupId group(u"d0d0d0d0-0000-4000-8000-000000000001"_s);
const ChunkId chunk(u"c0c0c0c0-0000-4000-8000-000000000001"_s);
const ChunkId otherChunk(u"c0c0c0c0-0000-4000-8000-000000000002"_s);
const TopicId topic(u"e0e0e0e0-0000-4000-8000-000000000001"_s);

// What a person would say of a value, to compare with the last part of a golden file.
QString told(qint64 number) { return QString::number(number); }
QString told(const Organization &value) { return value.id.text() + u' ' + value.name; }
QString told(const Chunk &value) { return (value.id.text() + u' ' + value.trackingId.value_or(QString())).trimmed(); }
QString told(const ChunkGroup &value) { return (value.id.text() + u' ' + value.name + u' ' + value.trackingId.value_or(QString())).trimmed(); }
QString told(const Topic &value) { return value.id.text() + u' ' + value.name + u' ' + value.ownerId; }
QString told(const Message &value) { return u"%1 %2 %3"_s.arg(value.sortOrder).arg(roleName(value.role), value.content); }
QString told(const SearchHit &value) { return told(value.chunk) + u' ' + QString::number(value.score); }

QString told(const Dataset &value)
{
    const QString text = value.id.text() + u' ' + value.name;
    if (value.chunkCount)
        return text + u' ' + QString::number(*value.chunkCount);
    return text + u' ' + QString::fromUtf8(value.serverConfiguration.text());
}

QString told(const ChunkMembership &value)
{
    QStringList names;
    for (const SlimGroup &one : value.groups)
        names.append(one.name);
    return value.chunk.text() + u" in "_s + names.join(u' ');
}

template <typename T>
QString told(const QList<T> &values)
{
    QStringList list;
    for (const T &value : values)
        list.append(told(value));
    return u'[' + list.join(u", "_s) + u']';
}

QString told(const SearchResults &value) { return told(value.hits) + u" of "_s + QString::number(value.totalPages); }
QString told(const GroupPage &value) { return told(value.groups) + u" of "_s + QString::number(value.totalPages); }
QString told(const GroupChunksPage &value) { return told(value.chunks) + u" of "_s + QString::number(value.totalPages); }

QString told(const QueuedChunks &value)
{
    return told(value.chunks) + (value.posInQueue ? u" at "_s + QString::number(*value.posInQueue) : QString());
}

QString told(const Error &error)
{
    const QString kind = error.kind == Error::Kind::NotFound ? u"NotFound"_s : QString::number(int(error.kind));
    return u"%1 %2 %3"_s.arg(kind).arg(error.httpStatus).arg(error.message);
}

template <typename T>
QString told(const Result<T> &result)
{
    if (!result)
        return told(result.error());
    if constexpr (std::is_void_v<T>)
        return u"ok"_s;
    else
        return told(*result);
}

/// The three parts of a golden file: the request's line, headers and body; the answer's status line and body; what the caller is told.
struct Golden {
    QByteArray method, target;
    QList<QByteArray> headers;
    QByteArray body;
    int status = 0;
    QByteArray contentType, answer;
    QString expected;

    static Golden read(const QString &name)
    {
        QFile file(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/api/") + name);
        Golden golden;
        if (!file.open(QIODevice::ReadOnly))
            return golden;
        QByteArray text = file.readAll();
        const qsizetype first = text.indexOf("\n---\n");
        const qsizetype second = text.indexOf("\n---\n", first + 1);
        QList<QByteArray> request = text.left(first).split('\n');
        golden.method = request.first().split(' ').value(0);
        golden.target = request.takeFirst().split(' ').value(1);
        while (!request.isEmpty() && !request.first().isEmpty())
            golden.headers.append(request.takeFirst());
        golden.body = request.join('\n').trimmed();
        QList<QByteArray> answer = text.mid(first + 5, second - first - 5).split('\n');
        golden.status = answer.first().split(' ').value(0).toInt();
        golden.contentType = answer.takeFirst().split(' ').value(1);
        golden.answer = answer.join('\n').trimmed();
        golden.expected = QString::fromUtf8(text.mid(second + 5)).trimmed();
        return golden;
    }
};

}

/// Every operation of the client against the files in golden/api: what goes over the wire, and what is made of the answer.
class OperationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void speaksAsTheServerDoes_data();
    void speaksAsTheServerDoes();
    void refusesMoreThanTheServerTakes();
    void letsNothingThatWritesLeaveAReadOnlyProfile_data();
    void letsNothingThatWritesLeaveAReadOnlyProfile();

private:
    using Report = std::function<void(const QString &)>;
    using Operation = std::function<void(const ApiClient &, QObject *, const Report &)>;
    template <typename T>
    static void report(Call<T> call, QObject *context, const Report &done);
    static void report(StreamCall call, QObject *context, const Report &done);
    static QHash<QString, Operation> operations();
    static void addOperationsOnGroups(QHash<QString, Operation> &all);
    static void addOperationsOnChunks(QHash<QString, Operation> &all);
    static void addOperationsOnTopics(QHash<QString, Operation> &all);
};

template <typename T>
void OperationsTest::report(Call<T> call, QObject *context, const Report &done)
{
    std::move(call).then(context, [done](const Result<T> &result) { done(told(result)); });
}

void OperationsTest::report(StreamCall call, QObject *context, const Report &done)
{
    const auto kept = std::make_shared<StreamCall>(std::move(call));
    const auto text = std::make_shared<QString>();
    kept->then(
        context, [text](const QString &piece) { *text += piece; },
        [kept, text, done](const StreamEnd &end) { done(end.error ? told(*end.error) : *text); });
}

#define OPERATION(call) [](const ApiClient &client, QObject *context, const Report &done) { report(client.call, context, done); }

QHash<QString, OperationsTest::Operation> OperationsTest::operations()
{
    QHash<QString, Operation> all;
    all[u"health"_s] = OPERATION(health());
    all[u"organization"_s] = OPERATION(organization(organization));
    all[u"datasets"_s] = OPERATION(datasets(50, 100));
    all[u"dataset"_s] = OPERATION(dataset(dataset));
    all[u"chunkCount"_s] = OPERATION(chunkCount(dataset));
    all[u"createDataset"_s] = OPERATION(createDataset(
        {.name = u"Docs"_s, .trackingId = u"docs-1"_s, .serverConfiguration = Json::object({{u"FULLTEXT_ENABLED", true}})}));
    all[u"updateDataset"_s] = OPERATION(updateDataset(dataset, {.name = u"Docs"_s, .trackingId = {}, .serverConfiguration = {}}));
    all[u"deleteDataset"_s] = OPERATION(deleteDataset(dataset));
    addOperationsOnGroups(all);
    addOperationsOnChunks(all);
    addOperationsOnTopics(all);
    return all;
}

void OperationsTest::addOperationsOnGroups(QHash<QString, Operation> &all)
{
    static const NewChunkGroup garden{.name = u"Garden"_s, .description = {}, .trackingId = u"g/1"_s, .tagSet = {}, .metadata = {}, .upsertByTrackingId = true};
    static const NewChunkGroup house{.name = u"House"_s, .description = u"where we live"_s, .trackingId = {}, .tagSet = {}, .metadata = {}};
    all[u"groups"_s] = OPERATION(groups(dataset, 3));
    all[u"group"_s] = OPERATION(group(dataset, group));
    all[u"groupByTrackingId"_s] = OPERATION(groupByTrackingId(dataset, u"g/1"_s));
    all[u"createGroups-one"_s] = all[u"createGroups-none"_s] = OPERATION(createGroups(dataset, {garden}));
    all[u"createGroups"_s] = OPERATION(createGroups(dataset, {garden, house}));
    all[u"updateGroup"_s] = [](const ApiClient &client, QObject *context, const Report &done) {
        ChunkGroup original;
        original.id = group;
        original.trackingId = u"g/1"_s;
        original.metadata = *Metadata::fromText(u"{\"n\": 1.10}"_s);
        report(client.updateGroup(dataset, original, {.name = u"Kitchen garden"_s, .description = {}, .trackingId = {}, .tagSet = {}, .metadata = {}}), context, done);
    };
    all[u"deleteGroup"_s] = OPERATION(deleteGroup(dataset, group, false));
    all[u"deleteGroup-with"_s] = OPERATION(deleteGroup(dataset, group, true));
    all[u"groupChunkCount"_s] = OPERATION(groupChunkCount(dataset, group));
    all[u"groupChunks"_s] = OPERATION(groupChunks(dataset, group, 2));
    all[u"addToGroup"_s] = OPERATION(addToGroup(dataset, group, chunk));
    all[u"removeFromGroup"_s] = OPERATION(removeFromGroup(dataset, group, chunk));
    all[u"groupsOfChunks"_s] = OPERATION(groupsOfChunks(dataset, {chunk, otherChunk}));
}

void OperationsTest::addOperationsOnChunks(QHash<QString, Operation> &all)
{
    static const ChunkPatch roses = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>Roses</p>"_s;
        patch.trackingId = u"t-1"_s;
        patch.weight = *Number::fromText(u"0.50");
        return patch;
    }();
    static const ChunkPatch tulips = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>Tulips</p>"_s;
        patch.upsertByTrackingId = true;
        return patch;
    }();
    static const ChunkPatch change = [] {
        ChunkPatch patch;
        patch.chunkHtml = u"<p>New</p>"_s;
        patch.trackingId = Field<QString>::cleared();
        patch.tagSet = Field<QStringList>::cleared();
        return patch;
    }();
    all[u"scroll"_s] = OPERATION(scroll(dataset, {.from = chunk, .filter = Filter::inGroup(group)}));
    all[u"search"_s] = OPERATION(search(dataset, {.query = u"roses"_s, .searchType = u"hybrid"_s, .page = 2, .filter = {}}));
    all[u"chunk"_s] = OPERATION(chunk(dataset, chunk));
    all[u"chunkByTrackingId"_s] = OPERATION(chunkByTrackingId(dataset, u"a/b?c"_s));
    all[u"chunks"_s] = OPERATION(chunks(dataset, {chunk, otherChunk}));
    all[u"createChunks-one"_s] = OPERATION(createChunks(dataset, {roses}));
    all[u"createChunks"_s] = OPERATION(createChunks(dataset, {roses, tulips}));
    all[u"updateChunk"_s] = OPERATION(updateChunk(dataset, chunk, change));
    all[u"deleteChunk"_s] = OPERATION(deleteChunk(dataset, chunk));
}

void OperationsTest::addOperationsOnTopics(QHash<QString, Operation> &all)
{
    all[u"topics"_s] = OPERATION(topics(dataset, u"me@home/1"_s));
    all[u"createTopic"_s] = OPERATION(createTopic(dataset, u"Roses"_s, u"me"_s));
    all[u"renameTopic"_s] = OPERATION(renameTopic(dataset, topic, u"Tulips"_s));
    all[u"deleteTopic"_s] = OPERATION(deleteTopic(dataset, topic));
    all[u"messages"_s] = OPERATION(messages(dataset, topic));
    all[u"sendMessage"_s] = OPERATION(sendMessage(dataset, {.topicId = topic, .content = u"Why roses?"_s, .filter = {}, .temperature = {}, .model = {}}));
    all[u"generate"_s] = OPERATION(generate(dataset,
        {.previousMessages = {{.role = Message::Role::User, .content = u"Why roses?"_s}}, .chunkIds = {chunk}, .prompt = {}, .temperature = {}, .model = {}}));
}

void OperationsTest::speaksAsTheServerDoes_data()
{
    QTest::addColumn<QString>("file");
    const QStringList files = QDir(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/api")).entryList({u"*.txt"_s});
    const QHash<QString, Operation> all = operations();
    QSet<QString> covered;
    for (const QString &file : files) {
        QTest::newRow(qPrintable(file)) << file;
        covered.insert(file.chopped(4).section(u'-', 0, 0));
    }
    for (auto operation = all.begin(); operation != all.end(); ++operation)
        QVERIFY2(covered.contains(operation.key().section(u'-', 0, 0)), qPrintable(operation.key()));
}

void OperationsTest::speaksAsTheServerDoes()
{
    QFETCH(QString, file);
    const Golden golden = Golden::read(file);
    const QHash<QString, Operation> all = operations();
    const QString name = file.chopped(4);
    const Operation operation = all.value(name.section(u'-', 0, 1), all.value(name.section(u'-', 0, 0)));
    QVERIFY2(operation, "no operation of that name");

    FakeServer server;
    const QByteArray path = golden.target.split('?').first();
    // Trieve's streams have no content type.
    const FakeAnswer stream = FakeAnswer::stream({golden.answer});
    const FakeAnswer whole = FakeAnswer::bytes(golden.contentType, golden.answer, golden.status);
    server.on(golden.method, path, golden.answer.isEmpty() ? FakeAnswer::empty(golden.status) : golden.contentType.isEmpty() ? stream : whole);
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, organization}, manager, manager);
    QString reported;
    operation(client, this, [&reported](const QString &text) { reported = text; });
    QTRY_VERIFY(!reported.isEmpty());
    QCOMPARE(reported, golden.expected);

    const FakeRequest request = server.lastRequest();
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(request.method, golden.method);
    QCOMPARE(request.path + (request.query.isEmpty() ? QByteArray() : '?' + request.query), golden.target);
    QList<QByteArray> scopes;
    for (const QByteArray header : {"TR-Dataset", "TR-Organization"}) {
        if (request.hasHeader(header))
            scopes.append(header + ": " + request.header(header));
    }
    QCOMPARE(scopes, golden.headers);
    QCOMPARE(request.body.isEmpty(), golden.body.isEmpty());
    if (!golden.body.isEmpty())
        QVERIFY2(*Json::parse(request.body) == *Json::parse(golden.body), request.body.constData());
}

void OperationsTest::refusesMoreThanTheServerTakes()
{
    FakeServer server;
    QNetworkAccessManager manager;
    const ApiClient client({server.url(), u"tr-key"_s, organization}, manager, manager);
    QStringList reports;
    const Report keep = [&reports](const QString &text) { reports.append(text); };
    report(client.createChunks(dataset, QList<ChunkPatch>(121)), this, keep);
    report(client.createGroups(dataset, QList<NewChunkGroup>(1001)), this, keep);
    QTRY_COMPARE(reports.size(), 2);
    QVERIFY2(reports[0].contains(u"120 at most"_s), qPrintable(reports[0]));
    QVERIFY2(reports[1].contains(u"1000 at most"_s), qPrintable(reports[1]));
    QVERIFY(server.requests().isEmpty());
}

void OperationsTest::letsNothingThatWritesLeaveAReadOnlyProfile_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = operations().keys();
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void OperationsTest::letsNothingThatWritesLeaveAReadOnlyProfile()
{
    // What asks though it is a POST; whatever else is no GET changes something.
    static const QRegularExpression asks(
        u"^/api/(chunk/(search|autocomplete|count|recommend|generate|suggestions|split)|chunks(/scroll|/tracking)?"
        "|chunk_group/(search|recommend|count|chunks|group_oriented_search|group_oriented_autocomplete)|dataset/(events|get_all_tags)"
        "|analytics(/search|/rag|/recommendations|/top|/events/(all|ctr|component)|/search/clusters)?|organization/usage/[^/]+"
        "|message/(generate_message_completions|get_tool_function_params|transcribe_audio))$"_s);
    QFETCH(QString, name);
    FakeServer server;
    for (const QByteArray verb : {"GET", "POST", "PUT", "PATCH", "DELETE"})
        server.on(verb, "*", FakeAnswer::json("{}", 500));
    QNetworkAccessManager manager;
    const auto ask = [&](bool isReadOnly) {
        const ApiClient client({.baseUrl = server.url(), .apiKey = u"tr-key"_s, .organization = organization, .isReadOnly = isReadOnly}, manager, manager);
        QString reported;
        operations()[name](client, this, [&reported](const QString &text) { reported = text; });
        [&reported] { QTRY_VERIFY(!reported.isEmpty()); }();
        return reported;
    };
    (void)ask(false);
    const FakeRequest allowed = server.lastRequest();
    const qsizetype before = server.requests().size();
    QVERIFY(before > 0);
    const bool reads = allowed.method == "GET" || (allowed.method == "POST" && asks.match(QString::fromLatin1(allowed.path)).hasMatch());
    const QString told = ask(true);
    QCOMPARE(server.requests().size() > before, reads);
    QVERIFY2(reads || told.contains(u"would write"_s), qPrintable(told));
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "tst_api_operations.moc"
