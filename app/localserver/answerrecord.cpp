#include "app/localserver/answerrecord.h"

#include "app/localserver/httpexchange.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(category, "retriever.localserver", QtWarningMsg)

// Passes a streamed answer on and remembers it.
class WatchedSink final : public StreamSink
{
public:
    explicit WatchedSink(StreamSink &sink) : m_sink(sink) { }

    bool write(const QByteArray &piece) override
    {
        m_isWhole = m_sink.write(piece) && m_isWhole;
        m_text += piece;
        return m_isWhole;
    }
    bool isOpen() const override { return m_sink.isOpen(); }
    void fail() override
    {
        m_isWhole = false;
        m_sink.fail();
    }

    /// False where the answer broke off or the client left.
    bool isWhole() const { return m_isWhole && m_sink.isOpen(); }
    const QByteArray &text() const { return m_text; }

private:
    StreamSink &m_sink;
    QByteArray m_text;
    bool m_isWhole = true;
};

QString pathOf(const Request &request)
{
    QString path = u'/' + request.segments.join(u'/');
    for (qsizetype i = 0; i < request.query.size(); ++i)
        path += QChar(i == 0 ? u'?' : u'&') + request.query[i].first + u'=' + request.query[i].second;
    return path;
}

QString patternOf(const Router::Route &route)
{
    return QString::fromLatin1(route.method) + u" /"_s + route.pattern.join(u'/');
}

QString headerOf(const Response &response, QByteArrayView name)
{
    for (const auto &[header, value] : response.headers) {
        if (name.compare(header, Qt::CaseInsensitive) == 0)
            return QString::fromLatin1(value);
    }
    return {};
}

Json lineOf(const HttpExchange &exchange, const Response &response)
{
    const Request &request = exchange.request;
    return Json::object({{u"method", QString::fromLatin1(request.method)},
                         {u"path", pathOf(request)},
                         {u"route", exchange.match.route ? Json(patternOf(*exchange.match.route)) : Json()},
                         {u"version", request.wantsV1() ? u"V1" : u"V2"},
                         {u"status", response.status},
                         {u"content_type", headerOf(response, "content-type")}});
}

void setBody(Json &line, const QByteArray &body, bool isWhole)
{
    line.set(u"is_whole", isWhole);
    // Some answers carry keys of others.
    static const QRegularExpression keys(uR"re(("\w*api_key"\s*:\s*)"(?:[^"\\]|\\.)*")re"_s, QRegularExpression::CaseInsensitiveOption);
    line.set(u"body", QString::fromUtf8(body).replace(keys, uR"(\1"***")"_s));
}

}

std::unique_ptr<AnswerRecord> AnswerRecord::open(const Router &router)
{
    const QString folder = qEnvironmentVariable("RETRIEVER_RECORD_ANSWERS");
    if (folder.isEmpty())
        return {};
    const QString name = u"%1/%2.jsonl"_s.arg(folder).arg(QCoreApplication::applicationPid());
    // Servers of one process share the file: what is appended in one call stays in one piece.
    const int file = ::open(QFile::encodeName(name).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        qCWarning(category).noquote() << "Answers are not recorded:" << name << "cannot be written," << qt_error_string(errno);
        return {};
    }
    std::unique_ptr<AnswerRecord> record(new AnswerRecord(file));
    QStringList routes;
    for (const Router::Route &route : router.routes())
        routes.append(patternOf(route));
    record->write(Json::object({{u"routes", Json::strings(routes)}}));
    return record;
}

AnswerRecord::~AnswerRecord()
{
    ::close(m_file);
}

void AnswerRecord::add(const HttpExchange &exchange, Response &response) const
{
    Json line = lineOf(exchange, response);
    if (!response.stream) {
        setBody(line, response.body, true);
        write(line);
        return;
    }
    response.stream = [this, line, stream = std::move(response.stream)](StreamSink &sink) mutable {
        WatchedSink watched(sink);
        stream(watched);
        setBody(line, watched.text(), watched.isWhole());
        write(line);
    };
}

void AnswerRecord::write(const Json &line) const
{
    const QByteArray bytes = line.toBytes() + '\n';
    const ssize_t written = ::write(m_file, bytes.constData(), std::size_t(bytes.size()));
    if (written == bytes.size())
        return;
    qCWarning(category).noquote() << "An answer was not recorded:" << qt_error_string(errno);
    // Half a line where the disk is full: the next one must not begin behind it. Nobody else could append anything meanwhile.
    if (written > 0 && ::ftruncate(m_file, ::lseek(m_file, 0, SEEK_END) - written) != 0)
        qCWarning(category).noquote() << "The record holds half an answer:" << qt_error_string(errno);
}
