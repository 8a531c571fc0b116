#pragma once

#include "app/values/json.h"

/// A tag and how many chunks carry it.
struct TagCount {
    QString tag;
    qint64 count = 0;

    bool operator==(const TagCount &) const = default;
    static Result<TagCount> fromJson(const Json &json);
};

/// A page of a dataset's tags. Source: POST /api/dataset/get_all_tags.
struct TagPage {
    QList<TagCount> tags;
    /// Of all pages.
    qint64 total = 0;

    static Result<TagPage> fromJson(const Json &json);
};
