#pragma once

#include "app/documents/htmlscanner.h"

#include <QList>

/// The tokens of what a document says: without its head, scripts, comments, and what is recognisably there to find one's way in
/// the site (nav, footer, page header, side bar, breadcrumbs, search form, permalinks). Where the document marks its main part,
/// only that. The tokens keep their places in the source. An element that is never closed is not left out, only its tag is.
QList<HtmlToken> contentTokens(QStringView html);

/// What the title element says; empty where there is none.
QString documentTitle(const QString &html);
