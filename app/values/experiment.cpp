#include "app/values/experiment.h"

#include "app/values/jsonreader.h"

Json ExperimentConfig::toJson() const
{
    return Json::object({{u"area", area},
                         {u"control_name", controlName},
                         {u"control_split", controlSplit.json()},
                         {u"t1_name", treatmentName},
                         {u"t1_split", treatmentSplit.json()}});
}

Result<Experiment> Experiment::fromJson(const Json &json)
{
    JsonReader in(json, u"Experiment");
    Experiment experiment;
    experiment.id = in.id<ExperimentTag>(u"id");
    experiment.name = in.string(u"name");
    experiment.config = {.area = in.optionalString(u"area").value_or(QString()),
                         .controlName = in.optionalString(u"control_name").value_or(QString()),
                         .controlSplit = in.optionalNumber(u"control_split").value_or(Number()),
                         .treatmentName = in.optionalString(u"t1_name").value_or(QString()),
                         .treatmentSplit = in.optionalNumber(u"t1_split").value_or(Number())};
    experiment.createdAt = in.optionalString(u"created_at").value_or(QString());
    experiment.updatedAt = in.optionalString(u"updated_at").value_or(QString());
    if (in.failed())
        return in.error();
    return experiment;
}
