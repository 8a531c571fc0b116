#include "tests/support/fakeembeddings.h"

#include <QRegularExpression>

#include <vector>

using namespace Qt::StringLiterals;

namespace
{

quint32 hashed(const QString &word)
{
    quint32 hash = 2166136261U;
    for (const QChar c : word)
        hash = (hash ^ c.unicode()) * 16777619U;
    return hash ^ (hash >> 15);
}

}

FakeEmbeddings::FakeEmbeddings(std::size_t size) : m_size(size)
{
    m_server.answerWith([this](const QByteArray &body) { return answer(body); });
}

QStringList FakeEmbeddings::texts() const
{
    const std::lock_guard lock(m_mutex);
    return m_texts;
}

FakeLlmScript FakeEmbeddings::answer(const QByteArray &body)
{
    if (m_isAway)
        return FakeLlmScript::json(R"({"error": {"message": "loading the model"}})", 503);
    if (body.contains(refusedWord))
        return FakeLlmScript::json(R"({"error": {"message": "this input cannot be spoken of"}})", 400);
    static const QRegularExpression between(u"[^a-z0-9]+"_s);
    const Json json = *Json::parse(body);
    Json data = Json::array();
    const std::lock_guard lock(m_mutex);
    for (const Json &input : json[u"input"].items()) {
        m_texts.append(input.toString());
        std::vector<int> counts(m_size);
        for (const QString &word : input.toString().toLower().split(between, Qt::SkipEmptyParts))
            ++counts[hashed(word) % m_size];
        Json vector = Json::array();
        for (const int count : counts)
            vector.append(qint64(count));
        data.append(Json::object({{u"object", u"embedding"}, {u"index", qint64(data.items().size())}, {u"embedding", vector}}));
    }
    return FakeLlmScript::json(Json::object({{u"object", u"list"}, {u"data", data}}).toBytes());
}
