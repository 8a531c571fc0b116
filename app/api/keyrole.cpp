#include "app/api/keyrole.h"

using namespace Qt::StringLiterals;

namespace {

/// Trieve says the bare word for a role that is too low, the local workspace says which role is wanted.
bool isAboutTheRole(const QString &words)
{
    const QString said = words.trimmed();
    return said.compare("Forbidden"_L1, Qt::CaseInsensitive) == 0 || said.contains(" role "_L1, Qt::CaseInsensitive);
}

}

bool KeyRole::lacks(Error::Role needed) const
{
    // A key of another organization is refused everything, with the same words: only of one that may do something is more known.
    return m_proven != Error::Role::Unknown && m_refused != Error::Role::Unknown && needed >= m_refused;
}

void KeyRole::noteSuccess(Error::Role needed)
{
    const bool isNews = needed > m_proven || (m_refused != Error::Role::Unknown && needed >= m_refused);
    if (needed == Error::Role::Unknown || !isNews)
        return;
    m_proven = std::max(m_proven, needed);
    // Another dataset, a key with routes of its own, a role that was changed meanwhile: what succeeds is not refused for its role.
    if (needed >= m_refused)
        m_refused = Error::Role::Unknown;
    Q_EMIT changed();
}

void KeyRole::noteForbidden(Error::Role needed, const QString &words)
{
    const bool isLower = m_refused == Error::Role::Unknown || needed < m_refused;
    // Any key may do it, or this one did as much before: then it was refused for another reason.
    if (needed <= Error::Role::AnyKey || needed <= m_proven || !isLower || !isAboutTheRole(words))
        return;
    m_refused = needed;
    Q_EMIT changed();
}
