#include "app/localserver/speech.h"

#include "app/localserver/fields.h"
#include "app/localserver/llmoptions.h"
#include "app/localserver/modelcall.h"
#include "app/localserver/refusal.h"
#include "app/localserver/store.h"

#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace
{

/// What every server of transcriptions knows; others map it to what they have.
constexpr char model[] = "whisper-1";
/// As large as what OpenAI takes.
constexpr qsizetype longestAudio = 25 * 1024 * 1024;
constexpr qsizetype longestAnswer = 4 * 1024 * 1024;

QByteArray decoded(const Fields &fields, QStringView field, const QString &text)
{
    // Browsers give "data:audio/webm;base64,...".
    QByteArray base64 = text.toLatin1();
    if (base64.startsWith("data:"))
        base64 = base64.mid(base64.indexOf(',') + 1);
    base64.replace('\n', "").replace('\r', "");
    const auto audio = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (audio.decodingStatus != QByteArray::Base64DecodingStatus::Ok || audio.decoded.isEmpty())
        fields.refuse(field, u"expected a recording in base64"_s);
    if (audio.decoded.size() > longestAudio)
        fields.refuse(field, u"the recording is larger than 25 MB; send a shorter one"_s);
    return audio.decoded;
}

/// Servers go by the name; without a known beginning it is called what real servers call it.
QByteArray fileName(const QByteArray &audio)
{
    if (audio.startsWith("RIFF"))
        return "audio.wav";
    if (audio.startsWith("OggS"))
        return "audio.ogg";
    if (audio.startsWith("\x1a\x45\xdf\xa3"))
        return "audio.webm";
    if (audio.startsWith("fLaC"))
        return "audio.flac";
    return audio.mid(4, 4) == "ftyp" ? "audio.m4a" : "audio.mp3";
}

QByteArray formOf(const QByteArray &audio, const QByteArray &boundary)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + model + "\r\n--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\njson\r\n--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName(audio)
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + audio + "\r\n--" + boundary + "--\r\n";
}

Result<QString> transcript(LlmEndpoint endpoint, const QByteArray &audio, const std::function<bool()> &isWanted)
{
    endpoint.names.server = u"speech"_s;
    const QString whole = u"/chat/completions"_s;
    while (endpoint.baseUrl.endsWith(u'/'))
        endpoint.baseUrl.chop(1);
    if (endpoint.baseUrl.endsWith(whole))
        endpoint.baseUrl.chop(whole.size());
    ModelCall call(endpoint, isWanted);
    const auto url = call.address(u"/audio/transcriptions"_s);
    if (!url)
        return url.error();
    const QByteArray boundary = "retriever-" + Store::newId().toLatin1();
    QByteArray answer;
    const ModelCall::End end = call.post(
        formOf(audio, boundary), "application/json",
        [&](int, const QByteArray &bytes) {
            answer += bytes;
            return answer.size() <= longestAnswer;
        },
        "multipart/form-data; boundary=" + boundary);
    if (end.isCanceled)
        return Error{Error::Kind::Canceled, 503, u"The server is stopping."_s, {}};
    if (end.status >= 300)
        return call.refused(end.status, answer);
    if (end.code != CURLE_OK)
        return call.failed(end.code);
    const auto json = Json::parse(answer);
    if (!json || !(*json)[u"text"].isString())
        return call.malformed();
    return (*json)[u"text"].toString().trimmed();
}

}

std::optional<QString> spokenText(
    const Fields &fields, QStringView field, const DatasetRow &dataset, const std::function<bool()> &isWanted)
{
    const auto base64 = fields.string(field);
    if (!base64)
        return std::nullopt;
    const QByteArray audio = decoded(fields, field, *base64);
    const LlmEndpoint endpoint = configuredModel(dataset, {});
    if (endpoint.baseUrl.isEmpty())
        fields.refuse(field,
            u"this dataset has no server that understands speech; set its LLM_BASE_URL to one that offers /audio/transcriptions, or send text"_s);
    const auto text = transcript(endpoint, audio, isWanted);
    if (!text)
        throw Refusal(400, u"%1: %2"_s.arg(fields.placeOf(field), text.error().message));
    if (text->isEmpty())
        fields.refuse(field, u"nothing was understood in the recording; record it again, or send text"_s);
    return *text;
}

QByteArray spokenHeader(const QString &text)
{
    QString line = text;
    for (QChar &character : line) {
        if (character.category() == QChar::Other_Control)
            character = u' ';
    }
    return line.simplified().left(4000).toUtf8();
}
