#pragma once

#include "app/api/httpanswer.h"

class QNetworkReply;
class QObject;

/// What is known of an answer before its body: the status (0 where there is none yet) and the headers we read.
HttpAnswer headOf(const QNetworkReply &reply);

/// Ends a reply without the listener's hearing of it: abort() would call it synchronously. May be called from the reply's own signals.
void dropReply(QNetworkReply *reply, const QObject *listener);
