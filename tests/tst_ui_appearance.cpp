#include "app/settings/settings.h"
#include "ui/appearance.h"
#include "ui/theme.h"

#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusVariant>

#include <QApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the desktop says of light and dark, on a bus of the test's own.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key) const
    {
        const bool asked = space == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1;
        // As the real one: a variant in a variant.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(asked ? scheme : 99)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);
};

/// Light or dark, as the desktop or the person says.
class tst_ui_appearance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void isLightWhereTheDesktopSaysNothing();
    void followsTheDesktopFromTheStartAndLater();
    void ignoresOtherSettingsOfTheDesktop();
    void theChoiceOfThePersonStandsAboveTheDesktopAndIsRemembered();

private:
    void say(uint scheme, const QString &key = u"color-scheme"_s);

    QProcess m_bus;
    FakePortal m_portal;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void tst_ui_appearance::initTestCase()
{
    m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--print-address"_s, u"--nofork"_s});
    QVERIFY2(m_bus.waitForStarted(), "there is no dbus-daemon: packaging/setup --all installs it");
    QTRY_VERIFY(m_bus.canReadLine());
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QDBusConnection desktop = QDBusConnection::connectToBus(QString::fromLatin1(address), u"desktop"_s);
    QVERIFY(desktop.isConnected());
    QVERIFY(desktop.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(u"org.freedesktop.portal.Desktop"_s));
}

void tst_ui_appearance::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"desktop"_s);
    m_bus.kill();
    m_bus.waitForFinished();
}

void tst_ui_appearance::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_portal.scheme = 0;
}

void tst_ui_appearance::say(uint scheme, const QString &key)
{
    Q_EMIT m_portal.SettingChanged(u"org.freedesktop.appearance"_s, key, QDBusVariant(scheme));
}

void tst_ui_appearance::isLightWhereTheDesktopSaysNothing()
{
    Settings settings(m_folder->filePath(u"s.ini"_s));
    const Appearance appearance(*qApp, settings);
    QCOMPARE(appearance.choice(), Appearance::Choice::System);
    QVERIFY(!currentTheme().dark);
}

void tst_ui_appearance::followsTheDesktopFromTheStartAndLater()
{
    m_portal.scheme = 1;
    Settings settings(m_folder->filePath(u"s.ini"_s));
    const Appearance appearance(*qApp, settings);
    QTRY_VERIFY(currentTheme().dark);
    say(2);
    QTRY_VERIFY(!currentTheme().dark);
    say(1);
    QTRY_VERIFY(currentTheme().dark);
}

void tst_ui_appearance::ignoresOtherSettingsOfTheDesktop()
{
    m_portal.scheme = 1;
    Settings settings(m_folder->filePath(u"s.ini"_s));
    const Appearance appearance(*qApp, settings);
    QTRY_VERIFY(currentTheme().dark);
    say(2, u"accent-color"_s);
    say(1);
    QTest::qWait(100);
    QVERIFY(currentTheme().dark);
}

void tst_ui_appearance::theChoiceOfThePersonStandsAboveTheDesktopAndIsRemembered()
{
    m_portal.scheme = 1;
    const QString path = m_folder->filePath(u"s.ini"_s);
    {
        Settings settings(path);
        Appearance appearance(*qApp, settings);
        QTRY_VERIFY(currentTheme().dark);
        appearance.choose(Appearance::Choice::Light);
        QVERIFY(!currentTheme().dark);
        say(1);
        QTest::qWait(100);
        QVERIFY(!currentTheme().dark);
    }
    Settings settings(path);
    Appearance appearance(*qApp, settings);
    QCOMPARE(appearance.choice(), Appearance::Choice::Light);
    QVERIFY(!currentTheme().dark);
    appearance.choose(Appearance::Choice::System);
    QTRY_VERIFY(currentTheme().dark);
}

QTEST_MAIN(tst_ui_appearance)
#include "tst_ui_appearance.moc"
