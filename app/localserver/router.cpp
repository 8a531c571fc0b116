#include "app/localserver/router.h"

namespace {

bool isName(const QString &segment)
{
    return segment.startsWith(u'{');
}

bool isFreeText(const QString &segment)
{
    return segment.endsWith(u"tracking_id}") || segment == u"{owner_id}";
}

// The segments with those that belong to one free text put together again, so that there are as many as in the pattern; as they are
// where the pattern has no free text.
QStringList gathered(const QStringList &pattern, QStringList segments)
{
    const auto text = std::find_if(pattern.begin(), pattern.end(), isFreeText);
    const qsizetype surplus = segments.size() - pattern.size();
    if (text == pattern.end() || surplus <= 0)
        return segments;
    const qsizetype at = text - pattern.begin();
    const QString joined = segments.mid(at, surplus + 1).join(u'/');
    segments.remove(at, surplus);
    segments[at] = joined;
    return segments;
}

bool matches(const QStringList &pattern, const QStringList &segments)
{
    if (pattern.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (!isName(pattern[i]) && pattern[i] != segments[i])
            return false;
    }
    return true;
}

// Whether a says more than b, both of which match the same path.
bool isMoreSpecific(const QStringList &a, const QStringList &b)
{
    for (qsizetype i = 0; i < a.size(); ++i) {
        if (isName(a[i]) != isName(b[i]))
            return isName(b[i]);
    }
    return false;
}

}

void Router::add(const QByteArray &method, QStringView pattern, Access access, Handler handler)
{
    m_routes.push_back({method, pattern.toString().split(u'/', Qt::SkipEmptyParts), access, std::move(handler)});
}

Router::Match Router::find(const QByteArray &method, const QStringList &segments) const
{
    Match match = findExactly(method, segments);
    for (auto route = m_routes.begin(); match.allowed.isEmpty() && route != m_routes.end(); ++route) {
        if (segments.size() > route->pattern.size() && matches(route->pattern, gathered(route->pattern, segments)))
            match = findExactly(method, gathered(route->pattern, segments));
    }
    return match;
}

Router::Match Router::findExactly(const QByteArray &method, const QStringList &segments) const
{
    const QStringList *best = nullptr;
    for (const Route &route : m_routes) {
        if (matches(route.pattern, segments) && (!best || isMoreSpecific(route.pattern, *best)))
            best = &route.pattern;
    }
    Match match;
    if (!best)
        return match;
    for (const Route &route : m_routes) {
        if (!matches(route.pattern, segments) || isMoreSpecific(*best, route.pattern))
            continue;
        match.allowed.append(route.method);
        if (route.method == method)
            match.route = &route;
    }
    if (match.route) {
        for (qsizetype i = 0; i < segments.size(); ++i) {
            const QString &part = match.route->pattern[i];
            if (isName(part))
                match.parameters.insert(part.mid(1, part.size() - 2), segments[i]);
        }
    }
    return match;
}

std::optional<Role> Router::highestRole(const QString &scope) const
{
    std::optional<Role> highest;
    Caller holder;
    holder.scopes = {scope};
    for (const Route &route : m_routes) {
        if (holder.isScopedTo(route.method, route.pattern))
            highest = qMax(highest.value_or(Role::Read), route.access.role);
    }
    return highest;
}
