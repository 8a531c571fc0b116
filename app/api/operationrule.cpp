#include "app/api/operationrule.h"

#include <QStringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Role = Error::Role;

struct Row {
    QStringView verb;
    /// "{}" is any segment.
    QStringView path;
    Role role;
    /// A POST that only asks.
    bool onlyAsks = false;
};

/// Where two rows fit a path, the one that comes first is meant: words stand before "{}".
constexpr Row rows[] = {
    {u"POST", u"analytics", Role::Admin, true},
    {u"PUT", u"analytics/ctr", Role::Admin},
    {u"PUT", u"analytics/events", Role::Admin},
    {u"POST", u"analytics/events/all", Role::Admin, true},
    {u"POST", u"analytics/events/component", Role::Admin, true},
    {u"POST", u"analytics/events/ctr", Role::Admin, true},
    {u"GET", u"analytics/events/{}", Role::Admin},
    {u"POST", u"analytics/rag", Role::Admin, true},
    {u"PUT", u"analytics/rag", Role::Admin},
    {u"POST", u"analytics/recommendations", Role::Admin, true},
    {u"POST", u"analytics/search", Role::Admin, true},
    {u"PUT", u"analytics/search", Role::Admin},
    {u"POST", u"analytics/search/clusters", Role::Admin, true},
    {u"POST", u"analytics/top", Role::Admin, true},
    {u"DELETE", u"auth", Role::AnyKey},
    {u"GET", u"auth", Role::AnyKey},
    {u"GET", u"auth/callback", Role::AnyKey},
    {u"POST", u"auth/create_api_only_user", Role::AnyKey},
    {u"GET", u"auth/me", Role::AnyKey},
    {u"DELETE", u"chunk", Role::Admin},
    {u"POST", u"chunk", Role::Admin},
    {u"PUT", u"chunk", Role::Admin},
    {u"POST", u"chunk/autocomplete", Role::AnyKey, true},
    {u"POST", u"chunk/count", Role::AnyKey, true},
    {u"POST", u"chunk/generate", Role::AnyKey, true},
    {u"POST", u"chunk/recommend", Role::AnyKey, true},
    {u"POST", u"chunk/search", Role::AnyKey, true},
    {u"POST", u"chunk/split", Role::AnyKey, true},
    {u"POST", u"chunk/suggestions", Role::AnyKey, true},
    {u"PUT", u"chunk/tracking_id/update", Role::Admin},
    {u"DELETE", u"chunk/tracking_id/{}", Role::Admin},
    {u"GET", u"chunk/tracking_id/{}", Role::AnyKey},
    {u"DELETE", u"chunk/{}", Role::Admin},
    {u"GET", u"chunk/{}", Role::AnyKey},
    {u"POST", u"chunk_group", Role::Admin},
    {u"PUT", u"chunk_group", Role::Admin},
    {u"DELETE", u"chunk_group/chunk/{}", Role::Admin},
    {u"POST", u"chunk_group/chunk/{}", Role::Admin},
    {u"POST", u"chunk_group/chunks", Role::AnyKey, true},
    {u"POST", u"chunk_group/count", Role::AnyKey, true},
    {u"POST", u"chunk_group/group_oriented_autocomplete", Role::AnyKey, true},
    {u"POST", u"chunk_group/group_oriented_search", Role::AnyKey, true},
    {u"POST", u"chunk_group/recommend", Role::AnyKey, true},
    {u"POST", u"chunk_group/search", Role::AnyKey, true},
    {u"DELETE", u"chunk_group/tracking_id/{}", Role::Admin},
    {u"GET", u"chunk_group/tracking_id/{}", Role::AnyKey},
    {u"POST", u"chunk_group/tracking_id/{}", Role::Admin},
    {u"GET", u"chunk_group/tracking_id/{}/{}", Role::AnyKey},
    {u"DELETE", u"chunk_group/{}", Role::Admin},
    {u"GET", u"chunk_group/{}", Role::AnyKey},
    {u"GET", u"chunk_group/{}/{}", Role::AnyKey},
    {u"POST", u"chunks", Role::AnyKey, true},
    {u"POST", u"chunks/scroll", Role::AnyKey, true},
    {u"POST", u"chunks/tracking", Role::AnyKey, true},
    {u"GET", u"crawl", Role::Admin},
    {u"POST", u"crawl", Role::Admin},
    {u"PUT", u"crawl", Role::Admin},
    {u"DELETE", u"crawl/{}", Role::Admin},
    {u"POST", u"dataset", Role::Owner},
    {u"PUT", u"dataset", Role::Owner},
    {u"POST", u"dataset/batch_create_datasets", Role::Owner},
    {u"PUT", u"dataset/clear/{}", Role::Owner},
    {u"POST", u"dataset/clone", Role::Owner},
    {u"POST", u"dataset/events", Role::AnyKey, true},
    {u"GET", u"dataset/files/{}/{}", Role::AnyKey},
    {u"POST", u"dataset/get_all_tags", Role::AnyKey, true},
    {u"GET", u"dataset/get_dataset_queue_lengths", Role::AnyKey},
    {u"GET", u"dataset/groups/{}/{}", Role::AnyKey},
    {u"GET", u"dataset/organization/{}", Role::Admin},
    {u"GET", u"dataset/pagefind", Role::AnyKey},
    {u"POST", u"dataset/pagefind", Role::Owner},
    {u"GET", u"dataset/scroll_files", Role::AnyKey},
    {u"DELETE", u"dataset/tracking_id/{}", Role::Owner},
    {u"GET", u"dataset/tracking_id/{}", Role::Admin},
    {u"GET", u"dataset/usage/{}", Role::Admin},
    {u"DELETE", u"dataset/{}", Role::Owner},
    {u"GET", u"dataset/{}", Role::Admin},
    {u"POST", u"etl/create_job", Role::Admin},
    {u"POST", u"events", Role::AnyKey, true},
    {u"GET", u"experiment", Role::Admin},
    {u"POST", u"experiment", Role::Admin},
    {u"PUT", u"experiment", Role::Admin},
    {u"POST", u"experiment/ab-test", Role::Admin},
    {u"DELETE", u"experiment/{}", Role::Admin},
    {u"GET", u"experiment/{}", Role::Admin},
    {u"POST", u"file", Role::Admin},
    {u"POST", u"file/csv_or_jsonl", Role::Admin},
    {u"POST", u"file/html_page", Role::AnyKey},
    {u"DELETE", u"file/{}", Role::Admin},
    {u"GET", u"file/{}", Role::AnyKey},
    {u"GET", u"health", Role::AnyKey},
    {u"POST", u"invitation", Role::Admin},
    {u"DELETE", u"invitation/{}", Role::Admin},
    {u"GET", u"invitations/{}", Role::Admin},
    {u"DELETE", u"message", Role::Admin},
    {u"PATCH", u"message", Role::Admin},
    {u"POST", u"message", Role::Admin},
    {u"PUT", u"message", Role::Admin},
    {u"POST", u"message/edit_image", Role::Admin},
    {u"POST", u"message/generate_message_completions", Role::Admin, true},
    {u"POST", u"message/get_tool_function_params", Role::Admin, true},
    {u"POST", u"message/transcribe_audio", Role::Admin, true},
    {u"GET", u"message/{}", Role::Admin},
    {u"GET", u"messages/{}", Role::AnyKey},
    {u"POST", u"organization", Role::AnyKey},
    {u"PUT", u"organization", Role::Owner},
    {u"GET", u"organization/api_key", Role::Admin},
    {u"POST", u"organization/api_key", Role::Admin},
    {u"DELETE", u"organization/api_key/{}", Role::Admin},
    {u"POST", u"organization/update_dataset_configs", Role::Owner},
    {u"POST", u"organization/usage/{}", Role::Admin, true},
    {u"GET", u"organization/users/{}", Role::Admin},
    {u"DELETE", u"organization/{}", Role::Owner},
    {u"GET", u"organization/{}", Role::Admin},
    {u"GET", u"public_page/{}", Role::AnyKey},
    {u"POST", u"shopify/plan_change", Role::AnyKey},
    {u"POST", u"shopify/user_event", Role::Admin},
    {u"POST", u"stripe/checkout/setup/{}", Role::Owner},
    {u"POST", u"stripe/estimate_bill/{}", Role::Owner, true},
    {u"GET", u"stripe/invoices/{}", Role::Owner},
    {u"GET", u"stripe/payment_link/{}/{}", Role::AnyKey},
    {u"GET", u"stripe/plans", Role::AnyKey},
    {u"DELETE", u"stripe/subscription/{}", Role::Owner},
    {u"PATCH", u"stripe/subscription_plan/{}/{}", Role::Owner},
    {u"GET", u"stripe/usage_plans", Role::AnyKey},
    {u"POST", u"topic", Role::Admin},
    {u"PUT", u"topic", Role::Admin},
    {u"POST", u"topic/clone", Role::Admin},
    {u"GET", u"topic/owner/{}", Role::Admin},
    {u"DELETE", u"topic/{}", Role::Admin},
    {u"PUT", u"user", Role::AnyKey},
    {u"GET", u"user/api_key", Role::AnyKey},
    {u"DELETE", u"user/api_key/{}", Role::AnyKey},
};

bool fits(QStringView pattern, const QStringList &segments)
{
    qsizetype at = 0;
    for (const QStringView part : pattern.tokenize(u'/')) {
        if (at == segments.size() || (part != QStringView(u"{}") && part != segments.at(at)))
            return false;
        ++at;
    }
    return at == segments.size();
}

}

OperationRule operationRule(const QString &verb, const QStringList &segments)
{
    const bool isGet = verb == "GET"_L1;
    const auto row = std::ranges::find_if(rows, [&](const Row &one) { return one.verb == verb && fits(one.path, segments); });
    if (row == std::end(rows))
        return {Role::Unknown, !isGet};
    return {row->role, !isGet && !row->onlyAsks};
}
