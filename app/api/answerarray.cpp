#include "app/api/answerarray.h"

#include "app/values/json.h"

#include <initializer_list>

namespace {

constexpr qsizetype uuidLength = 36;

bool beginsLikeUuid(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        const bool isDigit = (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
        if (isDash ? c != u'-' : !isDigit)
            return false;
    }
    return text.size() <= uuidLength;
}

/// Whether text is these tokens and a UUID, with any white space between them, for as long as it goes.
bool beginsLike(QStringView text, std::initializer_list<QStringView> tokens)
{
    for (const QStringView token : tokens) {
        while (!text.isEmpty() && text.front().isSpace())
            text = text.mid(1);
        if (text.size() < token.size())
            return token.startsWith(text);
        if (!text.startsWith(token))
            return false;
        text = text.mid(token.size());
    }
    const qsizetype end = text.left(uuidLength + 1).indexOf(u'"');
    return end < 0 ? beginsLikeUuid(text.left(uuidLength + 1)) : end == uuidLength && beginsLikeUuid(text.left(end));
}

bool beginsLikeChunks(QStringView array, AnswerArray::Shape shape)
{
    return beginsLike(array, {u"[", u"{", u"\"chunk\"", u":", u"{", u"\"id\"", u":", u"\""})
        || (shape == AnswerArray::Shape::Any && beginsLike(array, {u"[", u"{", u"\"id\"", u":", u"\""}));
}

bool isNested(const Json &item)
{
    return !item[u"chunk"][u"id"].toString().isEmpty() && item.contains(u"score");
}

bool isSurelyChunk(const Json &item, AnswerArray::Shape shape)
{
    const QString id = (isNested(item) ? item[u"chunk"] : item)[u"id"].toString();
    return id.size() == uuidLength && beginsLikeUuid(id) && (isNested(item) || (shape == AnswerArray::Shape::Any && item.contains(u"score")));
}

AnswerArray fromItems(const QList<Json> &items)
{
    AnswerArray array;
    array.isFlat = !items.isEmpty() && !items.first().contains(u"chunk");
    for (const Json &item : items) {
        Result<SearchHit> hit = SearchHit::fromJson(item);
        array.hits.append(hit ? *std::move(hit) : SearchHit());
    }
    return array;
}

}

std::optional<AnswerArray> AnswerArray::read(QStringView array, Shape shape)
{
    const Result<Json> json = Json::parse(array.toUtf8());
    if (!json || !json->isArray())
        return {};
    const QList<Json> &items = json->items();
    if (shape == Shape::Nested && !std::all_of(items.begin(), items.end(), isNested))
        return {};
    AnswerArray read = fromItems(items);
    const auto isRead = [](const SearchHit &hit) { return !hit.chunk.id.isEmpty(); };
    if (!items.isEmpty() && std::none_of(read.hits.begin(), read.hits.end(), isRead))
        return {};
    return read;
}

std::optional<AnswerArray> AnswerArray::readCut(QStringView array, qsizetype whole, Shape shape)
{
    if (whole == 0)
        return beginsLikeChunks(array, shape) ? std::optional(AnswerArray()) : std::nullopt;
    const Result<Json> json = Json::parse(array.left(whole).toUtf8() + ']');
    if (!json || json->items().isEmpty() || !isSurelyChunk(json->items().first(), shape))
        return {};
    return fromItems(json->items());
}
