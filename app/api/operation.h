#pragma once

#include "app/values/error.h"

#include <QStringList>

#include <span>

/// An operation of a Trieve server, as it is known before it is asked for: who may, whether it changes anything, and what it is called
/// by the generated Python client and the TypeScript SDK.
struct Operation {
    enum class Effect { Reads, Writes };

    QStringView verb;
    /// Below /api; a {name} is any one segment.
    QStringView path;
    /// The least role of a key.
    Error::Role role = Error::Role::Unknown;
    Effect effect = Effect::Writes;
    /// Empty where the client has no such operation; pythonBody, the model of the body, also where there is no body.
    QStringView pythonApi;
    QStringView pythonMethod;
    QStringView pythonBody;
    /// A method of TrieveSDK that takes the body and nothing else; empty where there is none that does.
    QStringView typescriptMethod;

    bool writes() const { return effect == Effect::Writes; }

    /// The one that a verb ("POST") and the path's segments after /api mean. One that is not known has no path; it reads where it is a
    /// GET and else writes, so that none is ever taken for harmless by mistake.
    static const Operation &of(QStringView verb, const QStringList &segments);
    /// Where two fit a path, the one that comes first is meant.
    static std::span<const Operation> all();
};
