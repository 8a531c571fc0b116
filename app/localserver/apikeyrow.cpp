#include "app/localserver/apikeyrow.h"

#include "app/localserver/database.h"
#include "app/localserver/wire.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace {

QStringList texts(const std::optional<QByteArray> &json)
{
    QStringList list;
    const Json stored = wire::verbatim(json);
    for (const Json &item : stored.items())
        list.append(item.toString());
    return list;
}

std::optional<QByteArray> stored(const QStringList &texts)
{
    return texts.isEmpty() ? std::nullopt : std::optional(Json::strings(texts).toBytes());
}

}

ApiKeyRow ApiKeyRow::fromRow(const Statement &row)
{
    ApiKeyRow key;
    key.id = key.caller.keyId = row.text(0);
    key.caller.name = row.text(1);
    key.caller.role = Role(row.integer(2));
    key.caller.datasetIds = texts(row.optionalBytes(3));
    key.caller.scopes = texts(row.optionalBytes(4));
    key.caller.expiresAt = row.optionalInteger(5);
    key.caller.defaultParams = wire::verbatim(row.optionalBytes(6));
    key.createdAt = row.integer(7);
    return key;
}

QByteArray ApiKeyRow::newSecret()
{
    constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    QByteArray secret = "tr-";
    for (int i = 0; i < 32; ++i)
        secret += alphabet[QRandomGenerator::system()->bounded(int(sizeof alphabet) - 1)];
    return secret;
}

QByteArray ApiKeyRow::hashOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex();
}

void ApiKeyRow::insert(Database &database, const QByteArray &secret) const
{
    database
        .prepare("INSERT INTO api_keys(id, hash, name, role, dataset_ids, scopes, expires_at, default_params, created_at) "
                 "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id, hashOf(secret), caller.name, int(caller.role), stored(caller.datasetIds), stored(caller.scopes), caller.expiresAt,
            caller.defaultParams.isNull() ? std::nullopt : std::optional(caller.defaultParams.toBytes()), createdAt)
        .run();
}

Json ApiKeyRow::toJson(const QString &organizationId) const
{
    const QString moment = wire::moment(createdAt);
    return Json::object({{u"id", id}, {u"organization_id", organizationId}, {u"name", caller.name}, {u"role", int(caller.role)},
        {u"organization_ids", nullptr}, {u"dataset_ids", caller.datasetIds.isEmpty() ? Json() : Json::strings(caller.datasetIds)},
        {u"created_at", moment}, {u"updated_at", moment}});
}

std::optional<ApiKeyRow> apiKeyBySecret(Database &database, const QByteArray &secret)
{
    // The comparison is of hashes: how long it takes says nothing about the secret.
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + ApiKeyRow::columns + " FROM api_keys WHERE hash = ?");
    row.bind(ApiKeyRow::hashOf(secret));
    return row.step() ? std::optional(ApiKeyRow::fromRow(row)) : std::nullopt;
}

std::optional<ApiKeyRow> apiKeyById(Database &database, const QString &id)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + ApiKeyRow::columns + " FROM api_keys WHERE id = ?");
    row.bind(id.toLower());
    return row.step() ? std::optional(ApiKeyRow::fromRow(row)) : std::nullopt;
}
