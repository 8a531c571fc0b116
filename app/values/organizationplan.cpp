#include "app/values/organizationplan.h"

#include "app/values/jsonreader.h"

namespace {

bool isByUsage(JsonReader &in)
{
    return in.string(u"type") == u"usage_based";
}

}

Result<OrganizationPlan> OrganizationPlan::fromJson(const Json &json)
{
    JsonReader in(json, u"TrievePlan");
    OrganizationPlan plan;
    plan.id = in.string(u"id");
    plan.name = in.string(u"name");
    plan.isByUsage = ::isByUsage(in);
    plan.amount = in.optionalInteger(u"amount");
    plan.chunks = in.optionalInteger(u"chunk_count");
    plan.datasets = in.optionalInteger(u"dataset_count");
    plan.users = in.optionalInteger(u"user_count");
    plan.messages = in.optionalInteger(u"message_count");
    plan.messagesPerMonth = in.optionalInteger(u"messages_per_month");
    plan.fileStorage = in.optionalInteger(u"file_storage");
    if (in.failed())
        return in.error();
    return plan;
}

Result<OrganizationSubscription> OrganizationSubscription::fromJson(const Json &json)
{
    JsonReader in(json, u"TrieveSubscription");
    OrganizationSubscription subscription;
    subscription.id = in.string(u"id");
    subscription.isByUsage = ::isByUsage(in);
    subscription.planId = in.string(subscription.isByUsage ? u"usage_based_plan_id" : u"plan_id");
    subscription.createdAt = in.string(u"created_at");
    subscription.currentPeriodEnd = in.optionalString(u"current_period_end");
    if (in.failed())
        return in.error();
    return subscription;
}
