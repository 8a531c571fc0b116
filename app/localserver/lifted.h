#pragma once

#include "app/values/json.h"

#include <initializer_list>

/// The options object of that name in a request. Its fields may stand in the request itself, where they stood before there were
/// options objects; the object's own go first. Source: the server's extractors of old payloads.
inline Json liftedOptions(const Json &body, QStringView name, std::initializer_list<QStringView> fields)
{
    Json options = body[name];
    if (!options.isNull() && !options.isObject())
        return options;
    for (const QStringView field : fields) {
        if (options[field].isNull() && !body[field].isNull())
            options.set(field, body[field]);
    }
    return options.isNull() ? Json::object() : options;
}
