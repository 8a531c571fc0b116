#include "ui/dialogs/adddocumentsdialog.h"

#include "ui/dialogs/adddocumentsform.h"
#include "ui/dialogs/documenttext.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/retrystrip.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using State = IngestJob::State;

namespace {

constexpr int barSteps = 1000;
constexpr int contentWidth = 480;

QString droppedPath(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

AddDocumentsDialog::AddDocumentsDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent)
    : FormDialog(tr("Add documents to %1").arg(dataset.name), tr("&Add documents"), parent), m_client(client), m_dataset(dataset.id),
      m_pages(new QStackedWidget), m_form(new AddDocumentsForm)
{
    setObjectName(u"addDocumentsDialog"_s);
    setAcceptDrops(true);
    m_pages->addWidget(m_form);
    m_pages->addWidget(progressPage());
    m_pages->addWidget(resultPage());
    m_pages->setMinimumWidth(contentWidth);
    addWidget(m_pages);
    m_pause = addButton(tr("&Pause"));
    m_pause->setObjectName(u"pause"_s);
    m_copy = addButton(tr("&Copy list"));
    m_copy->setObjectName(u"copyDetails"_s);
    m_cancel = findChild<QPushButton *>(u"cancel"_s);
    m_pause->hide();
    m_copy->hide();
    setAcceptable(false);
    m_form->setFocus();
    connect(m_form, &AddDocumentsForm::readyChanged, this, &FormDialog::setAcceptable);
    connect(this, &FormDialog::submitted, this, &AddDocumentsDialog::submit);
    connect(m_pause, &QPushButton::clicked, this, &AddDocumentsDialog::togglePause);
    connect(m_copy, &QPushButton::clicked, this, &AddDocumentsDialog::copyDetails);
    connect(&messageBar(), &MessageBar::retryRequested, this, &AddDocumentsDialog::togglePause);
}

AddDocumentsDialog::~AddDocumentsDialog() = default;

QWidget *AddDocumentsDialog::progressPage()
{
    auto *page = new QWidget;
    m_bar = new QProgressBar(page);
    m_bar->setObjectName(u"addingProgress"_s);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 0);
    m_progress = new QLabel(page);
    m_progress->setObjectName(u"addingText"_s);
    m_progress->setWordWrap(true);
    m_retries = new RetryStrip(RetryStrip::Shape::Wrapped, page);
    auto *note = new QLabel(tr("Documents that were added before are updated. What people gave their chunks by hand is kept."), page);
    note->setProperty("look", u"secondary"_s);
    note->setWordWrap(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addStretch(1);
    layout->addWidget(m_bar);
    layout->addWidget(m_progress);
    layout->addWidget(m_retries);
    layout->addWidget(note);
    layout->addStretch(1);
    return page;
}

QWidget *AddDocumentsDialog::resultPage()
{
    auto *page = new QWidget;
    m_summary = new QLabel(page);
    m_summary->setObjectName(u"addingSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details = new QPlainTextEdit(page);
    m_details->setObjectName(u"addingDetails"_s);
    m_details->setAccessibleName(tr("What was not added, and why"));
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_details, 1);
    layout->addStretch(0);
    return page;
}

void AddDocumentsDialog::setPath(const QString &path)
{
    if (!m_job)
        m_form->setPath(path);
}

QString AddDocumentsDialog::path() const
{
    return m_form->path();
}

void AddDocumentsDialog::submit()
{
    if (!m_job) {
        start();
    } else if (m_job->state() == State::Finished) {
        Q_EMIT chunksRequested();
        accept();
    }
}

void AddDocumentsDialog::start()
{
    m_job = std::make_unique<IngestJob>(m_client, m_dataset, m_form->source(), m_form->options());
    m_job->setRetryPolicy(m_policy);
    m_job->setConfirmationPace(m_pace);
    m_retries->setBoard(&m_job->retries());
    connect(m_job.get(), &IngestJob::stateChanged, this, &AddDocumentsDialog::showState);
    connect(m_job.get(), &IngestJob::progressed, this, &AddDocumentsDialog::showProgress);
    connect(m_job.get(), &IngestJob::stalled, this, &AddDocumentsDialog::showStall);
    connect(m_job.get(), &IngestJob::finished, this, &AddDocumentsDialog::showSummary);
    m_pages->setCurrentIndex(1);
    setAcceptable(false);
    acceptButton().hide();
    m_pause->show();
    m_pause->setFocus();
    m_job->start();
}

void AddDocumentsDialog::togglePause()
{
    if (!m_job)
        return;
    if (m_job->state() == State::Running)
        m_job->pause();
    else
        m_job->resume();
}

void AddDocumentsDialog::showState(State state)
{
    m_pause->setText(state == State::Running || state == State::Confirming ? tr("&Pause") : tr("&Resume"));
    m_pause->setEnabled(state != State::Confirming && state != State::Canceling && state != State::Finished);
    if (state == State::Running)
        messageBar().dismiss();
    else if (state == State::Paused)
        messageBar().showMessage(MessageBar::Severity::Information, tr("Paused. What the server has stays."));
    else if (state == State::Confirming)
        messageBar().showMessage(MessageBar::Severity::Information, tr("All is sent. Waiting for the server to index it."));
    else if (state == State::Canceling)
        messageBar().showMessage(MessageBar::Severity::Information, tr("Stopping: waiting for the server's last answers."));
}

void AddDocumentsDialog::showProgress(const IngestProgress &progress)
{
    const bool isConfirming = m_job && m_job->state() == State::Confirming;
    const qint64 whole = isConfirming ? progress.chunksAccepted : progress.bytesFound;
    if (whole > 0) {
        m_bar->setRange(0, barSteps);
        // The last step belongs to the end.
        m_bar->setValue(std::min(int((isConfirming ? progress.chunksIndexed : progress.bytesRead) * barSteps / whole), barSteps - 1));
    }
    m_progress->setText(documenttext::progress(progress));
}

void AddDocumentsDialog::showStall(const Error &error)
{
    messageBar().showError(tr("Adding the documents came to a halt. Nothing is lost: it goes on where it was."), error, true);
}

void AddDocumentsDialog::showSummary(const IngestSummary &summary)
{
    messageBar().dismiss();
    const QString details = documenttext::details(summary);
    m_summary->setText(documenttext::summary(summary));
    m_details->setPlainText(details);
    m_details->setVisible(!details.isEmpty());
    m_pages->setCurrentIndex(2);
    m_pause->hide();
    m_copy->setVisible(!details.isEmpty());
    m_cancel->setText(tr("Close"));
    acceptButton().setText(tr("&Show chunks"));
    acceptButton().setVisible(summary.chunksAccepted > 0);
    setAcceptable(summary.chunksAccepted > 0);
    (summary.chunksAccepted > 0 ? &acceptButton() : m_cancel)->setFocus();
    Q_EMIT finishedAdding();
}

void AddDocumentsDialog::copyDetails()
{
    QGuiApplication::clipboard()->setText(m_summary->text() + u'\n' + m_details->toPlainText());
    messageBar().showMessage(MessageBar::Severity::Positive, tr("Copied."));
}

void AddDocumentsDialog::reject()
{
    const bool isAtWork = m_job && m_job->state() != State::Finished && m_job->state() != State::Canceling;
    if (isAtWork)
        m_job->cancel();
    else
        FormDialog::reject();
}

void AddDocumentsDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_job && !droppedPath(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void AddDocumentsDialog::dropEvent(QDropEvent *event)
{
    setPath(droppedPath(*event->mimeData()));
    event->acceptProposedAction();
}
