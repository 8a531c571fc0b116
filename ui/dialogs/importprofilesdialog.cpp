#include "ui/dialogs/importprofilesdialog.h"

#include "app/settings/profiles.h"
#include "app/settings/secretstore.h"
#include "ui/dialogs/profileproblem.h"
#include "ui/sessions.h"
#include "ui/widgets/messagebar.h"

#include <QComboBox>

using namespace Qt::StringLiterals;

namespace {

const Profile *namesake(const Profiles &profiles, const Profile &profile)
{
    for (const Profile &known : profiles.all()) {
        if (known.name.compare(profile.name.trimmed(), Qt::CaseInsensitive) == 0)
            return &known;
    }
    return nullptr;
}

}

ImportProfilesDialog::ImportProfilesDialog(Sessions &sessions, const QList<Profile> &profiles, QWidget *parent)
    : FormDialog(tr("Import connections"), tr("&Import"), parent), m_sessions(sessions), m_profiles(profiles)
{
    setObjectName(u"importProfilesDialog"_s);
    addText(tr("Keys and passwords are not in the file: you are asked for them when a connection is first opened."));
    for (const Profile &profile : profiles)
        addRow(profile);
    m_choices.first()->setFocus();
    connect(this, &FormDialog::submitted, this, &ImportProfilesDialog::submit);
}

void ImportProfilesDialog::addRow(const Profile &profile)
{
    auto *choice = new QComboBox;
    choice->setObjectName(u"importChoice%1"_s.arg(m_choices.size()));
    const Profile *taken = namesake(m_sessions.profiles(), profile);
    choice->addItem(taken ? tr("Add it as \u201C%1\u201D").arg(m_sessions.profiles().freeName(profile.name)) : tr("Add it"), Add);
    if (taken && taken->kind == Profile::Kind::Server)
        choice->addItem(tr("Replace the one that is here (%1)").arg(taken->url.host()), Replace);
    choice->addItem(tr("Leave it out"), LeaveOut);
    QString words = tr("\u201C%1\u201D at %2").arg(profile.name, profile.url.toDisplayString());
    if (taken)
        words = tr("%1. A connection of that name is here already: what is meant?").arg(words);
    addField(words.replace(u'&', "&&"_L1), choice);
    m_choices.append(choice);
}

void ImportProfilesDialog::submit()
{
    // All of them are looked at before the first is taken.
    for (qsizetype i = 0; i < m_profiles.size(); ++i) {
        Profile profile = m_profiles.at(i);
        profile.name = m_sessions.profiles().freeName(profile.name);
        if (profile.colour.isEmpty())
            profile.colour = m_sessions.profiles().draft().colour;
        const Profiles::Problem problem = m_sessions.profiles().problem(profile);
        const bool isWrong = Choice(m_choices.at(i)->currentData().toInt()) != LeaveOut && problem != Profiles::Problem::None;
        const ProfileProblem wrong = profileProblem(problem);
        setFieldError(m_choices.at(i), isWrong ? tr("%1: %2").arg(wrong.field, wrong.sentence.isEmpty() ? tr("It is empty.") : wrong.sentence) : QString());
        if (isWrong)
            return messageBar().showMessage(MessageBar::Severity::Negative, tr("Nothing was imported. Correct the file, or leave that connection out."));
    }
    for (qsizetype i = 0; i < m_profiles.size(); ++i)
        take(m_profiles.at(i), Choice(m_choices.at(i)->currentData().toInt()));
    const int count = m_taken;
    const QString reopen = m_reopen;
    accept();
    Q_EMIT imported(count, reopen);
}

void ImportProfilesDialog::take(const Profile &profile, Choice choice)
{
    if (choice == LeaveOut)
        return;
    if (choice == Replace)
        return replace(profile);
    const Profile fresh = m_sessions.profiles().draft();
    Profile added = profile;
    added.id = fresh.id;
    added.name = m_sessions.profiles().freeName(profile.name);
    if (added.colour.isEmpty())
        added.colour = fresh.colour;
    m_taken += m_sessions.profiles().add(added) ? 1 : 0;
}

void ImportProfilesDialog::replace(Profile profile)
{
    const Profile *known = namesake(m_sessions.profiles(), profile);
    if (!known)
        return;
    profile.id = known->id;
    profile.colour = profile.colour.isEmpty() ? known->colour : profile.colour;
    // A key must not go to another server because a file says so.
    const bool isSameWay = profile.url == known->url && profile.proxy == known->proxy && profile.tls == known->tls && profile.headers == known->headers;
    profile.hasStoredKey = isSameWay && known->hasStoredKey;
    if (!isSameWay)
        m_sessions.secrets().remove(profile.id, &m_sessions, [](const SecretStore::Answer &) { });
    if (!m_sessions.profiles().update(profile))
        return;
    ++m_taken;
    if (profile.id == m_sessions.profileId())
        m_reopen = profile.id;
}
