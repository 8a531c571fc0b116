#pragma once

#include "app/settings/profile.h"

#include <QWidget>

class QLabel;

/// A line over the whole window that says that this is production, and where: nobody should take it for a place to try things out.
/// Hidden for all other profiles.
class ProductionStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ProductionStrip(QWidget *parent = nullptr);

    void setProfile(const Profile &profile);

private:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintSign();

    Profile m_profile;
    QLabel *m_sign = nullptr;
    QLabel *m_words = nullptr;
};
