#pragma once

#include "ui/pages/settingfield.h"

/// A key of server_configuration as people know it. Source: DatasetConfigurationDTO of the servers.
struct SettingSpec {
    QString key;
    SettingField::Kind kind = SettingField::Kind::Text;
    QString label;
    QString help;
    /// Others are shown where the server has them: one of another version may not.
    bool isAlwaysShown = false;
};

struct SettingSection {
    QString title;
    QList<SettingSpec> settings;
};

/// In the order of the page. Offering one more setting is one more line.
QList<SettingSection> settingSections();
