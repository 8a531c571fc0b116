#include "app/localserver/geofilter.h"

using namespace Qt::StringLiterals;

namespace {

struct Point {
    double lat;
    double lon;
};

double degrees(const Fields &fields, QStringView name)
{
    const auto number = fields.number(name);
    if (!number)
        fields.refuse(name, u"expected a number of degrees, but it is missing"_s);
    return number->toDouble();
}

Point point(const Json &json, const QString &place)
{
    const Fields fields(json, place + u'.');
    return {degrees(fields, u"lat"), degrees(fields, u"lon")};
}

SqlCondition boundingBox(const Fields &box)
{
    const Point topLeft = point(box.raw(u"top_left"), box.placeOf(u"top_left"));
    const Point bottomRight = point(box.raw(u"bottom_right"), box.placeOf(u"bottom_right"));
    // A box whose left is east of its right goes over the date line.
    const QByteArray word = topLeft.lon <= bottomRight.lon ? "AND" : "OR";
    return {"(chunks.latitude <= ? AND chunks.latitude >= ? AND (chunks.longitude >= ? " + word + " chunks.longitude <= ?))",
        {topLeft.lat, bottomRight.lat, topLeft.lon, bottomRight.lon}};
}

// The haversine formula on a sphere of the earth's mean radius.
SqlCondition radius(const Fields &circle)
{
    const Point center = point(circle.raw(u"center"), circle.placeOf(u"center"));
    const auto metres = circle.number(u"radius");
    if (!metres)
        circle.refuse(u"radius", u"expected a number of metres, but it is missing"_s);
    return {"(12742017.6 * asin(min(1.0, sqrt(pow(sin(radians(chunks.latitude - ?) / 2), 2) + cos(radians(?)) * cos(radians(chunks.latitude)) "
            "* pow(sin(radians(chunks.longitude - ?) / 2), 2)))) <= ?)",
        {center.lat, center.lat, center.lon, metres->toDouble()}};
}

// The ring as one JSON parameter: [[lon1, lat1, lon2, lat2], ...], an edge each.
QByteArray edges(const Json &ring, const QString &place)
{
    QList<Point> corners;
    for (const Json &corner : ring.items())
        corners.append(point(corner, u"%1[%2]"_s.arg(place).arg(corners.size())));
    Json list = Json::array();
    for (qsizetype i = 0; i < corners.size(); ++i) {
        const Point &from = corners[i];
        const Point &to = corners[(i + 1) % corners.size()];
        list.append(Json::array({from.lon, from.lat, to.lon, to.lat}));
    }
    return list.toBytes();
}

// Inside is where a line to the east crosses an odd number of edges.
SqlCondition insideRing(const Json &ring, const QString &place)
{
    return {"((SELECT count(*) FROM (SELECT json_extract(value, '$[0]') AS x1, json_extract(value, '$[1]') AS y1, "
            "json_extract(value, '$[2]') AS x2, json_extract(value, '$[3]') AS y2 FROM json_each(?)) "
            "WHERE (y1 > chunks.latitude) <> (y2 > chunks.latitude) "
            "AND chunks.longitude < (x2 - x1) * 1.0 * (chunks.latitude - y1) / (y2 - y1) + x1) % 2 = 1)",
        {edges(ring, place)}};
}

SqlCondition polygon(const Fields &area)
{
    const auto exterior = area.array(u"exterior");
    if (!exterior || exterior->size() < 3)
        area.refuse(u"exterior", u"expected a ring of at least three places"_s);
    SqlCondition inside = insideRing(area.raw(u"exterior"), area.placeOf(u"exterior"));
    const QList<Json> holes = area.array(u"interior").value_or(QList<Json>());
    for (qsizetype i = 0; i < holes.size(); ++i) {
        const SqlCondition hole = insideRing(holes[i], u"%1[%2]"_s.arg(area.placeOf(u"interior")).arg(i));
        inside.sql += " AND NOT " + hole.sql;
        inside.values += hole.values;
    }
    inside.sql = "(chunks.latitude IS NOT NULL AND " + inside.sql + ')';
    return inside;
}

}

std::optional<SqlCondition> geoCondition(const Fields &condition)
{
    const std::pair<QStringView, SqlCondition (*)(const Fields &)> kinds[]
        = {{u"geo_bounding_box", boundingBox}, {u"geo_radius", radius}, {u"geo_polygon", polygon}};
    for (const auto &[name, translate] : kinds) {
        const Json *shape = condition.object(name);
        if (!shape)
            continue;
        if (condition.string(u"field") != u"location")
            condition.refuse(u"field", u"%1 is for the field location"_s.arg(name));
        return translate(Fields(*shape, condition.placeOf(name) + u'.'));
    }
    return std::nullopt;
}
