#include "ui/connectionpane.h"

#include "ui/icons.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

ConnectionPane::ConnectionPane(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_retry(new QPushButton(tr("&Try again"), this)), m_keyForm(new QWidget(this)), m_key(new QLineEdit(m_keyForm)),
      m_connect(new QPushButton(tr("&Connect"), m_keyForm))
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
    m_key->setObjectName(u"sessionKey"_s);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setMinimumWidth(320);
    m_connect->setObjectName(u"useKey"_s);
    m_connect->setProperty("primary", true);
    m_connect->setEnabled(false);
    auto *caption = new QLabel(tr("API &key, for this run of the program only"), m_keyForm);
    caption->setBuddy(m_key);

    auto *form = new QVBoxLayout(m_keyForm);
    form->setContentsMargins({});
    form->addWidget(caption);
    form->addWidget(m_key);
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

    connect(m_retry, &QPushButton::clicked, this, &ConnectionPane::retryRequested);
    connect(m_key, &QLineEdit::textChanged, this, [this](const QString &text) { m_connect->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_key, &QLineEdit::returnPressed, this, &ConnectionPane::submitKey);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionPane::submitKey);
}

void ConnectionPane::showWaiting(const QString &sentence)
{
    show(u"plug"_s, sentence, true, false, false);
}

void ConnectionPane::showFailure(const QString &why)
{
    show(u"warning"_s, why, false, true, false);
    m_retry->setFocus();
}

void ConnectionPane::askForKey(const QString &why)
{
    show(u"key"_s, why, false, false, true);
    m_key->setFocus();
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

void ConnectionPane::submitKey()
{
    const QString key = m_key->text().trimmed();
    if (key.isEmpty())
        return;
    m_key->clear();
    Q_EMIT keyEntered(key);
}

void ConnectionPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_iconName, Tint::Secondary).pixmap(QSize(40, 40), devicePixelRatioF()));
    QWidget::changeEvent(event);
}
