#include "tests/benchmarks/measuredchild.h"

#include <QElapsedTimer>
#include <QFile>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <vector>

namespace
{

/// What the system says in rusage would hold what this program, whose copy the child was for a moment, had.
double peakOf(pid_t process)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf("VmHWM:");
    return at < 0 ? 0 : status.mid(at + 6, status.indexOf("kB", at) - at - 6).trimmed().toDouble() * 1024 / 1e6;
}

}

MeasuredChild MeasuredChild::run(const QString &program, const QStringList &arguments)
{
    std::vector<QByteArray> words{program.toLocal8Bit()};
    for (const QString &argument : arguments)
        words.push_back(argument.toLocal8Bit());
    std::vector<char *> list;
    for (QByteArray &word : words)
        list.push_back(word.data());
    list.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    if (qEnvironmentVariableIsEmpty("RETRIEVER_BENCHMARK_ERRORS"))
        posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    QElapsedTimer timer;
    timer.start();
    pid_t child = 0;
    if (posix_spawnp(&child, list.front(), &files, nullptr, list.data(), environ) != 0)
        qFatal("%s cannot be started", list.front());
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    rusage usage{};
    double peak = 0;
    pid_t ended = 0;
    while ((ended = ::wait4(child, &status, WNOHANG, &usage)) == 0) {
        peak = std::max(peak, peakOf(child));
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    if (ended != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        qFatal("%s ended badly (RETRIEVER_BENCHMARK_ERRORS=1 shows what it says)", list.front());
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return {double(timer.nsecsElapsed()) / 1e9, seconds(usage.ru_utime) + seconds(usage.ru_stime), peak};
}
