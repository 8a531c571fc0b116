#include "app/localserver/chunkinput.h"

#include "app/localserver/fields.h"

using namespace Qt::StringLiterals;

namespace {

QByteArray degrees(const Fields &fields, QStringView name, double limit)
{
    const auto text = fields.number(name);
    if (!text)
        fields.refuse(name, u"expected a number of degrees, but it is missing"_s);
    if (!(qAbs(text->toDouble()) <= limit))
        fields.refuse(name, u"expected degrees from -%1 to %1, got %2"_s.arg(limit).arg(QString::fromLatin1(text->left(40))));
    return *text;
}

std::optional<QByteArray> sentLocation(const Fields &fields)
{
    const Json *object = fields.object(u"location");
    if (!object)
        return std::nullopt;
    const Fields inner(*object, fields.placeOf(u"location."));
    const QByteArray lat = degrees(inner, u"lat", 90);
    const QByteArray lon = degrees(inner, u"lon", 180);
    return "{\"lat\":" + lat + ",\"lon\":" + lon + '}';
}

// {"phrase", factor}; the aliases are those that real servers take.
Json sentBoost(const Fields &fields, QStringView field, QStringView phraseAlias, QStringView factor, QStringView factorAlias)
{
    const Json *object = fields.object(field);
    if (!object)
        return {};
    const Fields inner(*object, fields.placeOf(field) + u'.');
    const QStringView phraseName = inner.has(u"phrase") ? QStringView(u"phrase") : inner.has(phraseAlias) ? phraseAlias : u"phrase";
    const QStringView factorName = !inner.has(factor) && inner.has(factorAlias) ? factorAlias : factor;
    const QString phrase = inner.requiredString(phraseName);
    const auto number = inner.number(factorName);
    if (!number)
        inner.refuse(factor, u"expected a number, but it is missing"_s);
    return Json::object({{u"phrase", phrase}, {factor, Json::number(*number)}});
}

Json sentIndexing(const Fields &fields)
{
    Json object = Json::object();
    for (const QStringView name : {u"fulltext_content", u"semantic_content"}) {
        if (const auto text = fields.string(name))
            object.set(name, *text);
    }
    for (const QStringView name : {u"convert_html_to_text", u"split_avg"}) {
        if (const auto flag = fields.boolean(name))
            object.set(name, *flag);
    }
    const Json fulltext = sentBoost(fields, u"fulltext_boost", u"boost_phrase", u"boost_factor", u"distance_factor");
    if (!fulltext.isNull())
        object.set(u"fulltext_boost", fulltext);
    const Json semantic = sentBoost(fields, u"semantic_boost", u"distance_phrase", u"distance_factor", u"boost_factor");
    if (!semantic.isNull())
        object.set(u"semantic_boost", semantic);
    return object;
}

QByteArray list(const QStringList &texts)
{
    return Json::strings(texts).toBytes();
}

}

ChunkInput ChunkInput::fromJson(const Json &json, const QString &place)
{
    const Fields fields(json, place);
    ChunkInput input;
    input.chunkHtml = fields.string(u"chunk_html");
    input.link = fields.string(u"link");
    input.trackingId = fields.string(u"tracking_id");
    input.tags = fields.strings(u"tag_set");
    input.imageUrls = fields.strings(u"image_urls");
    input.location = sentLocation(fields);
    input.numValue = fields.number(u"num_value");
    if (fields.has(u"metadata"))
        input.metadata = fields.raw(u"metadata").toBytes();
    input.weight = fields.number(u"weight");
    input.timeStamp = fields.moment(u"time_stamp");
    input.groupIds = fields.ids(u"group_ids");
    input.groupTrackingIds = fields.strings(u"group_tracking_ids");
    input.indexing = sentIndexing(fields);
    input.upsert = fields.boolean(u"upsert_by_tracking_id").value_or(false);
    input.highPriority = fields.boolean(u"high_priority").value_or(false);
    return input;
}

void ChunkInput::applyTo(ChunkRow &row) const
{
    const auto set = [](auto &target, const auto &value) {
        if (value)
            target = *value;
    };
    set(row.chunkHtml, chunkHtml);
    set(row.link, link);
    set(row.location, location);
    set(row.numValue, numValue);
    set(row.metadata, metadata);
    set(row.weight, weight);
    set(row.timeStamp, timeStamp);
    if (trackingId)
        row.trackingId = trackingId->isEmpty() ? std::nullopt : trackingId;
    if (tags)
        row.tagSet = list(*tags);
    if (imageUrls)
        row.imageUrls = list(*imageUrls);
    Json merged = row.indexing ? Json::verbatim(*row.indexing) : Json::object();
    // The old words for the search do not fit the new text, unless new ones came with it.
    if (chunkHtml) {
        merged.remove(u"fulltext_content");
        merged.remove(u"semantic_content");
    }
    for (const Json::Member &member : indexing.members())
        merged.set(member.name, member.value);
    row.indexing = merged.members().isEmpty() ? std::nullopt : std::optional(merged.toBytes());
}

void ChunkInput::replace(ChunkRow &row) const
{
    ChunkRow fresh;
    fresh.key = row.key;
    fresh.id = row.id;
    fresh.createdAt = row.createdAt;
    applyTo(fresh);
    row = std::move(fresh);
}
