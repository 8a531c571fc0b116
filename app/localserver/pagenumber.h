#pragma once

#include <QString>

#include <optional>

/// Page numbers as clients write them.
namespace pagenumber {

constexpr qint64 largest = 1'000'000'000;

/// "7", or with commas between the thousands, as documents and grids show them: "1,000". Nothing for any other text.
inline std::optional<qint64> parse(QString text)
{
    const QStringList parts = text.split(u',');
    for (qsizetype i = 1; i < parts.size(); ++i) {
        if (parts[i].size() != 3 || parts.first().isEmpty() || parts.first().size() > 3)
            return std::nullopt;
    }
    bool ok = false;
    const qint64 number = text.remove(u',').toLongLong(&ok);
    return ok && number >= 0 ? std::optional(number) : std::nullopt;
}

}
