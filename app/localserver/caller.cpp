#include "app/localserver/caller.h"

#include "app/localserver/refusal.h"

using namespace Qt::StringLiterals;

namespace {

// Whether the segment of a scope stands for that of a pattern.
bool stands(const QString &segment, const QString &wanted)
{
    return (wanted.startsWith(u'{') && wanted.endsWith(u'}')) || wanted == segment;
}

}

QString Caller::roleName(Role role)
{
    switch (role) {
    case Role::Read:
        return u"Read (0)"_s;
    case Role::Admin:
        return u"Admin (1)"_s;
    case Role::Owner:
        break;
    }
    return u"Owner (2)"_s;
}

bool Caller::isScopedTo(const QByteArray &method, const QStringList &pattern) const
{
    const auto names = [&](const QString &scope) {
        const qsizetype blank = scope.indexOf(u' ');
        const QStringList wanted = scope.mid(blank + 1).split(u'/', Qt::SkipEmptyParts);
        return blank > 0 && scope.left(blank).toLatin1() == method && wanted.size() == pattern.size()
            && std::equal(pattern.begin(), pattern.end(), wanted.begin(), stands);
    };
    return std::any_of(scopes.begin(), scopes.end(), names);
}

void Caller::refuseUnlessForAllDatasets() const
{
    if (!datasetIds.isEmpty())
        throw Refusal(403, u"Forbidden: this key is for some datasets only; what it asks for needs a key for the whole workspace"_s);
}
