#include "app/localserver/extractiveanswer.h"

#include "app/localserver/passage.h"
#include "app/localserver/searchquery.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace
{

using Stems = QSet<QByteArray>;

/// How much is quoted.
constexpr double mostPassages = 7;
/// A row of a table is short, and rarely says it all.
constexpr double rowCost = 0.4;
constexpr qsizetype mostCharacters = 2400;
/// Of the best passage's score; what is below says too little.
constexpr double leastOfBest = 0.4;
/// Parts of words in common from which on two passages say the same.
constexpr double sameness = 0.65;

struct Scored {
    Passage passage;
    int document = 0;
    /// In the order of the documents and within them.
    int place = 0;
    QHash<QByteArray, int> counts;
    int length = 0;
    Stems headingStems;
    /// Its first words.
    Stems beginning;
    double score = 0;
};

/// Picks the passages. Source of the weighting: BM25 (Robertson and Zaragoza, 2009) over passages instead of documents.
class Picker
{
public:
    Picker(const QString &question, const QList<AnswerDocument> &documents)
    {
        const SearchQuery query(question, {}, m_cutter);
        for (const SearchQuery::Term &term : query.terms()) {
            for (const QByteArray &stem : term.stems)
                m_asked.insert(stem);
        }
        const QString start = question.trimmed().toLower();
        m_asksHow = start.startsWith(u"how do") || start.startsWith(u"how to") || start.startsWith(u"how can")
            || start.startsWith(u"how should") || start.contains(u" steps");
        m_asksNumber = start.startsWith(u"how many") || start.startsWith(u"how much") || start.startsWith(u"how long")
            || start.startsWith(u"how often") || start.startsWith(u"how far") || start.startsWith(u"when")
            || start.contains(u" price") || start.contains(u" cost");
        m_asksMeaning = start.startsWith(u"what is") || start.startsWith(u"what are") || start.startsWith(u"what's")
            || start.startsWith(u"define") || (start.startsWith(u"what do") && start.contains(u" mean"));
        read(documents);
    }

    QList<Scored> best()
    {
        score();
        std::stable_sort(m_all.begin(), m_all.end(), [](const Scored &a, const Scored &b) { return a.score > b.score; });
        QList<Scored> chosen;
        qsizetype characters = 0;
        double passages = 0;
        for (const Scored &candidate : std::as_const(m_all)) {
            const bool isWeak
                = candidate.score <= 0 || (!chosen.isEmpty() && candidate.score < leastOfBest * chosen.first().score);
            if (isWeak || passages >= mostPassages)
                break;
            const qsizetype length = candidate.passage.plain.size();
            if (!chosen.isEmpty() && characters + length > mostCharacters)
                continue;
            if (std::any_of(chosen.begin(), chosen.end(), [&](const Scored &other) { return saysTheSame(other, candidate); }))
                continue;
            characters += length;
            passages += candidate.passage.kind == Passage::Kind::Row ? rowCost : 1;
            chosen.append(candidate);
        }
        return chosen;
    }

private:
    void read(const QList<AnswerDocument> &documents)
    {
        QHash<QString, Stems> headings;
        int place = 0;
        for (const AnswerDocument &document : documents) {
            for (Passage &passage : passagesOf(document.html)) {
                Scored scored;
                const auto stems = m_cutter.stems(passage.plain);
                for (const QByteArray &stem : stems)
                    ++scored.counts[stem];
                scored.beginning = Stems(stems.begin(), stems.begin() + std::min<qsizetype>(stems.size(), 3));
                scored.length = int(stems.size());
                const QString path = passage.headings.join(u'\n');
                if (!headings.contains(path)) {
                    const auto found = m_cutter.stems(path);
                    headings.insert(path, Stems(found.begin(), found.end()));
                }
                scored.headingStems = headings.value(path);
                scored.passage = std::move(passage);
                scored.document = document.number;
                scored.place = place++;
                m_all.append(std::move(scored));
            }
        }
    }

    void score()
    {
        double total = 0;
        QHash<QByteArray, int> found;
        for (const Scored &scored : std::as_const(m_all)) {
            total += scored.length;
            for (const QByteArray &stem : std::as_const(m_asked))
                found[stem] += scored.counts.contains(stem) || scored.headingStems.contains(stem);
        }
        const double count = double(m_all.size());
        const double average = std::max(1.0, total / std::max(1.0, count));
        QHash<QByteArray, double> idf;
        double wholeIdf = 0;
        for (const QByteArray &stem : std::as_const(m_asked)) {
            if (found[stem] == 0)
                continue;
            // Never nothing: a word that every passage has is still what was asked for.
            idf[stem] = 0.1 + std::log(1 + (count - found[stem] + 0.5) / (found[stem] + 0.5));
            wholeIdf += idf[stem];
        }
        if (wholeIdf <= 0)
            return;
        for (Scored &scored : m_all)
            scored.score = scoreOf(scored, idf, wholeIdf, average);
    }

    double scoreOf(const Scored &scored, const QHash<QByteArray, double> &idf, double wholeIdf, double average) const
    {
        constexpr double saturation = 1.2;
        constexpr double lengthWeight = 0.5;
        constexpr double headingWeight = 0.7;
        double own = 0;
        double heading = 0;
        double covered = 0;
        for (auto item = idf.begin(); item != idf.end(); ++item) {
            const double times = scored.counts.value(item.key());
            if (times > 0)
                own += item.value() * times * (saturation + 1)
                    / (times + saturation * (1 - lengthWeight + lengthWeight * scored.length / average));
            const bool inHeading = scored.headingStems.contains(item.key());
            heading += inHeading ? item.value() : 0;
            covered += times > 0 || inHeading ? item.value() : 0;
        }
        // What a heading announces is said soon after it.
        const double place = scored.passage.placeUnderHeading;
        double result = own + headingWeight * heading / (1 + 0.25 * place);
        result *= 0.4 + 0.6 * covered / wholeIdf;
        result *= 1 + 0.1 / (1 + place);
        if (m_asksHow && scored.passage.kind != Passage::Kind::Sentence)
            result *= 1.35;
        if (m_asksNumber
            && std::any_of(scored.passage.plain.begin(), scored.passage.plain.end(), [](QChar c) { return c.isDigit(); }))
            result *= 1.25;
        // "A group holds chunks", "Group: ..."
        if (m_asksMeaning && scored.beginning.intersects(m_asked) && scored.passage.kind == Passage::Kind::Sentence)
            result *= 1.5;
        // "Anchoring" alone is no sentence that answers anything.
        return scored.length < 3 ? result * 0.4 : result;
    }

    static bool saysTheSame(const Scored &a, const Scored &b)
    {
        qsizetype common = 0;
        for (auto item = a.counts.begin(); item != a.counts.end(); ++item)
            common += b.counts.contains(item.key());
        return double(common) > sameness * double(std::min(a.counts.size(), b.counts.size())) && common > 2
            && double(common) > 0.5 * double(std::max(a.counts.size(), b.counts.size()));
    }

    WordCutter m_cutter;
    Stems m_asked;
    bool m_asksHow = false;
    bool m_asksNumber = false;
    bool m_asksMeaning = false;
    QList<Scored> m_all;
};

/// The documents with the best passages first, each one's passages in their order.
QList<QList<Scored>> byDocument(const QList<Scored> &chosen)
{
    QList<QList<Scored>> groups;
    for (const Scored &scored : chosen) {
        const auto group = std::find_if(groups.begin(), groups.end(), [&](const QList<Scored> &other) {
            return other.first().document == scored.document && other.first().passage.headings == scored.passage.headings;
        });
        if (group == groups.end())
            groups.append({scored});
        else
            group->append(scored);
    }
    for (QList<Scored> &group : groups)
        std::sort(group.begin(), group.end(), [](const Scored &a, const Scored &b) { return a.place < b.place; });
    return groups;
}

QString groupMarkdown(const QList<Scored> &group)
{
    QString text;
    QStringList headings = group.first().passage.headings;
    if (headings.size() > 2)
        headings = headings.mid(headings.size() - 2);
    if (!headings.isEmpty()) {
        QString title = headings.join(u" › "_s);
        for (const QChar c : QStringView(u"\\`*_[]<>&~"))
            title.replace(c, u'\\' + QString(c));
        text = u"**"_s + title + u"**\n\n"_s;
    }
    for (qsizetype i = 0; i < group.size(); ++i) {
        const Passage &passage = group[i].passage;
        if (i > 0) {
            const Passage &before = group[i - 1].passage;
            const bool areRows = passage.kind == Passage::Kind::Row && before.kind == Passage::Kind::Row;
            const bool areSentences = passage.kind == Passage::Kind::Sentence && before.kind == Passage::Kind::Sentence;
            text += areRows ? u"\n"_s : areSentences && passage.paragraph == before.paragraph ? u" "_s : u"\n\n"_s;
        }
        text += passage.markdown(group[i].document);
    }
    return text + u"\n\n"_s;
}

}

void answerFromPassages(
    const QString &question, const QList<AnswerDocument> &documents, const std::function<bool(const QString &)> &hand)
{
    if (!hand(u"*No language model is configured: these are passages from the documents, not a written answer.*\n\n"_s))
        return;
    const auto groups = byDocument(Picker(question, documents).best());
    if (groups.isEmpty()) {
        const QString asked = question.simplified().left(120);
        hand(documents.isEmpty()
                ? u"There are no documents to answer from."_s
                : u"Nothing in the %1 says anything about “%2”. Try other words, or answer from other documents."_s.arg(
                    documents.size() == 1 ? u"document"_s : u"%1 documents"_s.arg(documents.size()), asked));
        return;
    }
    for (qsizetype i = 0; i < groups.size(); ++i) {
        QString text = groupMarkdown(groups[i]);
        if (i + 1 == groups.size())
            text = text.trimmed();
        if (!hand(text))
            return;
    }
}
