#include "app/values/chunk.h"
#include "app/values/metadata.h"
#include "app/values/requests.h"
#include "app/values/timestamp.h"

#include <cstdlib>

/// Any bytes: what is taken for JSON reads back as the same JSON, and no shape of ours minds what it is made from.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView text(data, qsizetype(size));
    const auto json = Json::parse(text);
    if (json) {
        const auto again = Json::parse(json->toBytes());
        const auto indented = Json::parse(json->toIndentedBytes());
        if (!again || !indented || !(*again == *indented))
            std::abort();
        (void)Chunk::fromJson(*json);
        (void)SearchHit::fromJson(*json);
        (void)SearchResults::fromJson(*json);
        (void)Filter::fromJson(*json);
    }
    (void)timestamp::parse(QString::fromUtf8(text));
    return 0;
}
