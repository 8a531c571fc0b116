#include "app/localserver/chunkscroll.h"

#include "app/localserver/database.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"

using namespace Qt::StringLiterals;

void ChunkScroll::sortBy(const Json &sort)
{
    if (sort.isNull())
        return;
    const Fields fields(sort, u"sort_by."_s);
    const QString field = fields.requiredString(u"field");
    const QString direction = fields.string(u"direction").value_or(u"desc"_s);
    if (direction != u"asc" && direction != u"desc")
        fields.refuse(u"direction", u"expected asc or desc, got \"%1\""_s.arg(direction.left(100)));
    descending = direction == u"desc";
    if (field == u"num_value") {
        sortedBy = "chunks.number";
    } else if (field == u"time_stamp" || field == u"timestamp") {
        sortedBy = "chunks.time_stamp";
    } else if (field == u"weight") {
        sortedBy = "chunks.weight_number";
    } else if (field.startsWith(u"metadata.") && field.size() > 9 && !field.contains(u'"')) {
        // A dot goes into an object, or belongs to the key.
        const QByteArray number = "(SELECT item.atom FROM json_each(chunks.metadata, ?) AS item WHERE item.type IN ('integer', 'real') LIMIT 1)";
        const QString path = field.mid(9);
        sortedBy = number;
        sortedByValues = {"$.\"" + QString(path).replace(u'.', u"\".\""_s).toUtf8() + '"'};
        if (path.contains(u'.')) {
            sortedBy = "ifnull(" + number + ", " + number + ')';
            sortedByValues.append("$.\"" + path.toUtf8() + '"');
        }
    } else {
        fields.refuse(u"field", u"expected num_value, time_stamp, weight or metadata.<path>, got \"%1\""_s.arg(field.left(100)));
    }
}

QList<ChunkRow> ChunkScroll::page(Database &database) const
{
    return sortedBy.isEmpty() ? byAge(database) : sorted(database);
}

QList<ChunkRow> ChunkScroll::byAge(Database &database) const
{
    qint64 from = 0;
    if (offset) {
        // Ids of version 7 are in the order of age, so that one which was deleted still says where to go on.
        auto first = database.prepare("SELECT key FROM chunks WHERE id >= ? ORDER BY id LIMIT 1");
        first.bind(*offset);
        if (!first.step())
            return {};
        from = first.integer(0);
    }
    QList<ChunkRow> rows;
    append(database, rows, {condition.namesChunks ? "+chunks.key >= ?" : "chunks.key >= ?", {from}}, "chunks.key");
    return rows;
}

// First those that have the value, by it, then the others by age; so an index serves where there is one.
QList<ChunkRow> ChunkScroll::sorted(Database &database) const
{
    const QByteArray word = descending ? " DESC" : " ASC";
    const QByteArray sign = descending ? "<" : ">";
    SqlCondition present{sortedBy + " IS NOT NULL", sortedByValues};
    SqlCondition absent{sortedBy + " IS NULL", sortedByValues};
    bool onlyAbsent = false;
    if (offset) {
        auto first = database.prepare("SELECT chunks.key, " + sortedBy + " FROM chunks WHERE id = ? AND dataset = ?");
        first.bindAll(sortedByValues).bind(*offset, datasetKey);
        if (!first.step())
            throw Refusal(400, u"offset_chunk_id: there is no chunk %1 any more; begin again without it"_s.arg(*offset));
        onlyAbsent = first.isNull(1);
        if (onlyAbsent) {
            absent.sql += " AND chunks.key " + sign + "= ?";
            absent.values.append(first.integer(0));
        } else {
            present.sql += " AND (" + sortedBy + ", chunks.key) " + sign + "= (SELECT ?, ?)";
            present.values += sortedByValues;
            present.values.append(first.number(1));
            present.values.append(first.integer(0));
        }
    }
    QList<ChunkRow> rows;
    if (!onlyAbsent) {
        SqlCondition order = present;
        order.values += sortedByValues;
        append(database, rows, order, sortedBy + word + ", chunks.key" + word);
    }
    if (rows.size() < pageSize)
        append(database, rows, absent, "chunks.key" + word);
    return rows;
}

void ChunkScroll::append(Database &database, QList<ChunkRow> &rows, const SqlCondition &part, const QByteArray &order) const
{
    // A plus keeps SQLite from going through the dataset where the condition names the chunks.
    const QByteArray dataset = condition.namesChunks ? "+chunks.dataset" : "chunks.dataset";
    auto found = database.prepare(QByteArrayLiteral("SELECT ") + ChunkRow::columns + " FROM chunks WHERE " + dataset + " = ? AND "
        + condition.sql + " AND " + part.sql + " ORDER BY " + order + " LIMIT ?");
    found.bind(datasetKey).bindAll(condition.values).bindAll(part.values).bind(pageSize - rows.size());
    while (found.step())
        rows.append(ChunkRow::fromRow(found));
}
