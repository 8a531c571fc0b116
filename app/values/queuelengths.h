#pragma once

#include "app/values/json.h"

/// How much a dataset's workers still have to do. A batch of 120 chunks counts as one message.
/// Source: GET /api/dataset/get_dataset_queue_lengths.
struct QueueLengths {
    qint64 chunkMessages = 0;
    qint64 fileMessages = 0;

    bool isEmpty() const { return chunkMessages == 0 && fileMessages == 0; }
    bool operator==(const QueueLengths &) const = default;
    static Result<QueueLengths> fromJson(const Json &json);
};
