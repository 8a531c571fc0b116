#pragma once

#include "app/models/datasetmodel.h"
#include "ui/pagespecs.h"
#include "ui/session.h"

class QStackedWidget;
class StateStack;

/// Everything of one session: its datasets and the pages of the one that is chosen. Pages are made when they are first gone to. Whatever
/// would leave a page asks it first. The session must outlive it.
class Workspace : public QWidget
{
    Q_OBJECT

public:
    Workspace(const Session &session, const QList<PageSpec> &pages, QWidget *parent = nullptr);

    const ApiClient &client() const { return m_session.client; }
    DatasetModel &datasets() { return *m_datasets; }
    /// Null while none is chosen.
    const Dataset *dataset() const { return m_datasets->find(m_dataset); }
    /// Null before a dataset was chosen.
    Page *currentPage() const;
    QString pageId() const { return m_pageId; }

    /// Chosen as soon as it is in the list, unless the person chooses another one before.
    void chooseWhenListed(const DatasetId &dataset, const QString &page);
    void openDataset(const DatasetId &dataset);
    void openPage(const QString &id);
    void openDatasetPage(const DatasetId &dataset, const QString &page);
    /// The datasets and the page.
    void refresh();
    /// Takes a deleted dataset out; its pages have nothing left to ask about.
    void forget(const DatasetId &dataset);
    /// Says above the page what went otherwise than it was told; stays until it is closed.
    void showDoubt(const QString &text);
    /// See Page::leave.
    void leave(std::function<void()> proceed);

Q_SIGNALS:
    /// A dataset or a page is shown now, or none any more.
    void shown();
    /// A page was made and shows its first dataset.
    void pageMade(Page *page);
    /// Whether the last request for the datasets was answered; why not, in words.
    void connectionJudged(bool reachable, const QString &why);
    void newDatasetRequested();
    void addDocumentsRequested();
    void statusMessage(const QString &text);

private:
    void makeStates();
    void offerNewDataset();
    Page *page(const QString &id);
    void connectPage(Page *made);
    void show(const DatasetId &dataset, const QString &pageId);
    void goTo(const QString &id, std::function<void(Page &)> then);
    void judgeState();
    void chooseAny();

    const Session &m_session;
    const QList<PageSpec> m_specs;
    DatasetModel *m_datasets = nullptr;
    StateStack *m_states = nullptr;
    bool m_listFailed = false;
    QStackedWidget *m_pages = nullptr;
    QHash<QString, Page *> m_made;
    /// Pages that a refresh did not reach because another one was shown.
    QSet<QString> m_stale;
    DatasetId m_dataset;
    DatasetId m_wanted;
    QString m_pageId;
};
