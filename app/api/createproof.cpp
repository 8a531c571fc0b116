#include "app/api/createproof.h"

#include "app/values/json.h"
#include "app/values/timestamp.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A Date has whole seconds, and a server's database may have a clock of its own.
constexpr std::chrono::milliseconds tolerance = 2s;

struct Field {
    QStringView sent;
    QStringView found;
};

/// What no server rewrites; settings come back with defaults, and tags and metadata in another form.
constexpr Field fields[] = {{u"dataset_name", u"name"}, {u"name", u"name"}, {u"description", u"description"}, {u"tracking_id", u"tracking_id"},
    {u"chunk_html", u"chunk_html"}, {u"link", u"link"}};

bool saysTheSame(const Json &sent, const Json &found)
{
    return std::ranges::all_of(fields, [&](const Field &field) {
        return !sent[field.sent].isString() || sent[field.sent].toString() == found[field.found].toString();
    });
}

}

bool createproof::isOurs(const QByteArray &sent, const HttpAnswer &found, std::chrono::milliseconds sinceFirstAttempt)
{
    const Result<Json> ours = Json::parse(sent);
    const Result<Json> theirs = Json::parse(found.body);
    if (!ours || !theirs || !saysTheSame(*ours, *theirs) || !found.date.isValid())
        return false;
    const std::optional<QDateTime> created = timestamp::parse((*theirs)[u"created_at"].toString());
    const qint64 earliest = -(sinceFirstAttempt + tolerance).count();
    const qint64 age = created ? found.date.msecsTo(*created) : earliest - 1;
    return age >= earliest && age <= tolerance.count();
}
