#pragma once

#include "app/api/keyrole.h"
#include "app/api/requesthistory.h"
#include "app/api/retryboard.h"

#include <QPointer>

/// Who is told of the requests of a connection; each may be missing.
struct Onlookers {
    QPointer<RequestHistory> history;
    QPointer<RetryBoard> retries;
    QPointer<KeyRole> keyRole;
};
