#pragma once

#include "app/values/metadata.h"

#include <QStringList>

#include <optional>

/// What is said of a file that is given to the server, whatever it holds: its name, and what its chunks and their group get from it.
struct FileLabel {
    QString fileName;
    std::optional<QString> description;
    std::optional<QString> link;
    std::optional<QString> groupTrackingId;
    /// In the form that timestamp::forServer writes.
    std::optional<QString> timeStamp;
    QStringList tags;
    Metadata metadata;

    /// Adds all but the name, with which a request begins.
    void addTo(Json &json) const;
};
