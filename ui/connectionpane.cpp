#include "ui/connectionpane.h"

#include "app/settings/profiles.h"
#include "app/settings/secretstore.h"
#include "ui/icons.h"
#include "ui/sessions.h"

#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr auto headerProperty = "header";

}

ConnectionPane::ConnectionPane(Sessions &sessions, QWidget *parent)
    : QWidget(parent), m_sessions(sessions), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_retry(new QPushButton(tr("&Try again"), this)), m_keyForm(new QWidget(this)), m_fields(new QVBoxLayout),
      m_keep(new QCheckBox(tr("Keep it in the &keyring"), m_keyForm)), m_connect(new QPushButton(tr("&Connect"), m_keyForm))
{
    setObjectName(u"connectionPane"_s);
    m_sentence->setObjectName(u"connectionSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setMaximumWidth(420);
    m_sentence->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(160, 3);
    m_progress->setAccessibleName(tr("Connecting"));
    m_retry->setObjectName(u"tryAgain"_s);
    m_retry->setProperty("primary", true);
    m_keep->setObjectName(u"keepKey"_s);
    m_keep->setToolTip(tr("Otherwise it is used for this run of the program only."));
    m_connect->setObjectName(u"useKey"_s);
    m_connect->setProperty("primary", true);

    auto *form = new QVBoxLayout(m_keyForm);
    form->setContentsMargins({});
    form->setSpacing(12);
    form->addLayout(m_fields);
    form->addWidget(m_keep);
    form->addWidget(m_connect, 0, Qt::AlignRight);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(12);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    // Wrapped text is as tall as its width makes it only where no alignment hides that from the layout.
    auto *sentence = new QHBoxLayout;
    sentence->addStretch(1);
    sentence->addWidget(m_sentence, 1000);
    sentence->addStretch(1);
    layout->addLayout(sentence);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_progress, m_retry, m_keyForm})
        layout->addWidget(widget, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    buildForm();

    connect(m_retry, &QPushButton::clicked, this, [this] { m_sessions.openProfile(m_sessions.profileId()); });
    connect(m_connect, &QPushButton::clicked, this, &ConnectionPane::submit);
    connect(&sessions, &Sessions::stateChanged, this, &ConnectionPane::showState);
    connect(&sessions, &Sessions::failed, this, &ConnectionPane::showFailure);
    connect(&sessions, &Sessions::keyNeeded, this, &ConnectionPane::askForSecrets);
}

void ConnectionPane::showState()
{
    const bool keyring = m_sessions.state() == Sessions::State::WaitingForKeyring;
    if (!keyring && m_sessions.state() != Sessions::State::Opening)
        return;
    show(u"plug"_s, keyring ? tr("Waiting for the keyring. It may ask for its password in a window of its own.") : tr("Connecting\u2026"), true, false, false);
    Q_EMIT judged(keyring ? tr("Waiting for the keyring") : tr("Connecting\u2026"), false);
}

void ConnectionPane::showFailure(const QString &why)
{
    show(u"warning"_s, why, false, true, false);
    m_retry->setFocus();
    Q_EMIT judged(tr("Not connected"), true);
}

void ConnectionPane::askForSecrets(const QString &why)
{
    buildForm();
    show(u"key"_s, why, false, false, true);
    m_secrets.first()->setFocus();
    Q_EMIT judged(tr("A key is needed"), true);
}

QLineEdit *ConnectionPane::addSecret(const QString &objectName, const QString &label)
{
    auto *line = new QLineEdit(m_keyForm);
    line->setObjectName(objectName);
    line->setEchoMode(QLineEdit::Password);
    line->setMinimumWidth(320);
    auto *caption = new QLabel(label, m_keyForm);
    caption->setTextFormat(Qt::PlainText);
    caption->setBuddy(line);
    auto *field = new QVBoxLayout;
    field->setSpacing(4);
    field->addWidget(caption);
    field->addWidget(line);
    m_fields->addLayout(field);
    m_secrets.append(line);
    connect(line, &QLineEdit::textChanged, this, [this] { m_connect->setEnabled(isComplete()); });
    connect(line, &QLineEdit::returnPressed, this, &ConnectionPane::submit);
    return line;
}

// A line for each thing that is secret of the profile.
void ConnectionPane::buildForm()
{
    while (QLayoutItem *field = m_fields->takeAt(0)) {
        while (QLayoutItem *part = field->layout()->takeAt(0)) {
            delete part->widget();
            delete part;
        }
        delete field;
    }
    m_secrets.clear();
    const Profile *profile = m_sessions.profiles().find(m_sessions.profileId());
    addSecret(u"sessionKey"_s, tr("API &key"));
    if (profile && profile->proxy.isNamed() && !profile->proxy.user.isEmpty())
        addSecret(u"proxyPassword"_s, tr("&Password of the proxy"));
    if (profile && profile->hasPassphrase)
        addSecret(u"passphrase"_s, tr("Pass&phrase of the key file"));
    for (const ExtraHeader &header : profile ? profile->headers : QList<ExtraHeader>()) {
        if (header.isSecret)
            addSecret(u"secretHeader"_s, tr("Header %1").arg(QString(header.name).replace(u'&', "&&"_L1)))->setProperty(headerProperty, header.name);
    }
    m_keep->setChecked(true);
    m_connect->setEnabled(false);
    QWidget *before = m_secrets.last();
    for (QWidget *after : std::initializer_list<QWidget *>{m_keep, m_connect}) {
        setTabOrder(before, after);
        before = after;
    }
}

bool ConnectionPane::isComplete() const
{
    return std::all_of(m_secrets.begin(), m_secrets.end(), [](const QLineEdit *line) { return !line->text().trimmed().isEmpty(); });
}

void ConnectionPane::show(const QString &iconName, const QString &sentence, bool waiting, bool retry, bool key)
{
    m_iconName = iconName;
    m_icon->setPixmap(icon(iconName, Tint::Secondary).pixmap(QSize(40, 40), devicePixelRatioF()));
    m_sentence->setText(sentence);
    m_progress->setVisible(waiting);
    m_retry->setVisible(retry);
    m_keyForm->setVisible(key);
}

void ConnectionPane::submit()
{
    if (!isComplete())
        return;
    ProfileSecrets secrets;
    for (QLineEdit *line : std::as_const(m_secrets)) {
        const QString text = line->text().trimmed();
        if (line->objectName() == "proxyPassword"_L1)
            secrets.proxyPassword = text;
        else if (line->objectName() == "passphrase"_L1)
            secrets.passphrase = text;
        else if (line->objectName() == "secretHeader"_L1)
            secrets.headers.insert(line->property(headerProperty).toString(), text);
        else
            secrets.key = text;
        line->clear();
    }
    const QString id = m_sessions.profileId();
    m_sessions.secrets().keepForSession(id, secrets.toText());
    m_sessions.openProfile(id);
    if (m_keep->isChecked())
        keep(id, secrets.toText());
}

void ConnectionPane::keep(const QString &profileId, const QString &secrets)
{
    m_sessions.secrets().write(profileId, secrets, this, [this, profileId](const SecretStore::Answer &answer) {
        const Profile *stored = m_sessions.profiles().find(profileId);
        if (answer.outcome != SecretStore::Outcome::Done || !stored)
            return Q_EMIT statusMessage(tr("The keyring did not take the key: it is used for this run of the program only."));
        Profile profile = *stored;
        profile.hasStoredKey = true;
        m_sessions.profiles().update(profile);
    });
}

void ConnectionPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_iconName, Tint::Secondary).pixmap(QSize(40, 40), devicePixelRatioF()));
    QWidget::changeEvent(event);
}
