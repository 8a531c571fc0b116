#include "app/localserver/suggestions.h"

#include "app/documents/htmltext.h"
#include "app/localserver/answermaker.h"
#include "app/localserver/fields.h"
#include "app/localserver/passage.h"
#include "app/localserver/refusal.h"
#include "app/localserver/stopwords.h"
#include "app/localserver/wordcutter.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 mostSuggestions = 100;
constexpr qsizetype longestHeading = 80;
constexpr qsizetype longestPhrase = 3;
constexpr qsizetype readText = 10'000;

struct Phrase {
    QString text;
    qsizetype words = 0;
    /// In how many chunks.
    qsizetype chunks = 0;
};

/// Runs of up to three words with nothing but blanks between them that neither begin nor end with a stop word; once a chunk.
class PhraseCount
{
public:
    void read(const QString &text)
    {
        const auto words = m_cutter.words(text);
        QSet<QByteArray> here;
        for (qsizetype first = 0; first < words.size(); ++first) {
            QByteArray stems;
            for (qsizetype last = first; last < std::min(words.size(), first + longestPhrase); ++last) {
                if (last > first && !isOneBlank(QStringView(text).mid(words[last - 1].end, words[last].begin - words[last - 1].end)))
                    break;
                stems += words[last].stem + ' ';
                const QString phrase = text.mid(words[first].begin, words[last].end - words[first].begin);
                if (saysSomething(text, words[first]) && saysSomething(text, words[last]) && !here.contains(stems)) {
                    here.insert(stems);
                    Phrase &known = m_phrases[stems];
                    if (known.chunks++ == 0) {
                        known.text = phrase;
                        known.words = last - first + 1;
                    }
                }
            }
        }
    }

    /// The most telling first: often, and rather two words than one.
    QStringList best() const
    {
        QList<Phrase> phrases = m_phrases.values();
        const auto value = [](const Phrase &phrase) { return phrase.chunks * (phrase.words > 1 ? 3 : 1); };
        std::sort(phrases.begin(), phrases.end(), [&](const Phrase &a, const Phrase &b) {
            return value(a) != value(b) ? value(a) > value(b) : a.text < b.text;
        });
        QStringList texts;
        for (const Phrase &phrase : std::as_const(phrases))
            texts.append(phrase.text);
        return texts;
    }

private:
    static bool isOneBlank(QStringView between) { return between == u" "; }

    static bool saysSomething(const QString &text, const WordCutter::Word &word)
    {
        const QStringView written = QStringView(text).mid(word.begin, word.end - word.begin);
        const bool hasLetter = std::any_of(written.begin(), written.end(), [](QChar c) { return c.isLetter(); });
        return hasLetter && written.size() > 2 && !isStopWord(written);
    }

    const WordCutter m_cutter;
    QHash<QByteArray, Phrase> m_phrases;
};

QString formed(const QString &text, SuggestionOrder::Form form)
{
    if (form == SuggestionOrder::Form::Keyword || text.endsWith(u'?'))
        return text;
    return u"What is said about \"%1\"?"_s.arg(text);
}

}

SuggestionOrder SuggestionOrder::fromJson(const Json &body)
{
    const Fields fields(body);
    SuggestionOrder order;
    const QString form = fields.string(u"suggestion_type").value_or(u"keyword"_s);
    if (form != u"question" && form != u"keyword" && form != u"semantic")
        fields.refuse(u"suggestion_type", u"expected question, keyword or semantic, got \"%1\""_s.arg(form.left(100)));
    order.form = form == u"question" ? Form::Question : Form::Keyword;
    order.count = std::min(fields.integer(u"suggestions_to_create").value_or(order.count), mostSuggestions);
    order.context = fields.string(u"context").value_or(QString());
    order.isFollowUp = fields.boolean(u"is_followup").value_or(false);
    order.isShop = fields.boolean(u"is_ecommerce").value_or(false);
    order.search = SearchOrder::optionsFromJson(body, SearchOrder::Kind::Question);
    const QString query = fields.string(u"query").value_or(QString());
    if (!query.trimmed().isEmpty())
        order.search.queries = {{query, 1}};
    return order;
}

QStringList suggestionsFrom(const QList<ChunkRow> &chunks, const SuggestionOrder &order)
{
    QStringList headings;
    PhraseCount phrases;
    for (const ChunkRow &chunk : chunks) {
        const QString html = chunk.chunkHtml.value_or(QString()).left(readText);
        phrases.read(plainText(html));
        const QList<Passage> passages = passagesOf(html);
        for (const Passage &passage : passages) {
            if (!passage.headings.isEmpty() && passage.headings.last().size() <= longestHeading)
                headings.append(passage.headings.last().simplified());
        }
    }
    QStringList suggestions;
    QSet<QString> known{order.search.text().trimmed().toLower()};
    const QStringList candidates = headings + phrases.best();
    for (const QString &candidate : candidates) {
        if (suggestions.size() >= order.count)
            break;
        // "rope" says nothing beside "coil the rope".
        const bool isPart = std::any_of(known.begin(), known.end(), [&](const QString &other) { return other.contains(candidate.toLower()); });
        if (candidate.isEmpty() || isPart)
            continue;
        known.insert(candidate.toLower());
        suggestions.append(formed(candidate, order.form));
    }
    return suggestions;
}

LlmRequest suggestionRequest(const DatasetRow &dataset, const QList<ChunkRow> &chunks, const SuggestionOrder &order)
{
    LlmRequest request = LlmOptions().request(dataset);
    request.isStreamed = false;
    const QString kind = order.form == SuggestionOrder::Form::Question ? u"questions"_s : u"keyword queries of one to five words"_s;
    QString task = u"Here are some documents"_s + (order.isShop ? u" of a shop"_s : QString())
        + u". Suggest %1 short %2 that they answer"_s.arg(order.count).arg(kind);
    if (!order.search.queries.isEmpty())
        task += (order.isFollowUp ? u", as follow-ups to: "_s : u", close to: "_s) + order.search.text();
    task += u". Write them in the language of the documents, one a line, and nothing else."_s;
    if (!order.context.isEmpty())
        task += u"\nContext: "_s + order.context.left(200);
    request.turns = {{u"user"_s, task + u"\n\n"_s + documentsText(chunks, false).left(24'000), {}}};
    return request;
}

QStringList suggestionsIn(const QString &answer, qint64 count)
{
    QStringList queries;
    const QStringList lines = answer.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        QString text = line.trimmed();
        qsizetype begin = 0;
        while (begin < text.size() && text[begin].isDigit())
            ++begin;
        if (begin > 0 && begin < text.size() && (text[begin] == u'.' || text[begin] == u')'))
            text = text.mid(begin + 1).trimmed();
        while (text.startsWith(u"- "_s) || text.startsWith(u"* "_s))
            text = text.mid(2).trimmed();
        if (text.size() > 1 && text.startsWith(u'"') && text.endsWith(u'"'))
            text = text.mid(1, text.size() - 2);
        if (!text.isEmpty() && !queries.contains(text) && queries.size() < count)
            queries.append(text);
    }
    return queries;
}
