#pragma once

#include "app/transfer/documentlist.h"
#include "app/transfer/ingestprogress.h"

/// The sentences for a person about documents that are found and added.
namespace documenttext {

/// "a symbolic link"
QString reason(LeftOut::Reason reason);
/// "767 files, 24 MB: 760 HTML, 7 plain text. 7 more are left out: 5 neither HTML, Markdown nor text, 2 empty."
QString count(const DocumentList &list);
QString progress(const IngestProgress &progress);
/// What was done, and whether it was all.
QString summary(const IngestSummary &summary);
/// A line for each failure and for each file that was left out; empty where there is none.
QString details(const IngestSummary &summary);

}
