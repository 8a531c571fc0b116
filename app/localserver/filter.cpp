#include "app/localserver/filter.h"

#include "app/localserver/fields.h"
#include "app/localserver/geofilter.h"
#include "app/localserver/refusal.h"

using namespace Qt::StringLiterals;

namespace {

// Each list of values goes in as one JSON parameter: a filter may name more ids than SQLite takes parameters.
constexpr char listed[] = "(SELECT value FROM json_each(?))";

// SQLite takes expressions of at most 1,000 levels, and a chain is as deep as it is long.
constexpr qsizetype longestChain = 400;

SqlCondition joined(const QList<SqlCondition> &parts, const QByteArray &word)
{
    if (parts.size() > longestChain)
        throw Refusal(400, u"filters: %1 conditions are too many, %2 are possible; put the values of one field into one match_any"_s.arg(parts.size()).arg(longestChain));
    QByteArrayList texts;
    SqlCondition whole;
    qsizetype namers = 0;
    for (const SqlCondition &part : parts) {
        texts.append(part.sql);
        whole.values += part.values;
        namers += part.namesChunks ? 1 : 0;
    }
    whole.namesChunks = word == "AND" ? namers > 0 : namers == parts.size();
    whole.sql = '(' + texts.join(' ' + word + ' ') + ')';
    return whole;
}

// A member that is not there makes a comparison NULL, and NOT NULL is not true.
SqlCondition negated(SqlCondition condition)
{
    condition.sql = "(NOT ifnull(" + condition.sql + ", 0))";
    condition.namesChunks = false;
    return condition;
}

/// One condition of a filter on its way to SQL.
class ConditionReader
{
public:
    ConditionReader(const Json &json, const QString &place, qint64 datasetKey, ConditionUse use, EmptyLists empty)
        : m_fields(json, place), m_dataset(datasetKey), m_use(use), m_empty(empty)
    {
    }

    /// "1" for one that is to be passed over.
    SqlCondition read() const;

private:
    SqlCondition idCondition(QStringView ids, QStringView trackingIds) const;
    SqlCondition namedBy(const QByteArray &column, const QStringList &names) const;
    SqlCondition fieldCondition() const;
    SqlCondition matchAny(const QByteArray &values) const;
    SqlCondition range(const Json &bounds, bool areDates) const;
    SqlCondition boolean(bool wanted) const;
    SqlCondition oneOf(const QByteArray &values) const;
    SqlCondition among(const QByteArray &column, const QByteArray &from, const QList<SqlValue> &values) const;
    SqlCondition inGroups(const QByteArray &condition, const QList<SqlValue> &values) const;
    SqlCondition metadataCondition(const QByteArray &test, const QList<SqlValue> &values) const;
    bool isMetadata() const;
    QByteArray jsonPath(const QString &leg) const;
    QList<QByteArrayList> metadataWays() const;
    QByteArray column() const;
    [[noreturn]] void refuseField() const;
    Json asStored(const Json &item) const;
    QList<Json> matchItems(QStringView name) const;

    Fields m_fields;
    qint64 m_dataset;
    ConditionUse m_use;
    EmptyLists m_empty;
    mutable QString m_field;
};

SqlCondition ConditionReader::read() const
{
    const auto field = m_fields.string(u"field");
    if (!field)
        return idCondition(u"ids", u"tracking_ids");
    m_field = *field;
    return fieldCondition();
}

SqlCondition ConditionReader::idCondition(QStringView ids, QStringView trackingIds) const
{
    const auto wanted = m_fields.ids(ids);
    const auto wantedTracking = m_fields.strings(trackingIds);
    if (!wanted && !wantedTracking)
        m_fields.refuse(u"field", u"ids or tracking_ids must be provided where there is no field"_s);
    if (wanted.value_or(QStringList()).isEmpty() && wantedTracking.value_or(QStringList()).isEmpty())
        m_fields.refuse(wanted ? ids : trackingIds, u"Must pass in an ID to the condition"_s);
    QList<SqlCondition> either;
    if (wanted && !wanted->isEmpty())
        either.append(namedBy("id", *wanted));
    if (wantedTracking && !wantedTracking->isEmpty())
        either.append(namedBy("tracking_id", *wantedTracking));
    return joined(either, "OR");
}

SqlCondition ConditionReader::namedBy(const QByteArray &column, const QStringList &names) const
{
    return {"(chunks.key IN (SELECT named.key FROM chunks AS named WHERE named.dataset = ? AND named." + column + " IN " + listed + "))",
        {m_dataset, Json::strings(names).toBytes()}, true};
}

SqlCondition ConditionReader::fieldCondition() const
{
    const QStringView any = m_fields.has(u"match_any") || !m_fields.has(u"match") ? QStringView(u"match_any") : QStringView(u"match");
    const bool hasMatch = m_fields.has(any) || m_fields.has(u"match_all");
    if (m_fields.has(u"range") && hasMatch)
        m_fields.refuse(u"range", u"cannot be combined with a match; use two conditions"_s);
    if (const Json *bounds = m_fields.object(u"date_range"))
        return range(*bounds, true);
    if (const Json *bounds = m_fields.object(u"range"))
        return range(*bounds, false);
    if (const auto wanted = m_fields.boolean(u"boolean"))
        return boolean(*wanted);
    if (auto place = geoCondition(m_fields))
        return *std::move(place);
    const QStringView list = m_fields.has(any) ? any : QStringView(u"match_all");
    if (!m_fields.has(list))
        m_fields.refuse(u"field", u"No filter condition provided; expected match_any, match_all, range, date_range, boolean or a geo condition"_s);
    const QList<Json> items = matchItems(list);
    if (items.isEmpty())
        return {};
    if (list == any)
        return matchAny(Json::array(items).toBytes());
    QList<SqlCondition> each;
    for (const Json &item : items)
        each.append(matchAny(Json::array({item}).toBytes()));
    return joined(each, "AND");
}

SqlCondition ConditionReader::matchAny(const QByteArray &values) const
{
    if (m_field == u"tag_set")
        return among("chunk_tags.chunk", QByteArray("FROM chunk_tags WHERE dataset = ? AND tag IN ") + listed, {m_dataset, values});
    if (m_field == u"group_ids")
        return inGroups(QByteArray("chunk_groups.id IN ") + listed, {values});
    if (m_field == u"group_tracking_ids")
        return inGroups(QByteArray("chunk_groups.tracking_id IN ") + listed, {values});
    if (m_field == u"group_tag_set")
        return inGroups(QByteArray("EXISTS (SELECT 1 FROM json_each(chunk_groups.tag_set) AS tag WHERE tag.value IN ") + listed + ')', {values});
    if (isMetadata())
        return metadataCondition(QByteArray("item.type NOT IN ('true', 'false') AND item.atom IN ") + listed, {values});
    return oneOf(values);
}

SqlCondition ConditionReader::oneOf(const QByteArray &values) const
{
    return {'(' + column() + " IN " + listed + ')', {values}};
}

SqlCondition ConditionReader::range(const Json &bounds, bool areDates) const
{
    const Fields fields(bounds, m_fields.placeOf(areDates ? u"date_range." : u"range."));
    QList<SqlCondition> parts;
    const std::pair<QStringView, const char *> operators[] = {{u"gte", ">="}, {u"gt", ">"}, {u"lte", "<="}, {u"lt", "<"}};
    const QByteArray subject = isMetadata() ? QByteArray("item.atom") : column();
    if (areDates && subject != "chunks.time_stamp")
        m_fields.refuse(u"field", u"date_range is for time_stamp, not for \"%1\""_s.arg(m_field));
    for (const auto &[name, sign] : operators) {
        if (!fields.has(name))
            continue;
        // The bound goes in as JSON so that 64-bit numbers are compared as such.
        SqlValue bound;
        if (areDates)
            bound = *fields.moment(name);
        else
            bound = *fields.number(name);
        parts.append({subject + ' ' + sign + (areDates ? " ?" : " json_extract(?, '$')"), {bound}});
    }
    if (parts.isEmpty())
        m_fields.refuse(areDates ? u"date_range" : u"range", u"expected gte, gt, lte or lt"_s);
    const SqlCondition both = joined(parts, "AND");
    return isMetadata() ? metadataCondition("item.type IN ('integer', 'real') AND " + both.sql, both.values) : both;
}

SqlCondition ConditionReader::boolean(bool wanted) const
{
    if (!isMetadata())
        m_fields.refuse(u"field", u"boolean is for metadata fields, not for \"%1\""_s.arg(m_field));
    return metadataCondition("item.type = ?", {QByteArray(wanted ? "true" : "false")});
}

SqlCondition ConditionReader::inGroups(const QByteArray &condition, const QList<SqlValue> &values) const
{
    return among("group_members.chunk",
        "FROM chunk_groups JOIN group_members ON group_members.chunk_group = chunk_groups.key WHERE chunk_groups.dataset = ? AND " + condition,
        QList<SqlValue>{m_dataset} + values);
}

// The chunk is among those that "SELECT column from" gives.
SqlCondition ConditionReader::among(const QByteArray &column, const QByteArray &from, const QList<SqlValue> &values) const
{
    if (m_use == ConditionUse::Checking)
        return {"EXISTS (SELECT 1 " + from + " AND " + column + " = chunks.key)", values};
    return {"(chunks.key IN (SELECT " + column + ' ' + from + "))", values};
}

bool ConditionReader::isMetadata() const
{
    return m_field.startsWith(u"metadata.") || m_field.startsWith(u"group_metadata.");
}

// A list is looked through item by item, as real servers do.
SqlCondition ConditionReader::metadataCondition(const QByteArray &test, const QList<SqlValue> &values) const
{
    const bool isOfGroup = m_field.startsWith(u"group_metadata.");
    const QByteArray column = isOfGroup ? "chunk_groups.metadata" : "chunks.metadata";
    QList<SqlCondition> ways;
    for (const QByteArrayList &legs : metadataWays()) {
        QByteArray from = column;
        QByteArray isList;
        QByteArray sql;
        QList<SqlValue> paths;
        for (qsizetype i = 0; i < legs.size(); ++i) {
            const bool isLast = i + 1 == legs.size();
            const QByteArray name = isLast ? "item" : "list" + QByteArray::number(i);
            sql += (i > 0 ? ", json_each(" : "json_each(") + from + ", ?) AS " + name;
            paths.append(legs[i]);
            // Other values than these are no JSON to be looked into.
            from = "iif(" + name + ".type IN ('object', 'array'), " + name + ".value, NULL)";
            if (!isLast)
                isList += "typeof(" + name + ".key) = 'integer' AND ";
        }
        ways.append({"EXISTS (SELECT 1 FROM " + sql + " WHERE " + isList + test + ')', paths + values});
    }
    const SqlCondition any = joined(ways, "OR");
    return isOfGroup ? inGroups(any.sql, any.values) : any;
}

QByteArray ConditionReader::jsonPath(const QString &leg) const
{
    return leg.isEmpty() ? QByteArray("$") : "$.\"" + leg.toUtf8() + '"';
}

// The ways that a name may mean: "metadata.a.b" -> $."a"."b", or the one key $."a.b"; "metadata.list[].b" -> $."list" and from each of its
// items $."b". Source of the brackets: the nested keys of Qdrant's filters.
QList<QByteArrayList> ConditionReader::metadataWays() const
{
    constexpr qsizetype deepest = 8;
    const QString path = m_field.mid(m_field.indexOf(u'.') + 1);
    QStringList legs = path.split(u"[]"_s);
    // Items of a list that are compared themselves need no brackets.
    if (legs.size() > 1 && legs.last().isEmpty())
        legs.removeLast();
    if (legs.first().isEmpty() || path.contains(u'"') || legs.size() > deepest)
        refuseField();
    for (qsizetype i = 1; i < legs.size(); ++i) {
        if (legs[i].isEmpty())
            continue;
        if (!legs[i].startsWith(u'.') || legs[i].size() == 1)
            refuseField();
        legs[i].remove(0, 1);
    }
    QByteArrayList nested;
    QByteArrayList dotted;
    for (const QString &leg : std::as_const(legs)) {
        nested.append(jsonPath(QString(leg).replace(u'.', u"\".\""_s)));
        dotted.append(jsonPath(leg));
    }
    return nested == dotted ? QList<QByteArrayList>{nested} : QList<QByteArrayList>{nested, dotted};
}

QByteArray ConditionReader::column() const
{
    static const std::pair<QStringView, const char *> columns[]
        = {{u"link", "chunks.link"}, {u"tracking_id", "chunks.tracking_id"}, {u"tracking_ids", "chunks.tracking_id"}, {u"id", "chunks.id"},
            {u"ids", "chunks.id"}, {u"num_value", "chunks.number"}, {u"weight", "chunks.weight_number"}, {u"time_stamp", "chunks.time_stamp"},
            {u"timestamp", "chunks.time_stamp"}};
    for (const auto &[name, column] : columns) {
        if (m_field == name)
            return column;
    }
    refuseField();
}

void ConditionReader::refuseField() const
{
    m_fields.refuse(u"field",
        u"\"%1\" cannot be filtered like this; expected tag_set, link, tracking_id, num_value, weight, time_stamp, location, group_ids, "
        "group_tracking_ids, group_tag_set, group_metadata.<path> or metadata.<path>"_s.arg(m_field.left(100)));
}

// Ids are stored in lower case.
Json ConditionReader::asStored(const Json &item) const
{
    const bool isId = m_field == u"id" || m_field == u"ids" || m_field == u"group_ids";
    return isId && item.isString() ? Json(item.toString().toLower()) : item;
}

QList<Json> ConditionReader::matchItems(QStringView name) const
{
    const Json &list = m_fields.raw(name);
    if (!list.isArray() || (list.items().isEmpty() && m_empty == EmptyLists::Refused))
        m_fields.refuse(name, u"expected a list of at least one string or number"_s);
    QList<Json> items;
    for (const Json &item : list.items()) {
        if (!item.isString() && !item.isNumber())
            m_fields.refuse(name, u"expected strings or numbers, got %1"_s.arg(Fields::kindOf(item)));
        items.append(asStored(item));
    }
    return items;
}

}

SqlCondition both(const SqlCondition &a, const SqlCondition &b)
{
    if (a.sql == "1" || b.sql == "1")
        return a.sql == "1" ? b : a;
    return joined({a, b}, "AND");
}

SqlCondition chunkCondition(const Json &filter, qint64 datasetKey, const QString &place, ConditionUse use, EmptyLists empty)
{
    if (filter.isNull())
        return {};
    const Fields fields(filter, place);
    QList<SqlCondition> all;
    const auto read = [&](QStringView name) {
        QList<SqlCondition> conditions;
        const QList<Json> items = fields.array(name).value_or(QList<Json>());
        for (qsizetype i = 0; i < items.size(); ++i) {
            const QString itemPlace = u"%1[%2]."_s.arg(fields.placeOf(name)).arg(i);
            const SqlCondition condition = ConditionReader(items[i], itemPlace, datasetKey, use, empty).read();
            if (condition.sql != "1")
                conditions.append(condition);
        }
        return conditions;
    };
    all += read(u"must");
    const QList<SqlCondition> should = read(u"should");
    if (!should.isEmpty())
        all.append(joined(should, "OR"));
    const QList<SqlCondition> unwanted = read(u"must_not");
    for (const SqlCondition &condition : unwanted)
        all.append(negated(condition));
    return all.isEmpty() ? SqlCondition{} : joined(all, "AND");
}
