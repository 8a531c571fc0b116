#include "app/localserver/splitroutes.h"

#include "app/documents/headingsplit.h"
#include "app/documents/htmltext.h"
#include "app/localserver/fields.h"
#include "app/localserver/refusal.h"
#include "app/localserver/router.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype tooLarge = 262'144;

QString without(QString text, const QStringList &unwanted)
{
    for (const QString &words : unwanted) {
        if (!words.isEmpty())
            text.remove(words);
    }
    return text;
}

/// The piece without the headings in it, which are told beside it.
QString body(QString html)
{
    for (char16_t level = u'1'; level <= u'6'; ++level) {
        const QString begin = u"<h"_s + QChar(level);
        const QString end = u"</h"_s + QChar(level) + u'>';
        for (qsizetype from = html.indexOf(begin, 0, Qt::CaseInsensitive); from >= 0; from = html.indexOf(begin, from, Qt::CaseInsensitive)) {
            const qsizetype to = html.indexOf(end, from, Qt::CaseInsensitive);
            if (to < 0)
                break;
            html.remove(from, to + end.size() - from);
        }
    }
    return html.trimmed();
}

Response split(const Request &request)
{
    const Json json = request.json();
    const Fields fields(json);
    const QString html = fields.requiredString(u"chunk_html");
    if (html.toUtf8().size() >= tooLarge)
        throw Refusal(413, u"chunk_html: expected less than %1 bytes; split the document before"_s.arg(tooLarge));
    const QStringList fromHeadings = fields.strings(u"heading_remove_strings").value_or(QStringList());
    const QStringList fromBody = fields.strings(u"body_remove_strings").value_or(QStringList());
    Json chunks = Json::array();
    const QList<DocumentPiece> pieces = splitByHeadings(html, tooLarge);
    for (const DocumentPiece &piece : pieces) {
        QStringList headings;
        for (const QString &heading : piece.headings) {
            const QString text = without(heading, fromHeadings).simplified();
            if (!text.isEmpty())
                headings.append(text);
        }
        const QString text = without(body(piece.html), fromBody);
        if (!headings.isEmpty() || !plainText(text).trimmed().isEmpty())
            chunks.append(Json::object({{u"headings", Json::strings(headings)}, {u"body", text}}));
    }
    return Response::json(Json::object({{u"chunks", chunks}}));
}

}

void addSplitRoutes(Router &router)
{
    router.add("POST", u"/api/chunk/split", Scope::Open, split);
}
