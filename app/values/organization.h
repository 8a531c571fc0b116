#pragma once

#include "app/values/id.h"
#include "app/values/json.h"

/// The organization a key belongs to.
struct Organization {
    OrganizationId id;
    QString name;

    bool operator==(const Organization &) const = default;

    static Result<Organization> fromJson(const Json &json);
    Json toJson() const;
};
