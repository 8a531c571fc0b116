#include "app/localserver/request.h"

#include "app/localserver/pagenumber.h"
#include "app/localserver/refusal.h"
#include "app/values/id.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace {

// Where the settings of searches are read from the body.
bool isSearch(const QStringList &segments)
{
    static const QSet<QString> paths{u"api/chunk/search"_s, u"api/chunk/autocomplete"_s, u"api/chunk/count"_s, u"api/chunk/recommend"_s,
        u"api/chunks/scroll"_s, u"api/chunk_group/search"_s, u"api/chunk_group/group_oriented_search"_s,
        u"api/chunk_group/group_oriented_autocomplete"_s, u"api/chunk_group/recommend"_s, u"api/message"_s};
    return paths.contains(segments.join(u'/'));
}

}

std::optional<QString> Request::queryItem(QStringView name) const
{
    for (auto item = query.crbegin(); item != query.crend(); ++item) {
        if (item->first == name)
            return item->second;
    }
    return std::nullopt;
}

QString Request::idParameter(QStringView name) const
{
    const QString text = parameter(name);
    if (!isUuid(text))
        throw Refusal(400, u"%1 in the path: expected a UUID, got \"%2\""_s.arg(name, text.left(100)));
    return text.toLower();
}

qint64 Request::pageParameter(QStringView name) const
{
    const auto page = pagenumber::parse(parameter(name));
    if (!page || *page > pagenumber::largest)
        throw Refusal(400, u"%1 in the path: expected a page number from 1, got \"%2\""_s.arg(name, parameter(name).left(100)));
    return qMax(*page, qint64(1));
}

Json Request::json() const
{
    // A value takes about eighty bytes however short it is written: a body of nothing but small ones would need gigabytes.
    constexpr qsizetype mostValues = 5'000'000;
    if (body.count(',') > mostValues)
        throw Refusal(400, u"Json Deserialization Error: *Type* : payload | *Message* : more than %1 values | Send less at once."_s.arg(mostValues));
    auto parsed = Json::parse(body);
    if (!parsed)
        throw Refusal(400, u"Json Deserialization Error: *Type* : syntax | *Message* : %1 | Send a JSON body."_s.arg(parsed.error().message));
    if (parsed->isObject() && isSearch(segments)) {
        for (const Json::Member &member : caller.defaultParams.members())
            parsed->set(member.name, member.value);
    }
    return *std::move(parsed);
}

bool Request::wantsV1() const
{
    const QByteArray version = header("x-api-version").toLower();
    return version == "v1" || version == "1.0";
}
