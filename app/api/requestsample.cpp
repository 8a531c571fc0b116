#include "app/api/requestsample.h"

#include "app/api/operation.h"
#include "app/api/secretmask.h"

#include <QDateTime>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

/// An address as SDKs want it: the server, and the path on it.
struct Address {
    QString base;
    QString path;
    QString query;
};

Address addressOf(const RequestRecord &record)
{
    const qsizetype api = record.url.indexOf("/api/"_L1);
    const qsizetype query = record.url.indexOf(u'?');
    const qsizetype end = query < 0 ? record.url.size() : query;
    if (api < 0)
        return {.base = record.url, .path = {}, .query = {}};
    return {.base = record.url.left(api), .path = record.url.mid(api, end - api), .query = query < 0 ? QString() : record.url.mid(query + 1)};
}

QString header(const RequestRecord &record, QLatin1StringView name)
{
    for (const auto &[each, value] : record.requestHeaders) {
        if (each.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool wantsKey(const RequestRecord &record)
{
    return !header(record, "Authorization"_L1).isEmpty();
}

/// What the reader has to know before running it, a comment a line.
QString caveats(const RequestRecord &record, const QString &comment)
{
    QString text;
    if (!record.isWhole)
        text += comment + u" The body was longer than the log keeps: complete it before running this.\n"_s;
    if (record.isMasked)
        text += comment + u" Secrets were masked with ***: put the real ones in.\n"_s;
    return text;
}

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

// JSON's string literals are valid in Python and in TypeScript.
QString literal(const QString &text)
{
    return QString::fromUtf8(Json(text).toBytes());
}

QString indented(const QByteArray &body)
{
    const auto json = Json::parse(body);
    return QString::fromUtf8(json ? json->toIndentedBytes() : body).trimmed();
}

/// "RAGAnalytics" is rag_analytics, as the generator of the client has it.
QString snakeCase(const QString &name)
{
    QString snake;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const bool endsAnAbbreviation = i + 1 < name.size() && name.at(i + 1).isLower();
        if (i > 0 && name.at(i).isUpper() && (!name.at(i - 1).isUpper() || endsAnAbbreviation))
            snake += u'_';
        snake += name.at(i);
    }
    return snake.toLower();
}

/// The values of the {names} of an operation's path.
QList<std::pair<QString, QString>> pathParameters(const Operation &operation, const QStringList &segments)
{
    const QList<QStringView> names = operation.path.split(u'/');
    QList<std::pair<QString, QString>> parameters;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names.at(i).startsWith(u'{'))
            parameters.append({names.at(i).mid(1).chopped(1).toString(), segments.at(i)});
    }
    return parameters;
}

QList<std::pair<QString, QString>> queryParameters(const QString &query)
{
    QList<std::pair<QString, QString>> parameters;
    for (const QString &pair : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype sign = pair.indexOf(u'=');
        parameters.append({QUrl::fromPercentEncoding(pair.left(sign).toUtf8()),
                           sign < 0 ? QString() : QUrl::fromPercentEncoding(pair.mid(sign + 1).toUtf8())});
    }
    return parameters;
}

bool isNumberOrWord(const QString &text)
{
    static const QStringList words{u"true"_s, u"false"_s};
    bool isNumber = false;
    text.toLongLong(&isNumber);
    return isNumber || words.contains(text);
}

QString pythonValue(const QString &text)
{
    if (text == "true"_L1)
        return u"True"_s;
    if (text == "false"_L1)
        return u"False"_s;
    return isNumberOrWord(text) ? text : literal(text);
}

// An apostrophe is written as JSON's escape, so that nothing in the body can end the literal.
QString pythonBody(const RequestRecord &record)
{
    return u"r'''"_s + indented(record.requestBody).replace(u'\'', u"\\u0027"_s) + u"'''"_s;
}

QString pythonWithoutClient(const RequestRecord &record)
{
    QString text = caveats(record, u"#"_s) + u"import os\nimport urllib.request\n\nrequest = urllib.request.Request(\n    %1,\n    method=%2,\n"_s
                       .arg(literal(record.url), literal(record.method));
    if (!record.requestBody.isEmpty())
        text += u"    data=%1.encode(),\n"_s.arg(pythonBody(record));
    text += u"    headers={\n"_s;
    if (wantsKey(record))
        text += u"        \"Authorization\": \"Bearer \" + os.environ[\"TRIEVE_API_KEY\"],\n"_s;
    for (const auto name : {"TR-Dataset"_L1, "TR-Organization"_L1, "X-API-Version"_L1, "Content-Type"_L1}) {
        if (const QString value = header(record, name); !value.isEmpty())
            text += u"        %1: %2,\n"_s.arg(literal(name), literal(value));
    }
    return text + u"    },\n)\nwith urllib.request.urlopen(request) as answer:\n    print(answer.status, answer.read().decode())\n"_s;
}

Json headersToHar(const RequestRecord::Headers &headers)
{
    Json list = Json::array();
    for (const auto &[name, value] : headers)
        list.append(Json::object({{u"name", name}, {u"value", value}}));
    return list;
}

Json harRequest(const RequestRecord &record)
{
    Json query = Json::array();
    for (const auto &[name, value] : queryParameters(addressOf(record).query))
        query.append(Json::object({{u"name", name}, {u"value", value}}));
    Json request = Json::object({{u"method", record.method}, {u"url", record.url}, {u"httpVersion", u"HTTP/1.1"}, {u"cookies", Json::array()},
                                 {u"headers", headersToHar(record.requestHeaders)}, {u"queryString", query}, {u"headersSize", -1},
                                 {u"bodySize", record.requestSize}});
    if (!record.requestBody.isEmpty()) {
        request.set(u"postData", Json::object({{u"mimeType", header(record, "Content-Type"_L1)},
                                               {u"text", QString::fromUtf8(record.requestBody)}}));
    }
    return request;
}

Json harAnswer(const RequestRecord &record)
{
    QString type;
    QString location;
    for (const auto &[name, value] : record.answerHeaders) {
        if (name.compare("Content-Type"_L1, Qt::CaseInsensitive) == 0)
            type = value;
        if (name.compare("Location"_L1, Qt::CaseInsensitive) == 0)
            location = value;
    }
    return Json::object({{u"status", record.status}, {u"statusText", record.failure}, {u"httpVersion", u"HTTP/1.1"}, {u"cookies", Json::array()},
                         {u"headers", headersToHar(record.answerHeaders)},
                         {u"content", Json::object({{u"size", record.answerSize}, {u"mimeType", type},
                                                    {u"text", QString::fromUtf8(record.answerBody)}})},
                         {u"redirectURL", location}, {u"headersSize", -1}, {u"bodySize", record.answerSize}});
}

}

QString requestsample::curl(const RequestRecord &record)
{
    QString text = caveats(record, u"#"_s) + u"curl -sS -X %1 %2"_s.arg(record.method, shellQuoted(record.url));
    for (const auto &[name, value] : record.requestHeaders) {
        if (name.compare("Authorization"_L1, Qt::CaseInsensitive) == 0)
            text += u" \\\n  -H \"Authorization: Bearer $TRIEVE_API_KEY\""_s;
        else if (name.compare("User-Agent"_L1, Qt::CaseInsensitive) != 0 && name.compare("Connection"_L1, Qt::CaseInsensitive) != 0)
            text += u" \\\n  -H "_s + shellQuoted(name + u": "_s + value);
    }
    if (!record.requestBody.isEmpty())
        text += u" \\\n  --data-raw "_s + shellQuoted(QString::fromUtf8(record.requestBody));
    return text + u'\n';
}

QString requestsample::python(const RequestRecord &record)
{
    const Address address = addressOf(record);
    const QStringList segments = record.segments();
    const Operation &operation = Operation::of(record.method, segments);
    if (operation.pythonMethod.isEmpty() || (operation.pythonBody.isEmpty() && !record.requestBody.isEmpty()))
        return pythonWithoutClient(record);
    QStringList arguments;
    const QString dataset = record.dataset();
    const QString organization = header(record, "TR-Organization"_L1);
    if (!dataset.isEmpty())
        arguments.append(u"tr_dataset="_s + literal(dataset));
    // No method takes both.
    if (!organization.isEmpty())
        arguments.append((dataset.isEmpty() ? u"tr_organization=%1"_s : u"_headers={\"TR-Organization\": %1}"_s).arg(literal(organization)));
    for (const auto &[name, value] : pathParameters(operation, segments))
        arguments.append(name + u'=' + pythonValue(value));
    for (const auto &[name, value] : queryParameters(address.query))
        arguments.append(name + u'=' + pythonValue(value));
    if (!record.requestBody.isEmpty()) {
        const QString model = operation.pythonBody.toString();
        arguments.append(u"%1=trieve_py_client.%2.from_json(%3)"_s.arg(snakeCase(model), model, pythonBody(record)));
    }
    QString text = caveats(record, u"#"_s) + u"import os\nimport trieve_py_client\n\nconfiguration = trieve_py_client.Configuration(host=%1)\n"_s
                       .arg(literal(address.base));
    if (wantsKey(record))
        text += u"configuration.api_key[\"ApiKey\"] = os.environ[\"TRIEVE_API_KEY\"]\n"_s;
    return text + u"with trieve_py_client.ApiClient(configuration) as client:\n    answer = trieve_py_client.%1(client).%2(\n        %3,\n    )\n    print(answer)\n"_s
               .arg(operation.pythonApi, operation.pythonMethod, arguments.join(u",\n        "_s));
}

QString requestsample::typescript(const RequestRecord &record)
{
    const Address address = addressOf(record);
    const QString dataset = record.dataset();
    const QString organization = header(record, "TR-Organization"_L1);
    QString text = caveats(record, u"//"_s) + u"import { TrieveSDK } from \"trieve-ts-sdk\";\n\nconst trieve = new TrieveSDK({\n"_s;
    text += wantsKey(record) ? u"  apiKey: process.env.TRIEVE_API_KEY!,\n"_s : u"  apiKey: \"\",\n"_s;
    text += u"  baseUrl: %1,\n"_s.arg(literal(address.base));
    if (!dataset.isEmpty())
        text += u"  datasetId: %1,\n"_s.arg(literal(dataset));
    if (!organization.isEmpty())
        text += u"  organizationId: %1,\n"_s.arg(literal(organization));
    text += u"});\n\n"_s;
    const QStringView method = Operation::of(record.method, record.segments()).typescriptMethod;
    const QString body = record.requestBody.isEmpty() ? QString() : indented(record.requestBody);
    if (!method.isEmpty() && !body.isEmpty())
        return text + u"const answer = await trieve.%1(%2);\nconsole.log(answer);\n"_s.arg(method, body);
    QStringList parameters;
    if (!dataset.isEmpty())
        parameters.append(u"  datasetId: "_s + literal(dataset));
    if (!organization.isEmpty())
        parameters.append(u"  organizationId: "_s + literal(organization));
    if (const QString version = header(record, "X-API-Version"_L1); !version.isEmpty())
        parameters.append(u"  xApiVersion: "_s + literal(version));
    if (!body.isEmpty())
        parameters.append(u"  data: "_s + body);
    const QString target = address.query.isEmpty() ? address.path : address.path + u'?' + address.query;
    // Node's fetch() writes every verb in capitals but this one.
    const QString verb = record.method == "PATCH"_L1 ? u"\"PATCH\" as any"_s : literal(record.method.toLower());
    // The path is given with its ids in place, which the SDK's type of known paths does not foresee.
    return text + u"const answer = await trieve.trieve.fetch(%1 as any, %2, {%3} as any);\nconsole.log(answer);\n"_s
               .arg(literal(target), verb, parameters.isEmpty() ? QString() : u'\n' + parameters.join(u",\n"_s) + u",\n"_s);
}

QByteArray requestsample::har(const QList<RequestRecord> &records)
{
    Json entries = Json::array();
    for (const RequestRecord &record : records) {
        entries.append(Json::object({{u"startedDateTime", QDateTime::fromMSecsSinceEpoch(record.at, Qt::UTC).toString(Qt::ISODateWithMs)},
                                     {u"time", record.milliseconds}, {u"request", harRequest(record)}, {u"response", harAnswer(record)},
                                     {u"cache", Json::object()},
                                     {u"timings", Json::object({{u"send", 0}, {u"wait", record.milliseconds}, {u"receive", 0}})}}));
    }
    return Json::object({{u"log", Json::object({{u"version", u"1.2"},
                                                {u"creator", Json::object({{u"name", u"Retriever"}, {u"version", QStringLiteral(RETRIEVER_VERSION)}})},
                                                {u"entries", entries}})}})
        .toIndentedBytes();
}
