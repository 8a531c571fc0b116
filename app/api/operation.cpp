#include "app/api/operation.h"

#include <algorithm>

namespace {

constexpr Operation unknownRead{.effect = Operation::Effect::Reads};
constexpr Operation unknownWrite{.effect = Operation::Effect::Writes};

bool fits(QStringView path, const QStringList &segments)
{
    qsizetype at = 0;
    for (const QStringView part : path.tokenize(u'/')) {
        if (at == segments.size() || (!part.startsWith(u'{') && part != segments.at(at)))
            return false;
        ++at;
    }
    return at == segments.size();
}

}

const Operation &Operation::of(QStringView verb, const QStringList &segments)
{
    const auto operations = all();
    const auto found = std::ranges::find_if(operations, [&](const Operation &one) { return one.verb == verb && fits(one.path, segments); });
    if (found != operations.end())
        return *found;
    return verb == QStringView(u"GET") ? unknownRead : unknownWrite;
}
