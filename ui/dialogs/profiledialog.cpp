#include "ui/dialogs/profiledialog.h"

#include "ui/dialogs/profileproblem.h"
#include "ui/dialogs/teststeps.h"
#include "ui/profileconnection.h"
#include "ui/sessions.h"
#include "ui/widgets/colourpicker.h"
#include "ui/widgets/filefield.h"
#include "ui/widgets/headersfield.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace {

enum Tab { ServerTab, ProxyTab, HeaderTab, CertificateTab, TestTab };

}

ProfileDialog::ProfileDialog(Sessions &sessions, const Profile *profile, QWidget *parent)
    : FormDialog(profile ? tr("Edit connection") : tr("Connect to a server"), profile ? tr("&Save") : tr("&Connect"), parent), m_sessions(sessions),
      m_profile(profile ? *profile : sessions.profiles().draft()), m_isNew(!profile)
{
    setObjectName(u"profileDialog"_s);
    addServerTab();
    addProxyTab();
    addHeaderTab();
    addCertificateTab();
    addTestTab();
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

QLineEdit *ProfileDialog::addSecret(const QString &name, const QString &label, bool isStored)
{
    QLineEdit *line = addLine(name, label, {}, {});
    line->setEchoMode(QLineEdit::Password);
    if (isStored)
        line->setPlaceholderText(tr("Unchanged (it is in the keyring)"));
    return line;
}

FileField *ProfileDialog::addFile(const QString &name, const QString &label, const QString &title, const QString &help, const QString &path)
{
    auto *field = new FileField(name, title, tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)"));
    field->setPath(path);
    addField(label, field, help);
    connect(field, &FileField::pathChanged, this, &ProfileDialog::check);
    return field;
}

QCheckBox *ProfileDialog::addCheck(const QString &name, const QString &label, bool checked)
{
    auto *box = new QCheckBox(label);
    box->setObjectName(name);
    box->setChecked(checked);
    addWidget(box);
    return box;
}

void ProfileDialog::addServerTab()
{
    beginTab(tr("Server"));
    m_name = addLine(u"name"_s, tr("&Name"), {}, m_profile.name);
    m_url = addLine(u"url"_s, tr("&Address"), {}, m_profile.url.toString());
    m_url->setPlaceholderText(u"https://api.trieve.ai"_s);
    m_key = addSecret(u"key"_s, tr("API &key"), m_profile.hasStoredKey);
    m_organization = addLine(u"organization"_s, tr("&Organization id"), tr("A key with the admin or owner role lists its datasets."), m_profile.organization.text());
    m_dataset = addLine(u"dataset"_s, tr("&Dataset id"), tr("The one to begin with, or the only one for a key that cannot list them."), m_profile.dataset.text());
    m_colour = new ColourPicker(Profiles::colours());
    m_colour->setObjectName(u"colour"_s);
    if (!m_profile.colour.isEmpty())
        m_colour->setColour(m_profile.colour);
    addField(tr("Co&lour"), m_colour);
    m_production = addCheck(u"production"_s, tr("&Production: mark it all over the window"), m_profile.isProduction);
    m_readOnly = addCheck(u"readOnly"_s, tr("&Read-only: let nothing that changes the server leave"), m_profile.isReadOnly);
}

void ProfileDialog::addProxyTab()
{
    beginTab(tr("Proxy"));
    m_proxy = new QComboBox;
    m_proxy->setObjectName(u"proxy"_s);
    m_proxy->addItem(tr("What the system says"), int(ProxyChoice::Kind::System));
    m_proxy->addItem(tr("None"), int(ProxyChoice::Kind::None));
    m_proxy->addItem(tr("HTTP"), int(ProxyChoice::Kind::Http));
    m_proxy->addItem(tr("SOCKS5"), int(ProxyChoice::Kind::Socks5));
    m_proxy->setCurrentIndex(m_proxy->findData(int(m_profile.proxy.kind)));
    addField(tr("Pro&xy"), m_proxy);
    m_proxyHost = addLine(u"proxyHost"_s, tr("&Host"), {}, m_profile.proxy.host);
    m_proxyPort = new QSpinBox;
    m_proxyPort->setObjectName(u"proxyPort"_s);
    m_proxyPort->setRange(0, 65535);
    m_proxyPort->setGroupSeparatorShown(false);
    m_proxyPort->setSpecialValueText(u" "_s);
    m_proxyPort->setValue(m_profile.proxy.port);
    addField(tr("P&ort"), m_proxyPort);
    m_proxyUser = addLine(u"proxyUser"_s, tr("&User"), tr("Empty where the proxy asks nobody's name."), m_profile.proxy.user);
    m_proxyPassword = addSecret(u"proxyPassword"_s, tr("Pass&word"), m_profile.hasStoredKey && !m_profile.proxy.user.isEmpty());
    connect(m_proxy, &QComboBox::currentIndexChanged, this, &ProfileDialog::check);
    connect(m_proxyPort, &QSpinBox::valueChanged, this, &ProfileDialog::check);
}

void ProfileDialog::addHeaderTab()
{
    beginTab(tr("Headers"));
    m_headers = new HeadersField;
    m_headers->setHeaders(m_profile.headers);
    addField(tr("Headers that every request carries"), m_headers, tr("A gateway before the server may want them. Secret values are kept in the keyring."));
    connect(m_headers, &HeadersField::changed, this, &ProfileDialog::check);
}

void ProfileDialog::addCertificateTab()
{
    beginTab(tr("Certificates"));
    m_authorities = addFile(u"authorities"_s, tr("C&A file"), tr("Choose a CA file"),
        tr("Trusted besides the system's authorities. A server that signed its own certificate is trusted by choosing that one here."), m_profile.tls.authorities);
    m_certificate = addFile(u"certificate"_s, tr("C&lient certificate"), tr("Choose a client certificate"), tr("For servers that ask who you are."),
        m_profile.tls.certificate);
    m_keyFile = addFile(u"keyFile"_s, tr("K&ey file"), tr("Choose a key file"), tr("Empty where the key is in the certificate's file."), m_profile.tls.key);
    m_passphrase = addSecret(u"passphrase"_s, tr("Pass&phrase of the key file"), m_profile.hasPassphrase && m_profile.hasStoredKey);
}

void ProfileDialog::addTestTab()
{
    beginTab(tr("Test"));
    m_steps = new TestSteps;
    addWidget(m_steps);
}

Profile ProfileDialog::typed() const
{
    Profile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.url = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    profile.organization = OrganizationId(m_organization->text().trimmed());
    profile.dataset = DatasetId(m_dataset->text().trimmed());
    profile.colour = m_colour->colour();
    profile.isProduction = m_production->isChecked();
    profile.isReadOnly = m_readOnly->isChecked();
    profile.proxy = {.kind = ProxyChoice::Kind(m_proxy->currentData().toInt()), .host = {}, .port = 0, .user = {}, .password = {}};
    if (profile.proxy.isNamed()) {
        profile.proxy.host = m_proxyHost->text().trimmed();
        profile.proxy.port = quint16(m_proxyPort->value());
        profile.proxy.user = m_proxyUser->text().trimmed();
    }
    profile.headers = m_headers->headers();
    profile.tls = {.authorities = m_authorities->path(), .certificate = m_certificate->path(), .key = m_keyFile->path(), .passphrase = {}};
    const bool isSameKey = profile.tls.key == m_profile.tls.key && profile.tls.certificate == m_profile.tls.certificate;
    profile.hasPassphrase = !profile.tls.certificate.isEmpty() && (!m_passphrase->text().isEmpty() || (m_profile.hasPassphrase && isSameKey));
    return profile;
}

ProfileSecrets ProfileDialog::typedSecrets() const
{
    ProfileSecrets secrets;
    secrets.key = m_key->text().trimmed();
    secrets.proxyPassword = m_proxyPassword->text();
    secrets.passphrase = m_passphrase->text();
    secrets.headers = m_headers->typedSecrets();
    return secrets;
}

bool ProfileDialog::hasSecrets() const
{
    return m_profile.hasStoredKey || m_sessions.secrets().isKeptForSession(m_profile.id);
}

void ProfileDialog::check()
{
    if (!m_testButton)
        return;
    const bool isProxyNamed = typed().proxy.isNamed();
    for (QWidget *field : std::initializer_list<QWidget *>{m_proxyHost, m_proxyPort, m_proxyUser, m_proxyPassword})
        field->setEnabled(isProxyNamed);
    const bool sound = showProblem(m_sessions.profiles().problem(typed()));
    const bool hasKey = !m_key->text().trimmed().isEmpty() || hasSecrets();
    const bool hasScope = !m_organization->text().trimmed().isEmpty() || !m_dataset->text().trimmed().isEmpty();
    setAcceptable(sound && hasKey && hasScope);
    m_testButton->setEnabled(sound && hasScope && hasKey && !isBusy());
    m_testButton->setToolTip(!hasKey ? tr("Type the key to test it.") : !hasScope ? tr("Enter the id of an organization or of a dataset first.") : QString());
    if (m_sessionOnly) {
        m_sessionOnly = false;
        acceptButton().setText(m_isNew ? tr("&Connect") : tr("&Save"));
    }
}

bool ProfileDialog::showProblem(Profiles::Problem problem)
{
    const ProfileProblem wrong = profileProblem(problem);
    for (QWidget *field : std::initializer_list<QWidget *>{m_name, m_url, m_organization, m_dataset, m_colour, m_proxyHost, m_proxyPort, m_headers, m_certificate})
        setFieldError(field, field->objectName() == wrong.field ? wrong.sentence : QString());
    return problem == Profiles::Problem::None;
}

void ProfileDialog::withSecrets(const std::function<void(const Profile &, const ProfileSecrets &)> &proceed)
{
    const Profile profile = typed();
    const ProfileSecrets fresh = ProfileSecrets().updated(typedSecrets(), profile);
    setBusy(true);
    if (fresh.sufficesFor(profile) || !hasSecrets())
        return proceed(profile, fresh);
    m_sessions.secrets().read(m_profile.id, this, [this, profile, fresh, proceed](const SecretStore::Answer &answer) {
        if (!isBusy())
            return;
        const ProfileSecrets all = ProfileSecrets::fromText(answer.secret).updated(fresh, profile);
        if (all.sufficesFor(profile))
            return proceed(profile, all);
        setBusy(false);
        messageBar().showMessage(MessageBar::Severity::Warning, tr("The keyring does not give what was stored: it may be locked. Unlock it, or type the secrets again."));
    });
}

void ProfileDialog::test()
{
    showTab(TestTab);
    withSecrets([this](const Profile &profile, const ProfileSecrets &secrets) { runTest(profile, secrets); });
}

void ProfileDialog::runTest(const Profile &profile, const ProfileSecrets &secrets)
{
    const Result<Connection> connection = connectionOf(profile, secrets);
    if (!connection) {
        showTab(CertificateTab);
        return showError(tr("The certificates cannot be used."), connection.error());
    }
    m_test = std::make_unique<ConnectionTest>(m_sessions.client(*connection), profile.dataset);
    connect(m_test.get(), &ConnectionTest::stepChanged, m_steps, &TestSteps::setStep);
    connect(m_test.get(), &ConnectionTest::failed, this, [this](ConnectionTest::Step step, const QString &whatFailed, const Error &error) {
        showError(tr("Step \u201C%1\u201D: %2").arg(ConnectionTest::name(step), whatFailed), error);
    });
    connect(m_test.get(), &ConnectionTest::succeeded, this, [this](const QString &text, const OrganizationId &organization) {
        setBusy(false);
        if (m_organization->text().trimmed().isEmpty())
            m_organization->setText(organization.text());
        messageBar().showMessage(MessageBar::Severity::Positive, text);
    });
    m_test->start();
}

void ProfileDialog::submit()
{
    if (typedSecrets() == ProfileSecrets() && hasSecrets())
        return store(m_profile.hasStoredKey);
    withSecrets([this](const Profile &profile, const ProfileSecrets &secrets) { keep(profile, secrets); });
}

void ProfileDialog::keep(const Profile &profile, const ProfileSecrets &secrets)
{
    const Result<Connection> connection = connectionOf(profile, secrets);
    if (!connection) {
        showTab(CertificateTab);
        return showError(tr("The certificates cannot be used."), connection.error());
    }
    if (m_sessionOnly) {
        setBusy(false);
        m_sessions.secrets().keepForSession(m_profile.id, secrets.toText());
        return store(false);
    }
    m_sessions.secrets().write(m_profile.id, secrets.toText(), this, [this](const SecretStore::Answer &answer) { keyAnswered(answer); });
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
