#include "ui/dialogs/profiledialog.h"

#include "ui/sessions.h"
#include "ui/widgets/colourpicker.h"
#include "ui/widgets/messagebar.h"

#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

ProfileDialog::ProfileDialog(Sessions &sessions, const Profile *profile, QWidget *parent)
    : FormDialog(profile ? tr("Edit connection") : tr("Connect to a server"), profile ? tr("&Save") : tr("&Connect"), parent), m_sessions(sessions),
      m_profile(profile ? *profile : sessions.profiles().draft()), m_isNew(!profile)
{
    setObjectName(u"profileDialog"_s);
    addFields();
    m_testButton = addButton(tr("&Test connection"));
    m_testButton->setObjectName(u"testConnection"_s);
    connect(m_testButton, &QPushButton::clicked, this, &ProfileDialog::test);
    connect(this, &FormDialog::submitted, this, &ProfileDialog::submit);
    connect(this, &FormDialog::aborted, this, [this] { m_test.reset(); });
    m_name->setFocus();
    check();
}

QLineEdit *ProfileDialog::addLine(const QString &name, const QString &label, const QString &help, const QString &text)
{
    auto *line = new QLineEdit(text);
    line->setObjectName(name);
    addField(label, line, help);
    connect(line, &QLineEdit::textChanged, this, &ProfileDialog::check);
    return line;
}

void ProfileDialog::addFields()
{
    m_name = addLine(u"name"_s, tr("&Name"), {}, m_profile.name);
    m_url = addLine(u"url"_s, tr("&Address"), {}, m_profile.url.toString());
    m_url->setPlaceholderText(u"https://api.trieve.ai"_s);
    m_key = addLine(u"key"_s, tr("API &key"), {}, {});
    m_key->setEchoMode(QLineEdit::Password);
    if (m_profile.hasStoredKey)
        m_key->setPlaceholderText(tr("Unchanged (it is in the keyring)"));
    m_organization = addLine(u"organization"_s, tr("&Organization id"), tr("A key with the admin or owner role lists its datasets."), m_profile.organization.text());
    m_dataset = addLine(u"dataset"_s, tr("&Dataset id"), tr("Instead, for a key that may only use one dataset."), m_profile.dataset.text());
    m_colour = new ColourPicker(Profiles::colours());
    m_colour->setObjectName(u"colour"_s);
    if (!m_profile.colour.isEmpty())
        m_colour->setColour(m_profile.colour);
    addField(tr("&Colour"), m_colour);
}

Profile ProfileDialog::typed() const
{
    Profile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.url = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    profile.organization = OrganizationId(m_organization->text().trimmed());
    profile.dataset = DatasetId(m_dataset->text().trimmed());
    profile.colour = m_colour->colour();
    return profile;
}

void ProfileDialog::check()
{
    if (!m_colour || !m_testButton)
        return;
    const bool sound = showProblem(m_sessions.profiles().problem(typed()));
    const bool hasKey = !m_key->text().trimmed().isEmpty() || m_profile.hasStoredKey || m_sessions.secrets().isKeptForSession(m_profile.id);
    const bool hasScope = !m_organization->text().trimmed().isEmpty() || !m_dataset->text().trimmed().isEmpty();
    setAcceptable(sound && hasKey && hasScope);
    m_testButton->setEnabled(sound && hasScope && !m_key->text().trimmed().isEmpty() && !isBusy());
    m_testButton->setToolTip(m_key->text().trimmed().isEmpty() ? tr("Type the key to test it.") : QString());
    if (m_sessionOnly) {
        m_sessionOnly = false;
        acceptButton().setText(m_isNew ? tr("&Connect") : tr("&Save"));
    }
}

bool ProfileDialog::showProblem(Profiles::Problem problem)
{
    using Problem = Profiles::Problem;
    const auto when = [problem](std::initializer_list<std::pair<Problem, QString>> sentences) {
        for (const auto &[which, sentence] : sentences) {
            if (which == problem)
                return sentence;
        }
        return QString();
    };
    // A field that nobody has typed into yet is not wrong, only empty.
    setFieldError(m_name, when({{Problem::NameTaken, tr("Another connection has that name.")}}));
    setFieldError(m_url, when({{Problem::UrlNotHttp, tr("Begin with https:// or http://.")},
                            {Problem::UrlWithoutHost, tr("Write an address such as https://api.trieve.ai.")},
                            {Problem::UrlHasSecret, tr("Leave out user name, password and everything after the path: the key goes into its own field.")}}));
    setFieldError(m_organization, when({{Problem::OrganizationInvalid, tr("An organization id is a UUID: 8-4-4-4-12 letters and digits.")}}));
    setFieldError(m_dataset, when({{Problem::DatasetInvalid, tr("A dataset id is a UUID: 8-4-4-4-12 letters and digits.")}}));
    return problem == Problem::None;
}

void ProfileDialog::test()
{
    const Profile profile = typed();
    m_test = std::make_unique<ConnectionTest>(
        m_sessions.client({.baseUrl = profile.url, .apiKey = m_key->text().trimmed(), .organization = profile.organization}), profile.dataset);
    connect(m_test.get(), &ConnectionTest::progressed, this, [this](const QString &text) { messageBar().showMessage(MessageBar::Severity::Information, text); });
    connect(m_test.get(), &ConnectionTest::failed, this, [this](const QString &whatFailed, const Error &error) { showError(whatFailed, error); });
    connect(m_test.get(), &ConnectionTest::succeeded, this, [this](const QString &text, const OrganizationId &organization) {
        setBusy(false);
        if (m_organization->text().trimmed().isEmpty())
            m_organization->setText(organization.text());
        messageBar().showMessage(MessageBar::Severity::Positive, text);
    });
    setBusy(true);
    m_test->start();
}

void ProfileDialog::submit()
{
    const QString key = m_key->text().trimmed();
    if (key.isEmpty())
        return store(m_profile.hasStoredKey);
    if (m_sessionOnly) {
        m_sessions.secrets().keepForSession(m_profile.id, key);
        return store(false);
    }
    setBusy(true);
    m_sessions.secrets().write(m_profile.id, key, this, [this](const SecretStore::Answer &answer) { keyAnswered(answer); });
}

void ProfileDialog::keyAnswered(const SecretStore::Answer &answer)
{
    // Stopped meanwhile: nothing is stored under a name that nobody confirmed.
    if (!isBusy())
        return;
    setBusy(false);
    if (answer.outcome == SecretStore::Outcome::Done)
        store(true);
    else
        offerSessionOnly(answer.outcome);
}

void ProfileDialog::offerSessionOnly(SecretStore::Outcome outcome)
{
    QString why;
    switch (outcome) {
    case SecretStore::Outcome::NoKeyring:
        why = tr("This desktop has no keyring, so the key cannot be stored safely.");
        break;
    case SecretStore::Outcome::TimedOut:
        why = tr("The keyring did not answer; perhaps it waits for its password.");
        break;
    default:
        why = tr("The keyring did not take the key: it stays locked.");
    }
    messageBar().showMessage(MessageBar::Severity::Warning, tr("%1 It can be used for this run of the program only; then you will be asked for it again.").arg(why));
    m_sessionOnly = true;
    acceptButton().setText(tr("&Use for this session only"));
}

void ProfileDialog::store(bool hasStoredKey)
{
    Profile profile = typed();
    profile.hasStoredKey = hasStoredKey;
    const bool done = m_isNew ? m_sessions.profiles().add(profile) : m_sessions.profiles().update(profile);
    if (!done) {
        showProblem(m_sessions.profiles().problem(profile));
        return;
    }
    const QString id = profile.id;
    accept();
    Q_EMIT stored(id);
}
