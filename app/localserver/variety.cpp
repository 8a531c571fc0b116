#include "app/localserver/variety.h"

#include "app/localserver/database.h"
#include "app/localserver/schema.h"
#include "app/localserver/stopwords.h"

#include <algorithm>
#include <cmath>

namespace
{

/// Of one chunk: enough to know what it is about.
constexpr qsizetype comparedText = 8000;

/// Sorted, each once.
using Words = QList<size_t>;

Words wordsOf(Database &database, const QByteArray &table, qint64 chunk, const WordCutter &cutter)
{
    auto row = database.prepare("SELECT body FROM " + table + " WHERE rowid = ?");
    Words words;
    if (!row.bind(chunk).step())
        return words;
    const auto stems = cutter.stems(row.text(0).left(comparedText));
    for (const QByteArray &stem : stems) {
        if (!isStopWord(QString::fromUtf8(stem)))
            words.append(qHash(stem));
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

/// The cosine of the two sets: 1 for the same words, 0 for no word in common.
double likeness(const Words &a, const Words &b)
{
    if (a.isEmpty() || b.isEmpty())
        return 0;
    qsizetype common = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        common += *i == *j ? 1 : 0;
        const bool isBehind = *i <= *j;
        const bool isAhead = *j <= *i;
        i += isBehind ? 1 : 0;
        j += isAhead ? 1 : 0;
    }
    return double(common) / std::sqrt(double(a.size()) * double(b.size()));
}

}

QList<Hit> varied(Database &database, qint64 datasetKey, const QList<Hit> &hits, double variety, const WordCutter &cutter)
{
    if (hits.size() < 2)
        return hits;
    const double most = std::max(hits.first().score, 1e-12);
    QList<Words> words;
    for (const Hit &hit : hits)
        words.append(wordsOf(database, schema::textTable(datasetKey), hit.chunk, cutter));
    QList<double> likest(hits.size(), 0);
    QList<bool> isTaken(hits.size(), false);
    QList<Hit> result;
    while (result.size() < hits.size()) {
        qsizetype best = -1;
        double bestValue = 0;
        for (qsizetype i = 0; i < hits.size(); ++i) {
            const double value = (1 - variety) * hits[i].score / most - variety * likest[i];
            if (!isTaken[i] && (best < 0 || value > bestValue)) {
                best = i;
                bestValue = value;
            }
        }
        isTaken[best] = true;
        result.append(hits[best]);
        for (qsizetype i = 0; i < hits.size(); ++i)
            likest[i] = std::max(likest[i], likeness(words[i], words[best]));
    }
    return result;
}
