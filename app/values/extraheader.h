#pragma once

#include <QString>

/// A header that every request to a server carries, as a gateway before it may want. A secret value is held in memory and in the
/// keychain only: whatever stores this leaves it out.
struct ExtraHeader {
    QString name;
    QString value;
    bool isSecret = false;

    bool operator==(const ExtraHeader &) const = default;
};
