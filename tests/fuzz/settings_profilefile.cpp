#include "app/settings/profilefile.h"
#include "app/settings/profilejson.h"
#include "app/values/json.h"

#include <cstdlib>

/// Any file: it is refused with a reason, or what was read from it is read once more from what is written of it.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto profiles = profilefile::read(bytes);
    if (!profiles) {
        if (profiles.error().message.isEmpty())
            std::abort();
    } else {
        const QByteArray written = profilefile::write(*profiles);
        const auto again = profilefile::read(written);
        if (!again || profilefile::write(*again) != written)
            std::abort();
    }
    if (const auto json = Json::parse(bytes))
        (void)profilejson::fromStored(*json);
    return 0;
}
