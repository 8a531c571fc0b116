#include "ui/dialogs/aboutdialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(u"aboutDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Retriever"));
    setMinimumWidth(480);
    auto *title = new QLabel(tr("Retriever %1").arg(QCoreApplication::applicationVersion()), this);
    title->setProperty("look", u"title"_s);
    auto *text = new QLabel(tr("A native administrator for Trieve, the search and RAG platform: datasets, chunks, groups, and a chat over them. "
                               "The local workspace runs on this computer and speaks the same protocol."), this);
    text->setWordWrap(true);
    auto *parts = new QLabel(tr("Made with Qt %1, QtKeychain, libmicrohttpd, SQLite, libcurl, libxml2 and md4c.").arg(QLatin1StringView(qVersion())), this);
    parts->setProperty("look", u"secondary"_s);
    parts->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addWidget(parts);
    layout->addWidget(buttons);
}
