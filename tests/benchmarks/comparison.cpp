#include "tests/benchmarks/comparison.h"

#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

QString withUnit(double value, const QString &unit)
{
    return QString::number(value, 'f', value >= 100 ? 0 : value >= 10 ? 1 : 3) + u' ' + unit;
}

}

Comparison::Comparison()
{
    line(u"what"_s, u"ours"_s, u"alternative"_s, u"ratio"_s);
}

double Comparison::percentile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(double(values.size()) * part))];
}

void Comparison::add(const QString &name, const QString &unit, double ours, double alternative) const
{
    line(name, withUnit(ours, unit), withUnit(alternative, unit), QString::number(ours / alternative, 'f', 2));
}

void Comparison::addTimes(const QString &name, const std::vector<double> &ours, const std::vector<double> &alternative) const
{
    add(name + u", p50"_s, u"ms"_s, percentile(ours, 0.5), percentile(alternative, 0.5));
    add(name + u", p99"_s, u"ms"_s, percentile(ours, 0.99), percentile(alternative, 0.99));
}

void Comparison::add(const QString &name, const QString &unit, double ours) const
{
    line(name, withUnit(ours, unit), u"-"_s, u"-"_s);
}

void Comparison::line(const QString &name, const QString &ours, const QString &alternative, const QString &ratio)
{
    QTextStream out(stdout);
    out << name.leftJustified(58) << ours.rightJustified(16) << alternative.rightJustified(16) << ratio.rightJustified(8) << Qt::endl;
}
