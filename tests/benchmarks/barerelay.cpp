#include "tests/benchmarks/barerelay.h"

#include <curl/curl.h>
#include <microhttpd.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace
{

/// One request on its way through.
struct Passage {
    explicit Passage(const QByteArray &address)
    {
        curl_easy_setopt(transfer, CURLOPT_URL, address.constData());
        curl_easy_setopt(transfer, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(transfer, CURLOPT_POSTFIELDS, "{}");
        curl_easy_setopt(transfer, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(transfer, CURLOPT_WRITEDATA, this);
        curl_multi_add_handle(loop, transfer);
    }
    ~Passage()
    {
        curl_multi_remove_handle(loop, transfer);
        curl_easy_cleanup(transfer);
        curl_multi_cleanup(loop);
    }
    Passage(const Passage &) = delete;
    Passage &operator=(const Passage &) = delete;

    static std::size_t take(char *bytes, std::size_t, std::size_t count, void *self)
    {
        static_cast<Passage *>(self)->waiting.append(bytes, qsizetype(count));
        return count;
    }

    static ssize_t read(void *self, std::uint64_t, char *target, std::size_t limit)
    {
        auto &passage = *static_cast<Passage *>(self);
        int running = 1;
        while (passage.waiting.isEmpty() && running > 0) {
            curl_multi_perform(passage.loop, &running);
            if (passage.waiting.isEmpty() && running > 0)
                curl_multi_poll(passage.loop, nullptr, 0, 1000, nullptr);
        }
        if (passage.waiting.isEmpty())
            return MHD_CONTENT_READER_END_OF_STREAM;
        const std::size_t count = std::min(limit, std::size_t(passage.waiting.size()));
        std::memcpy(target, passage.waiting.constData(), count);
        passage.waiting.remove(0, qsizetype(count));
        return ssize_t(count);
    }

    CURLM *loop = curl_multi_init();
    CURL *transfer = curl_easy_init();
    QByteArray waiting;
};

MHD_Result pass(void *self, MHD_Connection *connection, const char *, const char *, const char *, const char *, std::size_t *size,
    void **context)
{
    static int begun = 0;
    if (!*context) {
        *context = &begun;
        return MHD_YES;
    }
    if (*size > 0) {
        *size = 0;
        return MHD_YES;
    }
    auto *passage = new Passage(static_cast<BareRelay *>(self)->address());
    MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, 32'768, Passage::read, passage, [](void *done) { delete static_cast<Passage *>(done); });
    const MHD_Result queued = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return queued;
}

}

BareRelay::BareRelay(const QByteArray &address) : m_address(address)
{
    m_daemon = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, nullptr, nullptr, pass, this, MHD_OPTION_END);
    if (!m_daemon)
        qFatal("the relay could not start");
}

BareRelay::~BareRelay()
{
    MHD_stop_daemon(m_daemon);
}

quint16 BareRelay::port() const
{
    return MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
