#include "app/localserver/httpexchange.h"
#include "app/localserver/indexer.h"
#include "app/localserver/reception.h"
#include "app/localserver/routes.h"
#include "app/localserver/store.h"

#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

namespace {

const QByteArray key = "tr-key";

class Drain final : public StreamSink
{
public:
    bool write(const QByteArray &) override { return true; }
    bool isOpen() const override { return true; }
    void fail() override { }
};

/// The server without its sockets, over a small workspace in memory.
class Desk
{
public:
    Desk()
    {
        auto opened = Store::open(m_folder.path());
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_store = *std::move(opened);
        addRoutes(m_router, *m_store);
        m_reception = std::make_unique<Reception>(m_router, *m_store, quint16(1), key);
        m_indexer = std::make_unique<Indexer>(*m_store);
        m_dataset = ask("POST /api/dataset\n\n{\"dataset_name\":\"d\",\"tracking_id\":\"d\"}").section(u'"', 3, 3).toUtf8();
        ask("POST /api/chunk_group\n\n{\"name\":\"g\",\"tracking_id\":\"g\"}");
        ask("POST /api/chunk\n\n[{\"chunk_html\":\"<p>An anchor</p>\",\"tracking_id\":\"a\",\"tag_set\":[\"t\"],\"group_tracking_ids\":[\"g\"]},"
            "{\"chunk_html\":\"A boat of 5 m\",\"num_value\":5,\"metadata\":{\"a\":{\"b\":[1]}},\"location\":{\"lat\":1,\"lon\":2}}]");
    }
    ~Desk()
    {
        m_store->stop();
        m_indexer.reset();
    }

    /// "METHOD target", headers a line each, an empty line, the body; @D is the dataset.
    QString ask(QByteArray text)
    {
        text.replace("@D", m_dataset);
        const qsizetype headEnd = text.indexOf("\n\n");
        const QByteArrayList head = text.left(headEnd).split('\n');
        const qsizetype blank = head.first().indexOf(' ');
        HttpExchange exchange(head.first().mid(blank + 1).constData());
        Request &request = exchange.request;
        request.method = head.first().left(blank);
        request.headers = {{"host", "127.0.0.1:1"}, {"authorization", key}, {"tr-dataset", m_dataset.isEmpty() ? "d" : m_dataset}};
        for (const QByteArray &line : head.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0)
                request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
        }
        if (headEnd >= 0)
            request.body = text.mid(headEnd + 2);
        m_reception->admit(exchange);
        const Response response = m_reception->respond(exchange);
        if (response.stream) {
            Drain drain;
            response.stream(drain);
        }
        if (response.status == 500 || (response.status >= 400 && !response.body.contains("\"message\""))) {
            std::fprintf(stderr, "%d %s\n", response.status, response.body.constData());
            std::abort();
        }
        return QString::fromUtf8(response.body);
    }

private:
    QTemporaryDir m_folder{QStringLiteral("/dev/shm/retriever-fuzz-XXXXXX")};
    std::unique_ptr<Store> m_store;
    Router m_router;
    std::unique_ptr<Reception> m_reception;
    std::unique_ptr<Indexer> m_indexer;
    QByteArray m_dataset;
};

}

/// No request crashes the server or makes it say that it is at fault, and each refusal has a message. No address is ever asked:
/// requests that could name one are passed over.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static std::unique_ptr<Desk> desk;
    static int runs = 0;
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (!text.contains(' ') || text.contains("BASE_URL") || text.contains("\\u"))
        return 0;
    // A workspace that grows for ever makes each run slower than the one before.
    if (runs++ % 5000 == 0) {
        desk.reset();
        desk = std::make_unique<Desk>();
    }
    desk->ask(text);
    return 0;
}
