#include "app/localserver/sortcolumn.h"

#include "app/localserver/database.h"
#include "app/localserver/hitsource.h"
#include "app/values/json.h"

#include <QHash>

using namespace Qt::StringLiterals;

std::optional<SortColumn> SortColumn::named(const QString &field, bool isAscending)
{
    if (field == u"time_stamp" || field == u"timestamp")
        return SortColumn{"chunks.time_stamp", isAscending};
    if (field == u"num_value")
        return SortColumn{"chunks.number", isAscending};
    if (field == u"weight")
        return SortColumn{"chunks.weight_number", isAscending};
    if (!field.startsWith(u"metadata.") || field.size() == 9 || field.contains(u'"'))
        return std::nullopt;
    // A text of SQL, because the column comes more than once in an ORDER BY.
    const QString name = field.mid(9).replace(u'\'', u"''"_s).remove(QChar::Null);
    const auto extracted = [](const QString &path) { return "json_extract(chunks.metadata, '$.\"" + path.toUtf8() + "\"')"; };
    const QByteArray nested = extracted(QString(name).replace(u'.', u"\".\""_s));
    return SortColumn{name.contains(u'.') ? "ifnull(" + nested + ", " + extracted(name) + ')' : nested, isAscending};
}

QList<Hit> SortColumn::sorted(Database &database, const QList<Hit> &hits) const
{
    Json keys = Json::array();
    QHash<qint64, double> scores;
    for (const Hit &hit : hits) {
        keys.append(hit.chunk);
        scores.insert(hit.chunk, hit.score);
    }
    auto row = database.prepare("SELECT chunks.key FROM json_each(?) AS wanted JOIN chunks ON chunks.key = wanted.value ORDER BY " + order());
    row.bind(keys.toBytes());
    QList<Hit> result;
    while (row.step())
        result.append({row.integer(0), scores.value(row.integer(0))});
    return result;
}
