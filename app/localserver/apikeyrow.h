#pragma once

#include "app/localserver/caller.h"

class Database;
class Statement;

/// An API key as stored: the secret itself is shown once, when it is made, and only its hash is kept.
struct ApiKeyRow {
    Caller caller;
    QString id;
    /// Milliseconds since 1970, UTC.
    qint64 createdAt = 0;

    /// What fromRow() reads, for SELECT ... FROM api_keys.
    static constexpr char columns[]
        = "api_keys.id, api_keys.name, api_keys.role, api_keys.dataset_ids, api_keys.scopes, api_keys.expires_at, api_keys.default_params, api_keys.created_at";
    static ApiKeyRow fromRow(const Statement &row);

    /// "tr-" and 32 letters and digits from the system's source of randomness: 190 bits.
    static QByteArray newSecret();
    /// What is kept of a secret. It is random and long, so that a plain hash of it cannot be turned back.
    static QByteArray hashOf(const QByteArray &secret);

    void insert(Database &database, const QByteArray &secret) const;
    /// ApiKeyRespBody.
    Json toJson(const QString &organizationId) const;
};

/// The key of that secret, or nothing; whether it has expired is for the caller to see.
std::optional<ApiKeyRow> apiKeyBySecret(Database &database, const QByteArray &secret);
std::optional<ApiKeyRow> apiKeyById(Database &database, const QString &id);
