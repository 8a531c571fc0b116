#pragma once

#include <QObject>

class QApplication;
class QDBusVariant;
class Settings;

/// Light or dark: as the person chose, else as the desktop says (org.freedesktop.portal.Settings), else light. Follows the desktop while the
/// choice is left to it. Applies the theme to the application; both must outlive it.
class Appearance : public QObject
{
    Q_OBJECT

public:
    enum class Choice { System, Light, Dark };

    Appearance(QApplication &application, Settings &settings, QObject *parent = nullptr);

    Choice choice() const;
    void choose(Choice choice);

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void desktopChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void askDesktop();
    void apply();

    QApplication &m_application;
    Settings &m_settings;
    bool m_desktopIsDark = false;
};
