#include "app/localserver/datasetrow.h"

#include "app/localserver/database.h"
#include "app/localserver/refusal.h"

DatasetRow DatasetRow::fromRow(const Statement &row)
{
    return {row.integer(0), row.text(1), row.text(2), row.optionalText(3), Json::verbatim(row.bytes(4)), row.integer(5), row.integer(6), row.integer(7)};
}

Json DatasetRow::publicConfiguration() const
{
    Json shown = configuration;
    for (const QStringView secret : secrets)
        shown.remove(secret);
    return shown;
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
