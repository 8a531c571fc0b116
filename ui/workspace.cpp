#include "ui/workspace.h"

#include "ui/errortext.h"
#include "ui/pages/datasetsettingspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statestack.h"
#include "ui/writelock.h"

#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

Workspace::Workspace(const Session &session, const QList<PageSpec> &pages, QWidget *parent)
    : QWidget(parent), m_session(session), m_specs(pages), m_datasets(new DatasetModel(session.client, this)), m_pages(new QStackedWidget),
      m_pageId(pages.first().id)
{
    setObjectName(u"workspace"_s);
    m_states = new StateStack(m_pages, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_states);
    makeStates();
    m_datasets->load(session.profile.dataset);
}

void Workspace::makeStates()
{
    m_states->setEmpty(true);
    offerNewDataset();
    WriteLock::watch(m_session.client, this, &Workspace::offerNewDataset);
    connect(m_states, &StateStack::emptyActionTriggered, this, &Workspace::newDatasetRequested);
    connect(&m_states->messageBar(), &MessageBar::retryRequested, this, [this] { m_datasets->load(m_session.profile.dataset); });
    connect(m_datasets, &PagedModel::stateChanged, this, &Workspace::judgeState);
    connect(m_datasets, &PagedModel::rowsArrived, this, &Workspace::judgeState);
    connect(m_datasets, &QAbstractItemModel::dataChanged, this, [this] {
        if (const Dataset *known = dataset(); known && currentPage())
            currentPage()->showDataset(*known);
        Q_EMIT shown();
    });
}

void Workspace::offerNewDataset()
{
    const bool mayMake = WriteLock::objection(m_session.client, Error::Role::Owner).isEmpty();
    m_states->setEmptyPane(u"dataset"_s, tr("There is no dataset yet. A dataset holds what is searched and answered from."),
        mayMake ? tr("New dataset") : QString());
}

void Workspace::judgeState()
{
    m_states->setLoading(m_datasets->state() == PagedModel::State::Loading);
    if (m_datasets->state() == PagedModel::State::Failed) {
        m_listFailed = true;
        m_states->messageBar().showError(tr("The datasets could not be listed."), m_datasets->lastError(), true);
        Q_EMIT connectionJudged(false, errorReason(m_datasets->lastError()));
        return;
    }
    if (m_datasets->state() == PagedModel::State::Loading)
        return;
    // Only what was said of the list: another message waits for whom it is for.
    if (std::exchange(m_listFailed, false))
        m_states->messageBar().dismiss();
    if (!m_datasets->hasLoaded())
        return;
    Q_EMIT connectionJudged(true, {});
    if (!dataset() && m_datasets->isWhole())
        show({}, m_pageId);
    chooseAny();
}

// The wanted one once it is listed; another one only when the list is whole and lacks it.
void Workspace::chooseAny()
{
    if (!m_dataset.isEmpty())
        return;
    if (m_datasets->find(m_wanted))
        show(m_wanted, m_pageId);
    else if (m_datasets->isWhole() && m_datasets->rowCount() > 0)
        show(DatasetId(m_datasets->idAt(0)), m_pageId);
}

void Workspace::chooseWhenListed(const DatasetId &dataset, const QString &page)
{
    m_wanted = dataset;
    for (const PageSpec &spec : m_specs) {
        if (spec.id == page)
            m_pageId = page;
    }
    judgeState();
}

Page *Workspace::currentPage() const
{
    return m_dataset.isEmpty() ? nullptr : m_made.value(m_pageId);
}

Page *Workspace::page(const QString &id)
{
    if (Page *made = m_made.value(id))
        return made;
    for (const PageSpec &spec : m_specs) {
        if (spec.id != id)
            continue;
        Page *made = spec.make(m_session.client, this);
        made->setObjectName(id);
        m_made.insert(id, made);
        m_pages->addWidget(made);
        connectPage(made);
        return made;
    }
    return nullptr;
}

void Workspace::connectPage(Page *made)
{
    connect(made, &Page::chunkRequested, this, [this](const ChunkId &chunk) {
        goTo(pageid::chunks, [chunk](Page &page) { showChunk(page, chunk); });
    });
    connect(made, &Page::groupRequested, this, [this](const ChunkGroupId &group) {
        goTo(pageid::groups, [group](Page &page) { showGroup(page, group); });
    });
    connect(made, &Page::chatRequested, this, [this](const ChatScope &scope) {
        goTo(pageid::chat, [scope](Page &page) { setChatScope(page, scope); });
    });
    connect(made, &Page::addDocumentsRequested, this, &Workspace::addDocumentsRequested);
    connect(made, &Page::datasetChanged, m_datasets, &DatasetModel::recount);
    connect(made, &Page::datasetChanged, this, [this, made] {
        // What one list changed the other one reads again when it is shown.
        for (const QString &id : {pageid::chunks, pageid::groups}) {
            if (m_made.contains(id) && m_made.value(id) != made)
                m_stale.insert(id);
        }
    });
    connect(made, &Page::statusMessage, this, &Workspace::statusMessage);
    if (const auto *settings = qobject_cast<DatasetSettingsPage *>(made))
        connect(settings, &DatasetSettingsPage::saved, m_datasets, &DatasetModel::adopt);
}

void Workspace::goTo(const QString &id, std::function<void(Page &)> then)
{
    const auto arrive = [this, id, then = std::move(then)] {
        show(m_dataset, id);
        if (Page *target = m_made.value(id))
            then(*target);
    };
    if (id == m_pageId)
        arrive();
    else
        leave(arrive);
}

void Workspace::openDataset(const DatasetId &dataset)
{
    openDatasetPage(dataset, m_pageId);
}

void Workspace::openPage(const QString &id)
{
    openDatasetPage(m_dataset, id);
}

void Workspace::openDatasetPage(const DatasetId &dataset, const QString &id)
{
    if (dataset == m_dataset && id == m_pageId)
        return;
    leave([this, dataset, id] { show(dataset, id); });
}

void Workspace::show(const DatasetId &dataset, const QString &id)
{
    const Dataset *known = m_datasets->find(dataset);
    m_dataset = known ? dataset : DatasetId();
    m_states->setEmpty(!known);
    const bool isNew = !m_made.contains(id);
    if (Page *target = known ? page(id) : nullptr) {
        m_pageId = id;
        target->showDataset(*known);
        if (m_stale.remove(id))
            target->refresh();
        m_pages->setCurrentWidget(target);
        if (isNew)
            Q_EMIT pageMade(target);
    }
    Q_EMIT shown();
}

void Workspace::refresh()
{
    m_datasets->load(m_session.profile.dataset);
    const QStringList made = m_made.keys();
    m_stale = QSet<QString>(made.begin(), made.end());
    m_stale.remove(m_pageId);
    if (Page *current = currentPage())
        current->refresh();
}

void Workspace::forget(const DatasetId &dataset)
{
    const bool wasShown = dataset == m_dataset;
    m_datasets->remove(dataset);
    if (!wasShown)
        return;
    show({}, m_pageId);
    chooseAny();
}

void Workspace::showDoubt(const QString &text)
{
    m_states->messageBar().showMessage(MessageBar::Severity::Negative, text);
}

void Workspace::leave(std::function<void()> proceed)
{
    if (Page *current = currentPage())
        current->leave(std::move(proceed));
    else
        proceed();
}
