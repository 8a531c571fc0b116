#include "ui/dialogs/adddocumentsform.h"

#include "ui/dialogs/documenttext.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/tageditor.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int pauseAfterTyping = 250;

}

AddDocumentsForm::AddDocumentsForm(QWidget *parent)
    : QWidget(parent), m_path(new QLineEdit(this)), m_tags(new TagEditor(this)), m_baseUrl(new QLineEdit(this)), m_count(new QLabel(this))
{
    m_tags->setObjectName(u"documentTags"_s);
    m_baseUrl->setObjectName(u"baseUrl"_s);
    m_baseUrl->setPlaceholderText(u"https://docs.example.org/manual/"_s);
    m_count->setObjectName(u"documentCount"_s);
    m_count->setWordWrap(true);
    m_count->setTextFormat(Qt::PlainText);
    m_baseUrlField = new FormField(tr("&Web address of the folder (optional)"), m_baseUrl,
        tr("Links lead there, with each file's path. Empty: to the files on this computer."), this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(12);
    layout->addWidget(new FormField(tr("&Folder"), folderRow(), tr("With everything below it. It can also be dropped here."), this));
    layout->addWidget(kindsRow());
    layout->addWidget(m_count);
    layout->addWidget(new FormField(tr("&Tags (optional)"), m_tags, tr("For every chunk, beside the names of its folders."), this));
    layout->addWidget(m_baseUrlField);
    layout->addStretch(1);

    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseAfterTyping);
    connect(&m_pause, &QTimer::timeout, this, &AddDocumentsForm::count);
    connect(m_path, &QLineEdit::textChanged, this, &AddDocumentsForm::optionsChanged);
    connect(m_baseUrl, &QLineEdit::textChanged, this, &AddDocumentsForm::optionsChanged);
    connect(&m_survey, &DocumentSurvey::finished, this, &AddDocumentsForm::showCount);
    setFocusProxy(m_path);
    optionsChanged();
}

QWidget *AddDocumentsForm::folderRow()
{
    auto *row = new QWidget(this);
    row->setObjectName(u"folderRow"_s);
    row->setFocusProxy(m_path);
    m_path->setObjectName(u"folder"_s);
    m_path->setPlaceholderText(tr("Path of a folder"));
    m_path->setClearButtonEnabled(true);
    auto *choose = new QPushButton(tr("&Choose..."), row);
    choose->setObjectName(u"chooseFolder"_s);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &AddDocumentsForm::choose);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(choose);
    return row;
}

QWidget *AddDocumentsForm::kindsRow()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(16);
    m_html = addKind(row, u"kindHtml"_s, tr("&HTML"));
    m_markdown = addKind(row, u"kindMarkdown"_s, tr("&Markdown"));
    m_text = addKind(row, u"kindText"_s, tr("&Plain text"));
    layout->addStretch(1);
    return row;
}

QCheckBox *AddDocumentsForm::addKind(QWidget *row, const QString &name, const QString &text)
{
    auto *kind = new QCheckBox(text, row);
    kind->setObjectName(name);
    kind->setChecked(true);
    row->layout()->addWidget(kind);
    connect(kind, &QCheckBox::toggled, this, &AddDocumentsForm::optionsChanged);
    return kind;
}

void AddDocumentsForm::setPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
}

QString AddDocumentsForm::path() const
{
    QString path = m_path->text().trimmed();
    if (path == u"~"_s || path.startsWith(u"~/"_s))
        path.replace(0, 1, QDir::homePath());
    return QDir::fromNativeSeparators(path);
}

DocumentSource AddDocumentsForm::source() const
{
    const QString path = this->path();
    if (path.isEmpty())
        return {};
    return QFileInfo(path).isFile() ? DocumentSource{{}, {path}} : DocumentSource{path, {}};
}

DocumentOptions AddDocumentsForm::options() const
{
    DocumentOptions options;
    options.html = m_html->isChecked();
    options.markdown = m_markdown->isChecked();
    options.text = m_text->isChecked();
    options.tags = m_tags->tags();
    options.baseUrl = QUrl(m_baseUrl->text().trimmed(), QUrl::StrictMode);
    return options;
}

void AddDocumentsForm::choose()
{
    auto *dialog = new QFileDialog(this, tr("Choose a folder"), QFileInfo(path()).isDir() ? path() : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &AddDocumentsForm::setPath);
    dialog->open();
}

bool AddDocumentsForm::urlFits() const
{
    const QString text = m_baseUrl->text().trimmed();
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"http"_s || url.scheme() == u"https"_s;
    return text.isEmpty() || (isWeb && url.isValid() && !url.host().isEmpty());
}

void AddDocumentsForm::optionsChanged()
{
    if (!m_text)
        return;
    m_baseUrlField->setError(urlFits() ? QString() : tr("Write an address that begins with http:// or https://."));
    setReady(false);
    m_survey.cancel();
    m_count->setText(path().isEmpty() ? tr("Nothing is sent before you have seen what was found.") : tr("Counting..."));
    if (!path().isEmpty())
        m_pause.start();
    else
        m_pause.stop();
}

void AddDocumentsForm::count()
{
    m_survey.start(source(), options());
}

void AddDocumentsForm::showCount(const DocumentList &list)
{
    m_count->setText(documenttext::count(list));
    setReady(!list.files.isEmpty() && urlFits());
}

void AddDocumentsForm::setReady(bool ready)
{
    if (ready == m_ready)
        return;
    m_ready = ready;
    Q_EMIT readyChanged(ready);
}
