#include "ui/profileexchange.h"

#include "app/settings/profilefile.h"
#include "app/settings/profiles.h"
#include "ui/dialogs/importprofilesdialog.h"
#include "ui/icons.h"
#include "ui/sessions.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace {

/// No list of connections is larger; a file of something else must not fill the memory.
constexpr qint64 mostBytes = 4 * 1024 * 1024;

}

ProfileExchange::ProfileExchange(Sessions &sessions, QWidget *window)
    : QObject(window), m_sessions(sessions), m_window(window), m_import(new QAction(::icon(u"folder"_s), tr("&Import connections\u2026"), this)),
      m_export(new QAction(::icon(u"external"_s), tr("E&xport connections\u2026"), this))
{
    m_import->setObjectName(u"actionImportProfiles"_s);
    m_export->setObjectName(u"actionExportProfiles"_s);
    connect(m_import, &QAction::triggered, this, &ProfileExchange::chooseImport);
    connect(m_export, &QAction::triggered, this, &ProfileExchange::chooseExport);
}

void ProfileExchange::chooseImport()
{
    auto *dialog = new QFileDialog(m_window, tr("Import connections"), QDir::homePath(), tr("Connections (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ProfileExchange::importFile);
    dialog->open();
}

void ProfileExchange::chooseExport()
{
    auto *dialog = new QFileDialog(m_window, tr("Export connections"), QDir::homePath() + u"/retriever-connections.json"_s, tr("Connections (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ProfileExchange::exportFile);
    dialog->open();
}

void ProfileExchange::importFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return sayWhy(tr("The file could not be read."), file.errorString());
    const auto profiles = profilefile::read(file.read(mostBytes));
    if (!profiles)
        return sayWhy(tr("The connections could not be imported."), profiles.error().message);
    if (profiles->isEmpty())
        return sayWhy(tr("The connections could not be imported."), tr("There is none in the file."));
    auto *dialog = new ImportProfilesDialog(m_sessions, *profiles, m_window);
    connect(dialog, &ImportProfilesDialog::imported, this, [this](int count, const QString &openProfile) {
        Q_EMIT statusMessage(tr("%Ln connection(s) imported.", nullptr, count));
        if (!openProfile.isEmpty())
            Q_EMIT profileRequested(openProfile);
    });
    dialog->open();
}

void ProfileExchange::exportFile(const QString &path)
{
    QSaveFile file(path);
    const QByteArray bytes = profilefile::write(m_sessions.profiles().all());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return sayWhy(tr("The connections could not be exported."), file.errorString());
    Q_EMIT statusMessage(tr("The connections were exported, without their keys."));
}

void ProfileExchange::sayWhy(const QString &title, const QString &why)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Retriever"), title, QMessageBox::Close, m_window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(why);
    box->setTextFormat(Qt::PlainText);
    box->open();
}
