#pragma once

#include "app/settings/profile.h"

#include <QToolButton>

/// The top of the sidebar: which connection this is (its colour, its name) and how it is (a sentence). Opens the connections' menu.
class ProfileButton : public QToolButton
{
    Q_OBJECT

public:
    explicit ProfileButton(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);
    void setConnectionState(const QString &text, bool isTrouble);
    QString connectionState() const { return m_state; }

    QSize sizeHint() const override;

private:
    void paintEvent(QPaintEvent *event) override;
    void announce();

    Profile m_profile;
    QString m_state;
    bool m_isTrouble = false;
};

/// The profile's colour as a dot, for menus.
QIcon profileDot(const Profile &profile);
