#pragma once

#include <QStringList>

/// What a program cost that was run to its end, as the system counts it.
struct MeasuredChild {
    double seconds = 0;
    /// Of the processor, its own and the kernel's for it, in all its threads.
    double cpuSeconds = 0;
    /// The most memory it held at once, in MB of a million bytes.
    double peakMegabytes = 0;

    /// Runs it with nothing on its standard output and error; any end but exit code 0 ends this program too.
    static MeasuredChild run(const QString &program, const QStringList &arguments);
};
