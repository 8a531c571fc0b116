#include "app/transfer/documentsurvey.h"

#include "app/transfer/doorbell.h"

#include <QThreadPool>

struct DocumentSurvey::Search {
    std::atomic<bool> stop = false;
    DocumentList list;
    std::shared_ptr<Doorbell> bell;
};

DocumentSurvey::DocumentSurvey(QObject *parent) : QObject(parent) { }

DocumentSurvey::~DocumentSurvey()
{
    cancel();
}

void DocumentSurvey::start(const DocumentSource &source, const DocumentOptions &options)
{
    cancel();
    m_search = std::make_shared<Search>();
    m_search->bell = std::make_shared<Doorbell>(this, [this, search = std::weak_ptr(m_search)] {
        const std::shared_ptr<Search> done = search.lock();
        if (!done || done != m_search)
            return;
        m_search = nullptr;
        Q_EMIT finished(done->list);
    });
    QThreadPool::globalInstance()->start([search = m_search, source, options] {
        search->list = DocumentList::find(source, options, search->stop);
        search->bell->ring();
    });
}

void DocumentSurvey::cancel()
{
    if (!m_search)
        return;
    m_search->stop = true;
    m_search->bell->silence();
    m_search = nullptr;
}
