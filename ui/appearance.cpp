#include "ui/appearance.h"

#include "app/settings/settings.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::StringLiterals;

namespace {

const auto portalService = u"org.freedesktop.portal.Desktop"_s;
const auto portalPath = u"/org/freedesktop/portal/desktop"_s;
const auto portalInterface = u"org.freedesktop.portal.Settings"_s;
const auto space = u"org.freedesktop.appearance"_s;
const auto key = u"color-scheme"_s;
// 0 says nothing, 1 prefers dark, 2 prefers light.
constexpr uint prefersDark = 1;

QString nameOf(Appearance::Choice choice)
{
    switch (choice) {
    case Appearance::Choice::Light:
        return u"light"_s;
    case Appearance::Choice::Dark:
        return u"dark"_s;
    case Appearance::Choice::System:
        break;
    }
    return u"system"_s;
}

}

Appearance::Appearance(QApplication &application, Settings &settings, QObject *parent)
    : QObject(parent), m_application(application), m_settings(settings)
{
    apply();
    askDesktop();
}

Appearance::Choice Appearance::choice() const
{
    const QString stored = m_settings.value(Settings::Key::Appearance).toString();
    for (Choice choice : {Choice::Light, Choice::Dark}) {
        if (stored == nameOf(choice))
            return choice;
    }
    return Choice::System;
}

void Appearance::choose(Choice choice)
{
    m_settings.setValue(Settings::Key::Appearance, nameOf(choice));
    apply();
}

void Appearance::askDesktop()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    QDBusMessage question = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, u"Read"_s);
    question << space << key;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, 500), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answered) {
        answered->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answered;
        if (reply.isError())
            return;
        // Only after a first call is the type of the signal's value known to QtDBus: connecting earlier fails silently.
        QDBusConnection::sessionBus().connect(portalService, portalPath, portalInterface, u"SettingChanged"_s, this,
            SLOT(desktopChanged(QString, QString, QDBusVariant)));
        desktopChanged(space, key, reply.value());
    });
}

void Appearance::desktopChanged(const QString &changedSpace, const QString &changedKey, const QDBusVariant &value)
{
    if (changedSpace != space || changedKey != key)
        return;
    QVariant inner = value.variant();
    // Read wraps the value twice, SettingChanged once.
    if (inner.canConvert<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    m_desktopIsDark = inner.toUInt() == prefersDark;
    apply();
}

void Appearance::apply()
{
    const bool dark = choice() == Choice::Dark || (choice() == Choice::System && m_desktopIsDark);
    applyTheme(m_application, dark ? darkTheme() : lightTheme());
    Q_EMIT changed();
}
