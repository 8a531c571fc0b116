#pragma once

#include "app/values/analytics.h"
#include "app/values/chunkpatch.h"
#include "app/values/conversation.h"
#include "app/values/crawl.h"
#include "app/values/dataset.h"
#include "app/values/experiment.h"
#include "app/values/fileupload.h"
#include "app/values/grouppages.h"
#include "app/values/groupsearch.h"
#include "app/values/member.h"
#include "app/values/organizationkey.h"
#include "app/values/organizationusage.h"
#include "app/values/queuelengths.h"
#include "app/values/recommendationevent.h"
#include "app/values/requests.h"
#include "app/values/tagcount.h"
#include "app/values/workerevent.h"
#include "tests/support/fields.h"

#include <QLocale>

#include <type_traits>

/// All that a value holds in one line, to compare with the last part of a golden file: each field in its order, "-" where there is none.
namespace golden {

using namespace Qt::StringLiterals;

inline QString told(bool value) { return value ? u"yes"_s : u"no"_s; }
inline QString told(const QString &text) { return u'"' + text + u'"'; }
inline QString told(const Json &json) { return QString::fromUtf8(json.toBytes()); }
inline QString told(const Metadata &value) { return QString::fromUtf8(value.text()); }
inline QString told(const Number &value) { return value.text(); }
// Has more fields than anything else.
inline QString told(const CrawlOptions &value) { return told(value.toJson()); }

template <typename Tag>
QString told(const Id<Tag> &id)
{
    return id.isEmpty() ? u"no id"_s : id.text();
}

inline QString told(const RecommendationEvent &value)
{
    return u"%1 %2 like %3 %4 %5 by %6 %7"_s.arg(value.id.text(), value.type, value.likeIds.join(u' '), value.likeTrackingIds.join(u' '))
        .arg(value.topScore).arg(value.userId, QString::fromUtf8(value.metadata.text()));
}

template <typename T>
    requires std::is_arithmetic_v<T>
QString told(T number)
{
    if constexpr (std::is_floating_point_v<T>)
        return QString::number(number, 'g', QLocale::FloatingPointShortest);
    else
        return QString::number(number);
}

template <typename T>
    requires std::is_enum_v<T>
QString told(T value)
{
    return QString::number(int(value));
}

template <typename T>
    requires(std::is_aggregate_v<T> && std::is_class_v<T>)
QString told(const T &value);

template <typename T>
QString told(const std::optional<T> &value);

template <typename T>
QString told(const QList<T> &values)
{
    QStringList list;
    for (const T &value : values)
        list.append(told(value));
    return u'[' + list.join(u", "_s) + u']';
}

template <typename T>
QString told(const std::optional<T> &value)
{
    return value ? told(*value) : u"-"_s;
}

template <typename T>
    requires(std::is_aggregate_v<T> && std::is_class_v<T>)
QString told(const T &value)
{
    const QStringList parts = fields::visit(value, [](const auto &...each) { return QStringList{told(each)...}; });
    return u'{' + parts.join(u", "_s) + u'}';
}

inline QString told(const Error &error)
{
    const QString kind = error.kind == Error::Kind::NotFound ? u"NotFound"_s : QString::number(int(error.kind));
    return u"%1 %2 %3"_s.arg(kind).arg(error.httpStatus).arg(error.message);
}

template <typename T>
QString told(const Result<T> &result)
{
    if (!result)
        return told(result.error());
    if constexpr (std::is_void_v<T>)
        return u"ok"_s;
    else
        return told(*result);
}

}
