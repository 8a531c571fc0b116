#include "app/values/json.h"
#include "tests/benchmarks/bulksender.h"
#include "tests/benchmarks/chunksink.h"
#include "tests/benchmarks/comparison.h"
#include "tests/benchmarks/doccorpus.h"
#include "tests/benchmarks/measuredchild.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>

#include <functional>

// What it costs to send chunks in batches of 120, made one by one as a program makes them, one batch after the other, to a server that only
// takes and answers: through ApiClient with its request log, through Trieve's TypeScript SDK, through Python's urllib3, and prepared bytes
// through curl. Each is a process of its own, so that the processor time and the memory are its own too.
//   bench_api_bulk [chunks, 60000 by default]

using namespace Qt::StringLiterals;

namespace
{

/// About a thousand characters each, as chunks commonly have.
QByteArray texts(const DocCorpus &corpus)
{
    Json list = Json::array();
    for (qint64 number = 0; list.items().size() < 1000; ++number) {
        const QString text = corpus.piece(number).html;
        if (text.size() > 600)
            list.append(text.left(1000));
    }
    return list.toBytes();
}

/// What a server says to a batch: each chunk as it took it.
QByteArray fullAnswer(const QByteArray &texts)
{
    Json chunks = Json::array();
    const Json list = *Json::parse(texts);
    for (int i = 0; i < BulkSender::batch; ++i) {
        const QString id = u"aaaaaaaa-0000-4000-8000-%1"_s.arg(i, 12, 10, QLatin1Char('0'));
        chunks.append(Json::object({{u"id", id}, {u"link", nullptr}, {u"created_at", u"2026-01-02T03:04:05.678901"},
                                    {u"updated_at", u"2026-01-02T03:04:05.678901"}, {u"chunk_html", list.items().at(i)},
                                    {u"metadata", Json::object({{u"number", i}, {u"source", u"documentation"}})}, {u"tracking_id", u"bulk-%1"_s.arg(i)},
                                    {u"time_stamp", nullptr}, {u"dataset_id", u"11111111-2222-4333-8444-555555555555"}, {u"weight", 0.0}, {u"location", nullptr},
                                    {u"image_urls", nullptr}, {u"tag_set", Json::strings({u"benchmark"_s, u"part-1"_s})}, {u"num_value", double(i)}}));
    }
    return Json::object({{u"chunk_metadata", chunks}}).toBytes();
}

QString written(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
    return path;
}

/// A program that sends the chunks, given how many.
struct Contender {
    QString name;
    QString program;
    std::function<QStringList(qint64 chunks)> arguments;
};

struct Cost {
    double rate = 0;
    double cpu = 0;
    double memory = 0;
};

/// The best of three, since everything else on a machine only ever adds.
Cost costOf(const Contender &contender, ChunkSink &sink, qint64 chunks)
{
    const MeasuredChild idle = MeasuredChild::run(contender.program, contender.arguments(0));
    Cost best;
    for (int i = 0; i < 3; ++i) {
        sink.taken();
        const MeasuredChild all = MeasuredChild::run(contender.program, contender.arguments(chunks));
        const ChunkSink::Taken taken = sink.taken();
        if (taken.requests != chunks / BulkSender::batch)
            qFatal("%lld requests came from %s", taken.requests, qPrintable(contender.name));
        const Cost cost{double(chunks) / (all.seconds - idle.seconds), (all.cpuSeconds - idle.cpuSeconds) * 1e4 / double(chunks),
            all.peakMegabytes - idle.peakMegabytes};
        if (i == 0 || cost.cpu < best.cpu)
            best = cost;
        if (i == 0)
            QTextStream(stdout) << contender.name << ": " << taken.bytes / chunks << " bytes a chunk, idle " << idle.peakMegabytes << " MB" << Qt::endl;
    }
    return best;
}

void measure(const QString &title, const QByteArray &answer, qint64 answered, const QString &textFile, const QString &batchFile, const QTemporaryDir &folder, qint64 chunks)
{
    QTextStream(stdout) << "\n" << title << Qt::endl;
    ChunkSink sink(answer);
    const QString port = QString::number(sink.port());
    const QString clients = QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/benchmarks/clients/");
    const auto same = [&](const QStringList &first) {
        return [=](qint64 count) { return first + QStringList{port, textFile, QString::number(count), QString::number(answered)}; };
    };
    const QList<Contender> all = {
        {u"ApiClient"_s, QCoreApplication::applicationFilePath(), same({u"--send"_s, folder.filePath(u"history"_s)})},
        {u"trieve-ts-sdk"_s, u"node"_s, same({clients + u"bulk.mjs"_s})},
        {u"urllib3"_s, u"/usr/bin/python3"_s, same({clients + u"bulk.py"_s})},
        {u"curl, prepared bytes"_s, u"curl"_s,
            [&](qint64 count) {
                const QString target = u"http://127.0.0.1:"_s + port;
                return count == 0 ? QStringList{u"-s"_s, target}
                                  : QStringList{u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-H"_s, u"Content-Type: application/json"_s, u"--data-binary"_s,
                                        u"@"_s + batchFile, target + u"/api/chunk?[1-%1]"_s.arg(count / BulkSender::batch)};
            }},
    };
    QList<Cost> costs;
    for (const Contender &contender : all)
        costs.append(costOf(contender, sink, chunks));
    const Comparison table;
    for (qsizetype i = 1; i < all.size(); ++i)
        table.add(u"chunks per second, against "_s + all.at(i).name, u"/s"_s, costs.first().rate, costs.at(i).rate);
    for (qsizetype i = 1; i < all.size(); ++i)
        table.add(u"CPU for 10,000 chunks, against "_s + all.at(i).name, u"s"_s, costs.first().cpu, costs.at(i).cpu);
    for (qsizetype i = 1; i < all.size(); ++i)
        table.add(u"memory above idle, against "_s + all.at(i).name, u"MB"_s, costs.first().memory, costs.at(i).memory);
}

int send(const QStringList &words)
{
    QFile file(words.at(2));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the texts are not there");
    QStringList texts;
    const Json list = *Json::parse(file.readAll());
    for (const Json &text : list.items())
        texts.append(text.toString());
    BulkSender sender(quint16(words.at(1).toUInt()), words.at(0), texts, words.at(3).toLongLong(), words.at(4).toLongLong());
    sender.begin();
    return QCoreApplication::exec();
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == "--send"_L1)
        return send(words.mid(2));
    // Whole batches.
    const qint64 chunks = (words.size() > 1 ? words.at(1).toLongLong() : 60'000) / BulkSender::batch * BulkSender::batch;
    const QTemporaryDir folder;
    const QByteArray list = texts(DocCorpus(QStringLiteral(RETRIEVER_CORPUS)));
    const QString textFile = written(folder.filePath(u"texts.json"_s), list);
    const QByteArray answer = fullAnswer(list);
    // As large as a batch of the others, which is all that matters for prepared bytes.
    const QString batchFile = written(folder.filePath(u"batch.json"_s), answer);
    measure(u"The server answers with every chunk, as Trieve does"_s, answer, BulkSender::batch, textFile, batchFile, folder, chunks);
    measure(u"The server answers with an empty list"_s, R"({"chunk_metadata":[]})", 0, textFile, batchFile, folder, chunks);
    return 0;
}
