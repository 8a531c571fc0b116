#include "app/values/queuelengths.h"

#include "app/values/jsonreader.h"

Result<QueueLengths> QueueLengths::fromJson(const Json &json)
{
    JsonReader in(json, u"DatasetQueueLengthsResponse");
    QueueLengths lengths{.chunkMessages = in.integer(u"chunk_queue_length"), .fileMessages = in.integer(u"file_queue_length")};
    if (in.failed())
        return in.error();
    return lengths;
}
