#pragma once

#include "app/values/json.h"

#include <QStringList>

#include <optional>

/// What a key allows. The numbers are those of the API.
enum class Role { Read = 0, Admin = 1, Owner = 2 };

/// Who sends a request, as its key says. Without anything said it is the workspace's own key, which may do everything.
struct Caller {
    /// Of the key; empty for the workspace's own.
    QString keyId;
    QString name;
    Role role = Role::Owner;
    /// The datasets it may use; empty for all.
    QStringList datasetIds;
    /// The routes it may use, whatever its role ("GET /api/chunk/{chunk_id}"); empty for all that its role allows.
    QStringList scopes;
    /// Milliseconds since 1970.
    std::optional<qint64> expiresAt;
    /// Settings of searches that go before what the request says; null for none.
    Json defaultParams;

    /// "Read (0)", "Admin (1)" or "Owner (2)", for messages.
    static QString roleName(Role role);

    bool mayUseDataset(const QString &id) const { return datasetIds.isEmpty() || datasetIds.contains(id); }
    /// Whether there is anything but the role that holds the key back.
    bool isLimited() const { return !datasetIds.isEmpty() || !scopes.isEmpty() || !defaultParams.isNull(); }
    /// Whether the scopes name the route of that pattern, whole: a {name} in a scope stands for any one segment.
    bool isScopedTo(const QByteArray &method, const QStringList &pattern) const;
    /// Refusal 403 for a key that is for some datasets only, since what it asks for is about the whole workspace.
    void refuseUnlessForAllDatasets() const;
};
