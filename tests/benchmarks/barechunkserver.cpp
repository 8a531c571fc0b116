#include "tests/benchmarks/barechunkserver.h"

#include "tests/benchmarks/grownworkspace.h"

#include <microhttpd.h>

#include <cstring>

namespace
{

MHD_Result answer(void *self, MHD_Connection *connection, const char *target, const char *, const char *, const char *, std::size_t *,
    void **context)
{
    static int begun = 0;
    if (!*context) {
        *context = &begun;
        return MHD_YES;
    }
    // A thread is a connection here.
    thread_local const auto database = GrownWorkspace::reader(static_cast<BareChunkServer *>(self)->path());
    auto row = database->prepare("SELECT json_object('id', id, 'chunk_html', chunk_html, 'tracking_id', tracking_id, 'tag_set', tag, "
                                 "'num_value', num_value) FROM rows WHERE id = ?");
    row.bind(QByteArray(std::strrchr(target, '/') + 1));
    if (!row.step())
        return MHD_NO;
    const QByteArray json = row.bytes(0);
    MHD_Response *response = MHD_create_response_from_buffer(
        std::size_t(json.size()), const_cast<char *>(json.constData()), MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(response, "Content-Type", "application/json");
    const MHD_Result queued = MHD_queue_response(connection, 200, response);
    MHD_destroy_response(response);
    return queued;
}

}

BareChunkServer::BareChunkServer(const QString &database) : m_path(database)
{
    m_daemon = MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL, 0, nullptr, nullptr,
        answer, this, MHD_OPTION_END);
    if (!m_daemon)
        qFatal("the bare server could not start");
}

BareChunkServer::~BareChunkServer()
{
    MHD_stop_daemon(m_daemon);
}

quint16 BareChunkServer::port() const
{
    return MHD_get_daemon_info(m_daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
