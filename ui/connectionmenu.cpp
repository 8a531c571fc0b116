#include "ui/connectionmenu.h"

#include "app/settings/profiles.h"
#include "app/settings/secretstore.h"
#include "ui/appearancemenu.h"
#include "ui/dialogs/profiledialog.h"
#include "ui/icons.h"
#include "ui/keyroletext.h"
#include "ui/profilebutton.h"
#include "ui/profileexchange.h"
#include "ui/sessions.h"
#include "ui/widgets/confirmdialog.h"

using namespace Qt::StringLiterals;

ConnectionMenu::ConnectionMenu(Sessions &sessions, Appearance &appearance, QWidget *window)
    : QMenu(window), m_sessions(sessions), m_appearance(appearance), m_window(window),
      m_connect(new QAction(::icon(u"plug"_s), tr("&Connect to a server\u2026"), this)), m_exchange(new ProfileExchange(sessions, window))
{
    setObjectName(u"connectionMenu"_s);
    m_connect->setObjectName(u"actionConnect"_s);
    connect(m_exchange, &ProfileExchange::profileRequested, this, &ConnectionMenu::profileRequested);
    connect(m_exchange, &ProfileExchange::statusMessage, this, &ConnectionMenu::statusMessage);
    connect(m_connect, &QAction::triggered, this, [this] { openDialog(true); });
    connect(this, &QMenu::aboutToShow, this, &ConnectionMenu::rebuild);
    connect(&sessions, &Sessions::stateChanged, this, &ConnectionMenu::removeLeft);
}

void ConnectionMenu::rebuild()
{
    clear();
    m_leaving.clear();
    for (const Profile &profile : m_sessions.profiles().all()) {
        QAction *action = addAction(profileDot(profile), QString(profile.name).replace(u'&', "&&"_L1));
        action->setCheckable(true);
        action->setChecked(profile.id == m_sessions.profileId());
        connect(action, &QAction::triggered, this, [this, id = profile.id] { Q_EMIT profileRequested(id); });
    }
    const Session *session = m_sessions.current();
    if (const QString known = keyRoleText(session ? session->client.keyRole() : nullptr); !known.isEmpty()) {
        addSeparator();
        QAction *told = addAction(::icon(u"key"_s), known);
        told->setObjectName(u"keyRole"_s);
        told->setEnabled(false);
    }
    addSeparator();
    addAction(m_connect);
    const Profile *current = m_sessions.profiles().find(m_sessions.profileId());
    if (current && current->kind == Profile::Kind::Server) {
        connect(addAction(::icon(u"edit"_s), tr("&Edit this connection\u2026")), &QAction::triggered, this, [this] { openDialog(false); });
        connect(addAction(::icon(u"trash"_s), tr("&Remove this connection\u2026")), &QAction::triggered, this, &ConnectionMenu::confirmRemoval);
    }
    addSeparator();
    addAction(m_exchange->importAction());
    addAction(m_exchange->exportAction());
    m_exchange->exportAction()->setEnabled(m_sessions.profiles().all().size() > 1);
    addSeparator();
    for (QMenu *old : findChildren<AppearanceMenu *>(Qt::FindDirectChildrenOnly))
        old->deleteLater();
    addMenu(new AppearanceMenu(m_appearance, this));
    connect(addAction(::icon(u"information"_s), tr("A&bout Retriever")), &QAction::triggered, this, &ConnectionMenu::aboutRequested);
}

void ConnectionMenu::openDialog(bool forNew)
{
    const Profile *profile = forNew ? nullptr : m_sessions.profiles().find(m_sessions.profileId());
    auto *dialog = new ProfileDialog(m_sessions, profile, m_window);
    connect(dialog, &ProfileDialog::stored, this, &ConnectionMenu::profileRequested);
    dialog->open();
}

void ConnectionMenu::confirmRemoval()
{
    const Profile *profile = m_sessions.profiles().find(m_sessions.profileId());
    if (!profile)
        return;
    auto *dialog = new ConfirmDialog(tr("Remove connection"),
        tr("The connection \u201C%1\u201D and its key in the keyring will be removed from this computer. Nothing changes on the server.").arg(profile->name),
        tr("&Remove connection"), m_window);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, id = profile->id] {
        dialog->accept();
        m_leaving = id;
        Q_EMIT profileRequested(m_sessions.profiles().localWorkspace().id);
    });
    dialog->open();
}

// A connection goes once another one is open: never from under its session, and not at all when an unsaved page made the person stay.
void ConnectionMenu::removeLeft()
{
    if (m_leaving.isEmpty() || m_sessions.profileId() == m_leaving)
        return;
    const QString id = std::exchange(m_leaving, {});
    m_sessions.secrets().remove(id, this, [](const SecretStore::Answer &) { });
    m_sessions.profiles().remove(id);
}
