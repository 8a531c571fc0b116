#include "app/transfer/documentreader.h"

#include "app/transfer/doorbell.h"

#include <QThreadPool>

#include <condition_variable>
#include <deque>

namespace {

// Characters of HTML that may lie between the reading and the sending.
constexpr qsizetype mostAhead = 4 * 1024 * 1024;

qsizetype weightOf(const ReadDocument &document)
{
    qsizetype weight = 1000;
    for (const ChunkPatch &chunk : document.chunks)
        weight += 500 + chunk.chunkHtml.value()->size();
    return weight;
}

} // namespace

struct DocumentReader::Shared {
    std::atomic<bool> stop = false;
    std::shared_ptr<Doorbell> bell;

    std::mutex mutex;
    std::condition_variable hasRoom;
    std::optional<DocumentList> list;
    std::deque<std::pair<ReadDocument, qsizetype>> documents;
    qsizetype weight = 0;
    bool isDone = false;

    void run(const DocumentSource &source, const DocumentOptions &options)
    {
        DocumentList found = DocumentList::find(source, options, stop);
        const QList<SourceFile> files = found.files;
        {
            const std::lock_guard lock(mutex);
            list = std::move(found);
        }
        bell->ring();
        for (const SourceFile &file : files) {
            if (!put(ReadDocument::fromFile(file, options)))
                break;
        }
        {
            const std::lock_guard lock(mutex);
            isDone = true;
        }
        bell->ring();
    }

    bool put(ReadDocument document)
    {
        const qsizetype size = weightOf(document);
        {
            std::unique_lock lock(mutex);
            hasRoom.wait(lock, [this] { return weight < mostAhead || stop; });
            if (stop)
                return false;
            weight += size;
            documents.emplace_back(std::move(document), size);
        }
        bell->ring();
        return true;
    }
};

DocumentReader::DocumentReader(const DocumentSource &source, const DocumentOptions &options, QObject *owner, std::function<void()> hasNews)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->bell = std::make_shared<Doorbell>(owner, std::move(hasNews));
    QThreadPool::globalInstance()->start([shared = m_shared, source, options] {
        // It may wait long for room: others are not to wait for its place in the pool.
        QThreadPool::globalInstance()->releaseThread();
        shared->run(source, options);
        QThreadPool::globalInstance()->reserveThread();
    });
}

DocumentReader::~DocumentReader()
{
    m_shared->bell->silence();
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->stop = true;
    }
    m_shared->hasRoom.notify_all();
}

std::optional<DocumentList> DocumentReader::takeList()
{
    const std::lock_guard lock(m_shared->mutex);
    return std::exchange(m_shared->list, std::nullopt);
}

std::optional<ReadDocument> DocumentReader::take()
{
    std::optional<ReadDocument> document;
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->documents.empty())
            return {};
        auto &[first, size] = m_shared->documents.front();
        document = std::move(first);
        m_shared->weight -= size;
        m_shared->documents.pop_front();
    }
    m_shared->hasRoom.notify_all();
    return document;
}

bool DocumentReader::isAtEnd() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->isDone && m_shared->documents.empty() && !m_shared->list;
}
