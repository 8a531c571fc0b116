#include "app/api/reportederror.h"

#include "app/values/json.h"

namespace {

constexpr QStringView opening = u", \"error\": \"";

/// Whether what begins inside a JSON string goes on as an object or a quotation does after that string.
bool isMember(QStringView text)
{
    qsizetype end = 0;
    while (end < text.size() && text[end] != u'"')
        end += text[end] == u'\\' ? 2 : 1;
    do
        ++end;
    while (end < text.size() && text[end].isSpace());
    return end < text.size() && QStringView(u"},]`").contains(text[end]);
}

/// Some servers escape as JSON does, others write what they have.
QString unescaped(QStringView detail)
{
    const Result<Json> json = Json::parse('"' + detail.toUtf8() + '"');
    return json && json->isString() ? json->toString() : detail.toString();
}

}

std::optional<ReportedError> ReportedError::in(QStringView text)
{
    if (!text.endsWith(u'"'))
        return {};
    for (qsizetype start = text.indexOf(opening); start >= 0; start = text.indexOf(opening, start + opening.size())) {
        const QStringView rest = text.mid(start + opening.size());
        if (rest.size() > 1 && !isMember(rest))
            return ReportedError{start, unescaped(rest.chopped(1))};
    }
    return {};
}
