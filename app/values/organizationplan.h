#pragma once

#include "app/values/json.h"

/// What an organization pays for. Source: TrievePlan.
struct OrganizationPlan {
    QString id;
    QString name;
    /// Whether it goes by what is used; the limits are of a plan that does not.
    bool isByUsage = false;
    /// In cents.
    std::optional<qint64> amount;
    std::optional<qint64> chunks;
    std::optional<qint64> datasets;
    std::optional<qint64> users;
    std::optional<qint64> messages;
    std::optional<qint64> messagesPerMonth;
    /// Bytes.
    std::optional<qint64> fileStorage;

    bool operator==(const OrganizationPlan &) const = default;
    static Result<OrganizationPlan> fromJson(const Json &json);
};

/// Since when and until when. Source: TrieveSubscription.
struct OrganizationSubscription {
    QString id;
    QString planId;
    bool isByUsage = false;
    QString createdAt;
    std::optional<QString> currentPeriodEnd;

    bool operator==(const OrganizationSubscription &) const = default;
    static Result<OrganizationSubscription> fromJson(const Json &json);
};
