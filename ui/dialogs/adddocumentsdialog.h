#pragma once

#include "app/api/apiclient.h"
#include "app/transfer/ingestjob.h"
#include "ui/widgets/formdialog.h"

class AddDocumentsForm;
class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;
class RetryStrip;

/// Adds a folder of documents to a dataset: what and how, the count before anything is sent, then progress with pause, then what became
/// of it. Cancel while it sends asks nothing, lets what is under way finish and says what was added; Cancel again closes at once. Cancel
/// while it waits for the server to index ends that at once, and the rest counts as not confirmed.
/// Shown with open(); deletes itself when closed.
class AddDocumentsDialog : public FormDialog
{
    Q_OBJECT

public:
    AddDocumentsDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent);
    ~AddDocumentsDialog() override;

    /// Where to begin; a folder, or one file.
    void setPath(const QString &path);
    QString path() const;
    void setRetryPolicy(const RetryPolicy &policy) { m_policy = policy; }
    /// See IngestJob::setConfirmationPace.
    void setConfirmationPace(const WatchPace &pace) { m_pace = pace; }

    void reject() override;

Q_SIGNALS:
    /// The server has taken what it will; chunks and groups may be more than before.
    void finishedAdding();
    /// The user wants to see them; the dialog closes.
    void chunksRequested();

private:
    QWidget *progressPage();
    QWidget *resultPage();
    void submit();
    void start();
    void togglePause();
    void showState(IngestJob::State state);
    void showProgress(const IngestProgress &progress);
    void showStall(const Error &error);
    void showSummary(const IngestSummary &summary);
    void copyDetails();
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

    const ApiClient m_client;
    const DatasetId m_dataset;
    RetryPolicy m_policy;
    WatchPace m_pace;
    QStackedWidget *m_pages = nullptr;
    AddDocumentsForm *m_form = nullptr;
    QProgressBar *m_bar = nullptr;
    QLabel *m_progress = nullptr;
    RetryStrip *m_retries = nullptr;
    QLabel *m_summary = nullptr;
    QPlainTextEdit *m_details = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_cancel = nullptr;
    std::unique_ptr<IngestJob> m_job;
};
