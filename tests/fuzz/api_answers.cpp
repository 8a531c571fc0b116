#include "app/api/connection.h"
#include "app/api/decoding.h"
#include "app/api/errormapping.h"
#include "app/api/replyhead.h"
#include "app/api/requesthistory.h"
#include "app/api/requestsample.h"
#include "app/api/secretmask.h"

#include <QNetworkReply>

#include <cstdlib>

namespace {

const QByteArray key = "tr-0123456789abcdefghijklmnopqrstuv";

/// A reply that has only its head.
class Head : public QNetworkReply
{
public:
    explicit Head(const QByteArrayList &lines)
    {
        for (const QByteArray &line : lines) {
            const qsizetype colon = line.indexOf(':');
            if (colon > 0)
                setRawHeader(line.left(colon), line.mid(colon + 1));
        }
    }
    void abort() override { }
    qint64 readData(char *, qint64) override { return -1; }
};

void readAsEverything(const Json &json)
{
    (void)decoding::groups(json);
    (void)decoding::chunkCount(json);
    (void)decoding::groupChunkCount(json);
    (void)decoding::count(json);
    (void)decoding::suggestions(json);
    (void)decoding::totalQueries(json);
    (void)decoding::apiKey(json);
    (void)decoding::dataset(json);
}

}

/// "STATUS", headers a line each, an empty line, the body. Whatever a server answers becomes a value or an error with a message, and what
/// is kept of it is short, never shows the key, and can be looked for and written as code.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = text.indexOf("\n\n");
    const QByteArrayList lines = text.left(end).split('\n');
    const Head reply(lines.mid(1));
    HttpAnswer answer = headOf(reply);
    answer.status = lines.first().toInt();
    answer.body = end < 0 ? QByteArray() : text.mid(end + 2);
    if (answer.retryAfterSeconds < 0 || errormapping::fromAnswer(answer).message.isEmpty() || errormapping::webPage(answer).message.isEmpty())
        std::abort();
    if (const auto json = Json::parse(answer.body))
        readAsEverything(*json);

    constexpr qsizetype limit = 200;
    Connection connection;
    connection.apiKey = QString::fromLatin1(key);
    const SecretMask mask(connection);
    RequestRecord record;
    record.method = lines.size() > 1 ? QString::fromUtf8(lines.at(1)) : QStringLiteral("POST");
    record.url = answer.location;
    record.requestBody = record.answerBody = mask.body(answer.body, limit);
    if (record.answerBody.size() > limit || record.answerBody.contains(key) || mask.text(QString::fromUtf8(text)).contains(QString::fromLatin1(key)))
        std::abort();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        record.requestHeaders.append({QString::fromLatin1(name), mask.header(QString::fromLatin1(name), QString::fromUtf8(value))});
    (void)RequestHistory::matches(record, QStringLiteral("otters"));
    (void)requestsample::curl(record);
    (void)requestsample::python(record);
    (void)requestsample::typescript(record);
    if (!Json::parse(requestsample::har({record})))
        std::abort();
    return 0;
}
