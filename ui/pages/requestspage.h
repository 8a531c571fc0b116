#pragma once

#include "app/models/requestmodel.h"
#include "ui/pages/page.h"

class ApiClient;
class QCheckBox;
class QTabWidget;
class RequestTable;
class SearchField;
class SourceEdit;
class StateStack;

/// The request log: what the program sent and what came back, also before it was started anew. A request can be copied as code, a read sent
/// again, everything listed exported. The client, and the history that it writes to, must outlive it.
class RequestsPage : public Page
{
    Q_OBJECT

public:
    explicit RequestsPage(const ApiClient &client, QWidget *parent = nullptr);

    void showDataset(const Dataset &dataset) override;
    void refresh() override;
    QList<QAction *> pageActions() const override;

    RequestModel &requests() { return m_requests; }
    /// Writes what is listed as a HTTP archive; an error names the file.
    void exportTo(const QString &path);

private:
    using Sample = QString (*)(const RequestRecord &);

    void buildActions();
    QWidget *head();
    QWidget *details();
    SourceEdit *addTab(const QString &title, const QString &name);
    void showStates();
    void showCurrent();
    void copyAs(Sample sample, const QString &what);
    void sendAgain();
    void chooseExport();
    void confirmClear();

    const ApiClient &m_client;
    RequestModel m_requests;
    Dataset m_dataset;
    bool m_loaded = false;

    QAction *m_copyCurl = nullptr;
    QAction *m_copyPython = nullptr;
    QAction *m_copyTypescript = nullptr;
    QAction *m_sendAgain = nullptr;
    QAction *m_export = nullptr;
    QAction *m_clear = nullptr;
    SearchField *m_search = nullptr;
    QCheckBox *m_onlyFailures = nullptr;
    QCheckBox *m_onlyDataset = nullptr;
    RequestTable *m_table = nullptr;
    StateStack *m_states = nullptr;
    QTabWidget *m_tabs = nullptr;
    SourceEdit *m_request = nullptr;
    SourceEdit *m_answer = nullptr;
    SourceEdit *m_curl = nullptr;
    SourceEdit *m_python = nullptr;
    SourceEdit *m_typescript = nullptr;
};
