#include "app/values/requestrecord.h"

#include "app/values/jsonreader.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

Json headersToJson(const RequestRecord::Headers &headers)
{
    Json list = Json::array();
    for (const auto &[name, value] : headers)
        list.append(Json::strings({name, value}));
    return list;
}

RequestRecord::Headers headersFromJson(const Json &list)
{
    RequestRecord::Headers headers;
    for (const Json &pair : list.items()) {
        if (pair.items().size() == 2)
            headers.append({pair.items().at(0).toString(), pair.items().at(1).toString()});
    }
    return headers;
}

}

QString RequestRecord::path() const
{
    return QUrl(url, QUrl::StrictMode).path(QUrl::FullyEncoded);
}

QStringList RequestRecord::segments() const
{
    const QString whole = path();
    const qsizetype api = whole.indexOf("/api/"_L1);
    QStringList segments;
    if (api < 0)
        return segments;
    for (const QString &segment : whole.mid(api + 5).split(u'/'))
        segments.append(QUrl::fromPercentEncoding(segment.toUtf8()));
    return segments;
}

QString RequestRecord::dataset() const
{
    for (const auto &[name, value] : requestHeaders) {
        if (name.compare("TR-Dataset"_L1, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Json RequestRecord::toJson() const
{
    return Json::object({{u"at", at},
                         {u"profile", profile},
                         {u"method", method},
                         {u"url", url},
                         {u"status", status},
                         {u"milliseconds", milliseconds},
                         {u"request_size", requestSize},
                         {u"answer_size", answerSize},
                         {u"whole", isWhole},
                         {u"masked", isMasked},
                         {u"read", isRead},
                         {u"failure", failure},
                         {u"request_headers", headersToJson(requestHeaders)},
                         {u"request_body", Json::utf8(requestBody)},
                         {u"answer_headers", headersToJson(answerHeaders)},
                         {u"answer_body", Json::utf8(answerBody)}});
}

Result<RequestRecord> RequestRecord::fromJson(const Json &json)
{
    JsonReader reader(json, u"RequestRecord");
    RequestRecord record;
    record.at = reader.integer(u"at");
    record.profile = reader.string(u"profile");
    record.method = reader.string(u"method");
    record.url = reader.string(u"url");
    record.status = int(reader.integer(u"status"));
    record.milliseconds = reader.integer(u"milliseconds");
    record.requestSize = reader.integer(u"request_size");
    record.answerSize = reader.integer(u"answer_size");
    record.isWhole = reader.boolean(u"whole", true);
    record.isMasked = reader.boolean(u"masked", false);
    record.isRead = reader.boolean(u"read", false);
    record.failure = reader.string(u"failure");
    record.requestHeaders = headersFromJson(reader.raw(u"request_headers"));
    record.requestBody = reader.string(u"request_body").toUtf8();
    record.answerHeaders = headersFromJson(reader.raw(u"answer_headers"));
    record.answerBody = reader.string(u"answer_body").toUtf8();
    if (reader.failed())
        return reader.error();
    return record;
}
