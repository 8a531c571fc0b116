#include "app/values/analytics.h"
#include "app/values/chunkgroup.h"
#include "app/values/chunkpatch.h"
#include "app/values/conversation.h"
#include "app/values/crawl.h"
#include "app/values/dataset.h"
#include "app/values/experiment.h"
#include "app/values/fileupload.h"
#include "app/values/groupsearch.h"
#include "app/values/member.h"
#include "app/values/metadata.h"
#include "app/values/organization.h"
#include "app/values/organizationkey.h"
#include "app/values/organizationusage.h"
#include "app/values/queuelengths.h"
#include "app/values/requestrecord.h"
#include "app/values/requests.h"
#include "app/values/tagcount.h"
#include "app/values/uploadedfile.h"
#include "app/values/workerevent.h"

#include <cstdlib>

namespace {

template <typename... Shapes>
void readAll(const Json &json)
{
    ((void)Shapes::fromJson(json), ...);
}

}

/// Any JSON: every shape of an answer takes it or says what is wrong, and so for each item of a list. A line of the request log that is
/// one reads back as it was written.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto json = Json::parse(QByteArrayView(data, qsizetype(size)));
    if (!json)
        return 0;
    for (const Json &each : json->isArray() ? json->items() : QList<Json>{*json}) {
        readAll<QueryRating, SearchEvent, HeadQuery, GraphPoint, SearchMetrics, RagEvent, ClickMetrics, TopDataset>(each);
        readAll<Location, Chunk, SearchHit, SearchResults, Filter, ChunkGroup, SlimGroup, QueuedChunks, GroupHit, GroupSearchResults>(each);
        readAll<ChunkMembership, GroupPage, GroupChunksPage, TagCount, TagPage, Topic, Message, Dataset, Experiment>(each);
        readAll<CrawlOptions, Crawl, TableUploadPlace, UploadedFile, FilePage, FileScroll, QueueLengths, EventPage>(each);
        readAll<Membership, Member, Invitation, Organization, OrganizationKey, OrganizationKeyPage, OrganizationUsage>(each);
        if (const auto event = WorkerEvent::fromJson(each)) {
            (void)event->chunks();
            (void)event->reason();
        }
        const auto record = RequestRecord::fromJson(each);
        if (record && RequestRecord::fromJson(record->toJson())->toJson() != record->toJson())
            std::abort();
    }
    return 0;
}
