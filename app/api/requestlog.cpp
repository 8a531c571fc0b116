#include "app/api/requestlog.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(apiLog, "retriever.api", QtInfoMsg)

void RequestLog::write(int status, const QString &requestId)
{
    if (std::exchange(m_written, true))
        return;
    qCInfo(apiLog, "%s %s %d %lld ms %s", qPrintable(m_method), qPrintable(m_path), status, m_timer.elapsed(),
        requestId.isEmpty() ? "-" : qPrintable(requestId));
}
