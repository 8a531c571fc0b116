#include "app/localserver/datasetrow.h"

#include "app/localserver/database.h"
#include "app/localserver/refusal.h"
#include "app/localserver/wire.h"

DatasetRow DatasetRow::fromRow(const Statement &row)
{
    return {row.integer(0), row.text(1), row.text(2), row.optionalText(3), Json::verbatim(row.bytes(4)), row.integer(5), row.integer(6), row.integer(7)};
}

Json DatasetRow::publicConfiguration() const
{
    Json shown = configuration;
    for (const QStringView secret : secrets)
        shown.remove(secret);
    Json page = shown[u"PUBLIC_DATASET"];
    if (page.contains(u"api_key")) {
        page.remove(u"api_key");
        shown.set(u"PUBLIC_DATASET", page);
    }
    return shown;
}

Json DatasetRow::summary(const QString &organizationId) const
{
    return Json::object({{u"id", id}, {u"name", name}, {u"created_at", wire::moment(createdAt)}, {u"updated_at", wire::moment(updatedAt)},
        {u"organization_id", organizationId}, {u"tracking_id", wire::text(trackingId)}});
}

Json DatasetRow::toJson(const QString &organizationId) const
{
    Json json = summary(organizationId);
    json.set(u"server_configuration", publicConfiguration());
    json.set(u"deleted", 0);
    return json;
}

void DatasetRow::insert(Database &database)
{
    database
        .prepare("INSERT INTO datasets(id, name, tracking_id, configuration, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(id, name, trackingId, configuration.toBytes(), createdAt, updatedAt)
        .run();
    key = database.lastInsertedKey();
}

void DatasetRow::update(Database &database) const
{
    database.prepare("UPDATE datasets SET name = ?, tracking_id = ?, configuration = ?, updated_at = ? WHERE key = ?")
        .bind(name, trackingId, configuration.toBytes(), updatedAt, key)
        .run();
}

std::optional<DatasetRow> datasetById(Database &database, const QString &id)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + DatasetRow::columns + " FROM datasets WHERE id = ?");
    row.bind(id.toLower());
    return row.step() ? std::optional(DatasetRow::fromRow(row)) : std::nullopt;
}

std::optional<DatasetRow> datasetByTrackingId(Database &database, const QString &trackingId)
{
    auto row = database.prepare(QByteArrayLiteral("SELECT ") + DatasetRow::columns + " FROM datasets WHERE tracking_id = ?");
    row.bind(trackingId);
    return row.step() ? std::optional(DatasetRow::fromRow(row)) : std::nullopt;
}

DatasetRow currentDataset(Database &database, const DatasetRow &known)
{
    auto now = datasetById(database, known.id);
    if (!now)
        throw Refusal::notFound(QStringLiteral("Could not find dataset"));
    return *std::move(now);
}
