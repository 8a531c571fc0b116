#pragma once

#include <QString>

#include <vector>

/// A table of what was measured: name, ours, the alternative and the ratio of the two, one line each, printed at once.
class Comparison
{
public:
    /// Prints the heading.
    Comparison();

    /// The value that this part (0 to 1) of them does not exceed.
    static double percentile(std::vector<double> values, double part);

    /// The ratio is ours to the alternative's: below 1 is better for times, above 1 for rates.
    void add(const QString &name, const QString &unit, double ours, double alternative) const;
    /// Median and 99th percentile in milliseconds, two lines.
    void addTimes(const QString &name, const std::vector<double> &ours, const std::vector<double> &alternative) const;
    /// What has no alternative.
    void add(const QString &name, const QString &unit, double ours) const;

private:
    static void line(const QString &name, const QString &ours, const QString &alternative, const QString &ratio);
};
