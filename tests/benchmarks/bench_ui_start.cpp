#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>

#include <algorithm>
#include <vector>

// From the start of the process to the dataset list painted, and the peak of its memory then, against a bare QMainWindow of the same Qt
// that paints nothing but itself. Both under the same platform plugin, in turn, the first round of each thrown away.

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 9;

class PaintWatch : public QObject
{
    using QObject::QObject;
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !m_told) {
            m_told = true;
            QTextStream(stderr) << "window shown\n";
        }
        return QObject::eventFilter(watched, event);
    }
    bool m_told = false;
};

int bareWindow(int argc, char *argv[])
{
    QApplication application(argc, argv);
    QMainWindow window;
    window.resize(1280, 800);
    PaintWatch watch;
    window.installEventFilter(&watch);
    window.show();
    return QApplication::exec();
}

struct Sample {
    double milliseconds = 0;
    double megabytes = 0;
};

double peakMegabytes(qint64 process)
{
    QFile status(u"/proc/%1/status"_s.arg(process));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const auto match = QRegularExpression(u"VmHWM:\\s+(\\d+) kB"_s).match(QString::fromLatin1(status.readAll()));
    return match.captured(1).toDouble() / 1024;
}

Sample started(const QString &program, const QStringList &arguments, const QByteArray &line)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    QByteArray output;
    while (!output.contains(line) && timer.elapsed() < 20'000 && process.waitForReadyRead(20'000))
        output += process.readAll();
    const Sample sample{.milliseconds = double(timer.nsecsElapsed()) / 1e6, .megabytes = peakMegabytes(process.processId())};
    process.terminate();
    if (!process.waitForFinished(10'000))
        process.kill();
    if (!output.contains(line))
        qFatal("%s never said '%s': %s", qPrintable(program), line.constData(), output.constData());
    return sample;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}

int main(int argc, char *argv[])
{
    if (argc > 1 && qstrcmp(argv[1], "--bare") == 0)
        return bareWindow(argc, argv);
    QCoreApplication application(argc, argv);
    const QTemporaryDir data;
    const QString self = QCoreApplication::applicationFilePath();
    std::vector<double> bareTimes, ownTimes, bareMemory, ownMemory;
    for (int round = 0; round <= rounds; ++round) {
        const Sample bare = started(self, {u"--bare"_s}, "window shown");
        const Sample own = started(QStringLiteral(RETRIEVER_PROGRAM), {u"--data"_s, data.path()}, "datasets shown");
        if (round == 0) {
            QThread::sleep(5); // The first start of all puts the handbook into the workspace; that is not what is measured.
            continue;
        }
        bareTimes.push_back(bare.milliseconds);
        ownTimes.push_back(own.milliseconds);
        bareMemory.push_back(bare.megabytes);
        ownMemory.push_back(own.megabytes);
    }
    QTextStream out(stdout);
    out << QString::asprintf("start to dataset list painted: %.0f ms, bare QMainWindow painted: %.0f ms, ratio %.2f (median of %d)\n",
                             median(ownTimes), median(bareTimes), median(ownTimes) / median(bareTimes), rounds)
        << QString::asprintf("peak memory then: %.1f MB, bare QMainWindow: %.1f MB, ratio %.2f\n", median(ownMemory), median(bareMemory),
                             median(ownMemory) / median(bareMemory));
    return 0;
}
