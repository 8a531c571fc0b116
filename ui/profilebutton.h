#pragma once

#include "app/api/keyrole.h"
#include "app/settings/profile.h"

#include <QPointer>
#include <QToolButton>

/// The top of the sidebar: which connection this is (its colour, its name) and how it is (a sentence). Opens the connections' menu.
class ProfileButton : public QToolButton
{
    Q_OBJECT

public:
    explicit ProfileButton(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setConnectionState(const QString &text, bool isTrouble);
    /// Tells what is known of the key, now and later; null is nothing.
    void followKey(const KeyRole *role);
    QString connectionState() const { return m_state; }

    QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;
    void announce();

    Profile m_profile;
    QString m_state;
    QPointer<const KeyRole> m_key;
    bool m_isTrouble = false;
};

/// The profile's colour as a dot, for menus.
QIcon profileDot(const Profile &profile);
