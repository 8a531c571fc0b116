#pragma once

#include "app/values/id.h"
#include "app/values/number.h"

/// What an experiment compares: the control and one treatment, each with its share of the users.
struct ExperimentConfig {
    QString area;
    QString controlName;
    Number controlSplit;
    QString treatmentName;
    Number treatmentSplit;

    bool operator==(const ExperimentConfig &) const = default;
    Json toJson() const;
};

/// An A/B experiment of a dataset. Its answer is flat, its request is not.
struct Experiment {
    ExperimentId id;
    QString name;
    ExperimentConfig config;
    QString createdAt;
    QString updatedAt;

    bool operator==(const Experiment &) const = default;
    static Result<Experiment> fromJson(const Json &json);
};
