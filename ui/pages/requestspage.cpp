#include "ui/pages/requestspage.h"

#include "app/api/apiclient.h"
#include "app/api/requesthistory.h"
#include "app/api/requestsample.h"
#include "ui/widgets/actionbar.h"
#include "ui/widgets/confirmdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/requesttable.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sourceedit.h"
#include "ui/widgets/statestack.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QString asText(const RequestRecord::Headers &headers, const QByteArray &body, qint64 size)
{
    QString text;
    for (const auto &[name, value] : headers)
        text += name + u": "_s + value + u'\n';
    const auto json = body.isEmpty() ? Result<Json>(Error{}) : Json::parse(body);
    text += u'\n' + QString::fromUtf8(json ? json->toIndentedBytes() : body);
    if (body.size() < size)
        text += u"\n\n"_s + RequestsPage::tr("(%L1 of %L2 bytes are kept)").arg(body.size()).arg(size);
    return text;
}

}

RequestsPage::RequestsPage(const ApiClient &client, QWidget *parent) :
    Page(parent), m_client(client), m_requests(client.history())
{
    setObjectName(u"requestsPage"_s);
    buildActions();
    m_table = new RequestTable(m_requests);
    m_states = new StateStack(m_table);
    auto *list = new QWidget;
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(head());
    column->addWidget(m_states, 1);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(u"requestsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(details());
    splitter->setSizes({380, 300});
    setFocusProxy(m_table);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);

    connect(&m_requests, &RequestModel::loadingChanged, this, &RequestsPage::showStates);
    connect(&m_requests, &QAbstractItemModel::rowsInserted, this, &RequestsPage::showStates);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::showCurrent);
    connect(m_search, &SearchField::searchChanged, &m_requests, &RequestModel::setText);
    connect(m_onlyFailures, &QCheckBox::toggled, &m_requests, &RequestModel::setOnlyFailures);
    connect(m_onlyDataset, &QCheckBox::toggled, this, [this](bool only) { m_requests.setDataset(only ? m_dataset.id.text() : QString()); });
    showCurrent();
}

void RequestsPage::buildActions()
{
    m_copyCurl = addPageAction(u"copyAsCurl"_s, u"copy"_s, tr("Copy as &cURL"), QKeySequence(u"Ctrl+Shift+C"_s),
        tr("Copy the request as a command for the shell; the key is the variable TRIEVE_API_KEY"));
    m_copyPython = addPageAction(u"copyAsPython"_s, u"copy"_s, tr("Copy as &Python"), {}, tr("Copy the request as Python code"));
    m_copyTypescript = addPageAction(u"copyAsTypescript"_s, u"copy"_s, tr("Copy as &TypeScript"), {}, tr("Copy the request as code for the TypeScript SDK"));
    m_sendAgain = addPageAction(u"sendAgain"_s, u"refresh"_s, tr("Send &again"), {}, tr("Send this read once more to the server that is open"));
    m_export = addPageAction(u"exportRequests"_s, u"external"_s, tr("&Export"), {}, tr("Save the listed requests as a HTTP archive (.har)"));
    m_clear = addPageAction(u"clearRequests"_s, u"trash"_s, tr("C&lear"), {}, tr("Forget all logged requests"));
    connect(m_copyCurl, &QAction::triggered, this, [this] { copyAs(&requestsample::curl, tr("The command was copied.")); });
    connect(m_copyPython, &QAction::triggered, this, [this] { copyAs(&requestsample::python, tr("The Python code was copied.")); });
    connect(m_copyTypescript, &QAction::triggered, this, [this] { copyAs(&requestsample::typescript, tr("The TypeScript code was copied.")); });
    connect(m_sendAgain, &QAction::triggered, this, &RequestsPage::sendAgain);
    connect(m_export, &QAction::triggered, this, &RequestsPage::chooseExport);
    connect(m_clear, &QAction::triggered, this, &RequestsPage::confirmClear);
}

QWidget *RequestsPage::head()
{
    m_search = new SearchField(tr("Find in addresses, failures and bodies"));
    m_search->setObjectName(u"findRequests"_s);
    m_onlyFailures = new QCheckBox(tr("Only &failures"));
    m_onlyFailures->setObjectName(u"onlyFailures"_s);
    m_onlyDataset = new QCheckBox(tr("Only this &dataset"));
    m_onlyDataset->setObjectName(u"onlyDataset"_s);
    auto *questions = new QHBoxLayout;
    questions->setSpacing(16);
    questions->addWidget(m_search, 1);
    questions->addWidget(m_onlyFailures);
    questions->addWidget(m_onlyDataset);
    auto *bar = new ActionBar;
    for (QAction *action : {m_copyCurl, m_copyPython, m_copyTypescript, m_sendAgain, m_export, m_clear})
        bar->add(action);
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(bar);
    layout->addLayout(questions);
    return head;
}

QWidget *RequestsPage::details()
{
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(u"requestDetails"_s);
    m_tabs->setDocumentMode(true);
    m_request = addTab(tr("Request"), u"requestText"_s);
    m_answer = addTab(tr("Answer"), u"answerText"_s);
    m_curl = addTab(tr("cURL"), u"curlText"_s);
    m_python = addTab(tr("Python"), u"pythonText"_s);
    m_typescript = addTab(tr("TypeScript"), u"typescriptText"_s);
    return m_tabs;
}

SourceEdit *RequestsPage::addTab(const QString &title, const QString &name)
{
    auto *text = new SourceEdit;
    text->setObjectName(name);
    text->setAccessibleName(title);
    text->setReadOnly(true);
    m_tabs->addTab(text, title);
    return text;
}

void RequestsPage::showDataset(const Dataset &dataset)
{
    m_dataset = dataset;
    if (!m_loaded)
        m_requests.load();
    m_loaded = true;
    if (m_onlyDataset->isChecked())
        m_requests.setDataset(dataset.id.text());
}

void RequestsPage::refresh()
{
    m_requests.load();
}

QList<QAction *> RequestsPage::pageActions() const
{
    return {m_copyCurl, m_copyPython, m_copyTypescript, m_sendAgain, m_export, m_clear};
}

void RequestsPage::showStates()
{
    m_states->setLoading(m_requests.isLoading());
    m_states->setEmpty(m_requests.rowCount() == 0);
    m_states->setEmptyPane(u"activity"_s, m_search->text().isEmpty() && !m_onlyFailures->isChecked() && !m_onlyDataset->isChecked()
            ? tr("No request was made yet.")
            : tr("No logged request fits."));
    if (!m_table->currentIndex().isValid())
        m_table->selectRequest(m_requests.rowCount() > 0 ? 0 : -1);
    showCurrent();
}

void RequestsPage::showCurrent()
{
    const auto *entry = m_requests.entryAt(m_table->currentIndex().row());
    for (QAction *action : {m_copyCurl, m_copyPython, m_copyTypescript})
        action->setEnabled(entry);
    m_export->setEnabled(m_requests.rowCount() > 0);
    m_sendAgain->setEnabled(entry && entry->summary.isRead);
    m_tabs->setEnabled(entry);
    const auto record = entry ? m_requests.recordAt(m_table->currentIndex().row()) : Result<RequestRecord>(RequestRecord());
    if (!record) {
        m_request->setSource(record.error().message);
        for (SourceEdit *text : {m_answer, m_curl, m_python, m_typescript})
            text->setSource({});
        return;
    }
    if (!entry) {
        for (SourceEdit *text : {m_request, m_answer, m_curl, m_python, m_typescript})
            text->setSource({});
        return;
    }
    m_request->setSource(record->method + u' ' + record->url + u'\n' + asText(record->requestHeaders, record->requestBody, record->requestSize));
    const QString line = record->status == 0 ? record->failure : QString::number(record->status) + (record->failure.isEmpty() ? QString() : u' ' + record->failure);
    m_answer->setSource(line + u'\n' + asText(record->answerHeaders, record->answerBody, record->answerSize));
    m_curl->setSource(requestsample::curl(*record));
    m_python->setSource(requestsample::python(*record));
    m_typescript->setSource(requestsample::typescript(*record));
}

void RequestsPage::copyAs(Sample sample, const QString &what)
{
    const int row = m_table->currentIndex().row();
    if (!m_requests.entryAt(row))
        return;
    const auto record = m_requests.recordAt(row);
    if (!record)
        return m_states->messageBar().showError(tr("The request could not be copied."), record.error());
    QGuiApplication::clipboard()->setText(sample(*record));
    Q_EMIT statusMessage(what);
}

void RequestsPage::sendAgain()
{
    const int row = m_table->currentIndex().row();
    if (!m_requests.entryAt(row))
        return;
    const auto record = m_requests.recordAt(row);
    if (!record)
        return m_states->messageBar().showError(tr("The request could not be sent again."), record.error());
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_client.repeat(*record).then(this, [this](const Result<void> &answer) {
        if (!answer)
            m_states->messageBar().showError(tr("The request was sent again and failed."), answer.error());
        m_table->selectRequest(0);
    });
}

void RequestsPage::chooseExport()
{
    auto *dialog = new QFileDialog(this, tr("Export requests"), QDir::home().filePath(u"requests.har"_s), tr("HTTP archive (*.har)"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"har"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &RequestsPage::exportTo);
    dialog->open();
}

void RequestsPage::exportTo(const QString &path)
{
    m_states->setLoading(true);
    m_requests.saveArchive(path, this, [this, path, count = m_requests.rowCount()](const QString &fault) {
        m_states->setLoading(m_requests.isLoading());
        if (fault.isEmpty())
            m_states->messageBar().showMessage(MessageBar::Severity::Positive, tr("%Ln request(s) exported.", nullptr, count));
        else
            m_states->messageBar().showMessage(MessageBar::Severity::Negative,
                tr("\u201c%1\u201d could not be written: %2. Choose another place.").arg(QDir::toNativeSeparators(path), fault));
    });
}

void RequestsPage::confirmClear()
{
    auto *dialog = new ConfirmDialog(tr("Clear the request log"), tr("All logged requests are forgotten. The server keeps what they did."), tr("Clear"), this);
    connect(dialog, &ConfirmDialog::submitted, this, [this, dialog] {
        m_requests.history().clear();
        dialog->accept();
    });
    dialog->open();
}
