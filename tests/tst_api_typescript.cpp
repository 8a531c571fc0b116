#include "app/api/operation.h"
#include "app/api/requesthistory.h"
#include "app/api/requestsample.h"
#include "tests/support/golden.h"

#include <QNetworkAccessManager>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

/// The TypeScript that the request log copies, compiled and run with Trieve's own SDK: it asks for what the logged request asked for.
class TypescriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void namesMethodsThatTakeTheBody();
    void fitsTheTypesOfTheSdk_data();
    void fitsTheTypesOfTheSdk();
    void sendsTheSameRequest_data();
    void sendsTheSameRequest();

private:
    RequestRecord logged(const QString &name, const golden::Operation &operation);
    void write(const QString &name, const QString &program);
    /// What the compiler or the run had against a program.
    QString objection(const QString &name) const;
    void addOperations() const;

    QTemporaryDir m_folder;
    QStringList m_said;
    /// By the operation's name: each has a server of its own, which is asked by the client first and then by the program.
    std::map<QString, std::unique_ptr<FakeServer>> m_servers;
};

namespace {

const QString key = u"tr-0123456789abcdefghijklmnopqrstuv"_s;

/// The same body with numbers as JavaScript spells them: 1.10 is 1.1 there.
QByteArray inJavaScript(const QByteArray &body)
{
    static const QRegularExpression zeros(u"(\\d\\.\\d*[1-9])0+(?=[,}\\]])"_s);
    return QString::fromUtf8(body).replace(zeros, u"\\1"_s).toUtf8();
}

/// A program that is never run: its types say whether each method of the table takes the body of its operation, and no more.
QString programOfTheTable()
{
    QString program = u"import type { TrieveSDK, $OpenApiTs } from \"trieve-ts-sdk\";\ndeclare const trieve: TrieveSDK;\nexport const calls = [\n"_s;
    for (const Operation &operation : Operation::all()) {
        if (!operation.typescriptMethod.isEmpty()) {
            program += u"  (body: $OpenApiTs[\"/api/%1\"][\"%2\"][\"req\"][\"requestBody\"]) => trieve.%3(body),\n"_s
                           .arg(operation.path, operation.verb.toString().toLower(), operation.typescriptMethod);
        }
    }
    return program + u"];\n"_s;
}

}

RequestRecord TypescriptTest::logged(const QString &name, const golden::Operation &operation)
{
    const GoldenFile golden = golden::success(name, golden::operations());
    auto &server = m_servers[name] = std::make_unique<FakeServer>();
    server->on(golden.method, golden.target.split('?').first(), golden::answerOf(golden));
    QTemporaryDir folder;
    RequestHistory history(folder.path());
    QNetworkAccessManager manager;
    ApiClient client({server->url(), key, golden::organization}, manager, manager);
    client.keepHistory(history);
    bool isAnswered = false;
    operation(client, this, [&isAnswered](const golden::Ended &) { isAnswered = true; });
    if (!QTest::qWaitFor([&isAnswered] { return isAnswered; }, 20'000))
        qFatal("%s was never answered.", qPrintable(name));
    std::optional<QList<RequestHistory::Entry>> entries;
    history.find({}, this, [&entries](const QList<RequestHistory::Entry> &list) { entries = list; });
    if (!QTest::qWaitFor([&entries] { return entries && !entries->isEmpty(); }, 20'000))
        qFatal("%s was never written down.", qPrintable(name));
    return *history.record(entries->first());
}

void TypescriptTest::write(const QString &name, const QString &program)
{
    QFile file(m_folder.filePath(name + u".ts"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(program.toUtf8());
}

void TypescriptTest::initTestCase()
{
    const golden::Operations all = golden::operations();
    for (auto operation = all.begin(); operation != all.end(); ++operation)
        write(operation.key(), requestsample::typescript(logged(operation.key(), *operation)));
    write(u"table"_s, programOfTheTable());
    QProcess node;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TRIEVE_API_KEY"_s, key);
    node.setProcessEnvironment(environment);
    node.setStandardOutputFile(QProcess::nullDevice());
    node.start(u"node"_s, {QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/end-to-end/sdk/samples.mjs"), m_folder.path()});
    QTRY_COMPARE_WITH_TIMEOUT(node.state(), QProcess::NotRunning, 240'000);
    QVERIFY2(node.error() == QProcess::UnknownError, qPrintable(node.errorString()));
    m_said = QString::fromUtf8(node.readAllStandardError()).split(u'\n', Qt::SkipEmptyParts);
    // Whatever is not about one of the programs.
    for (const QString &line : std::as_const(m_said))
        QVERIFY2(QFile::exists(m_folder.filePath(line.section(u": "_s, 0, 0))), qPrintable(line));
}

QString TypescriptTest::objection(const QString &name) const
{
    return m_said.filter(QRegularExpression(u'^' + QRegularExpression::escape(name) + u"\\.ts: "_s)).join(u'\n');
}

void TypescriptTest::namesMethodsThatTakeTheBody()
{
    QVERIFY2(objection(u"table"_s).isEmpty(), qPrintable(objection(u"table"_s)));
}

void TypescriptTest::addOperations() const
{
    QTest::addColumn<QString>("name");
    for (const auto &[name, server] : m_servers)
        QTest::newRow(qPrintable(name)) << name;
}

void TypescriptTest::fitsTheTypesOfTheSdk_data()
{
    addOperations();
}

void TypescriptTest::fitsTheTypesOfTheSdk()
{
    QFETCH(QString, name);
    QVERIFY2(objection(name).isEmpty(), qPrintable(objection(name)));
}

void TypescriptTest::sendsTheSameRequest_data()
{
    addOperations();
}

void TypescriptTest::sendsTheSameRequest()
{
    QFETCH(QString, name);
    const QList<FakeRequest> requests = m_servers[name]->requests();
    QCOMPARE(requests.size(), 2);
    const FakeRequest &ours = requests.first();
    const FakeRequest &theirs = requests.last();
    QCOMPARE(theirs.method, ours.method);
    QCOMPARE(theirs.path, ours.path);
    QCOMPARE(theirs.query, ours.query);
    for (const char *header : {"TR-Dataset", "TR-Organization", "Authorization"})
        QCOMPARE(theirs.header(header), ours.header(header));
    QCOMPARE(theirs.body.isEmpty(), ours.body.isEmpty());
    if (!ours.body.isEmpty())
        QVERIFY2(*Json::parse(theirs.body) == *Json::parse(inJavaScript(ours.body)), theirs.body.constData());
}

QTEST_GUILESS_MAIN(TypescriptTest)
#include "tst_api_typescript.moc"
