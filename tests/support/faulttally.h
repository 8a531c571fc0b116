#pragma once

#include "app/api/streamcall.h"
#include "app/values/error.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <map>
#include <optional>

/// How operations ended under which trouble: a table of letters, and how often each came.
class FaultTally
{
public:
    /// A letter; a blank where the trouble does not touch the operation.
    using Outcome = char;

    static Outcome outcome(const std::optional<Error> &error, const std::optional<StreamEnd::How> &how);
    void count(const QByteArray &trouble, const QString &operation, Outcome outcome);
    /// To standard output.
    void print() const;

private:
    QList<QByteArray> m_troubles;
    std::map<QString, std::map<QByteArray, Outcome>> m_rows;
};
