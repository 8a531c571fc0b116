#include "app/localserver/significantwords.h"

#include "app/documents/htmltext.h"
#include "app/localserver/database.h"
#include "app/localserver/datasetrow.h"
#include "app/localserver/schema.h"
#include "app/localserver/stopwords.h"

#include <algorithm>
#include <cmath>

namespace
{

/// Of one chunk, in characters, and of all chunks on one side.
constexpr qsizetype readText = 20'000;
constexpr qsizetype mostChunks = 200;
/// So many words are looked up in the index.
constexpr qsizetype mostConsidered = 80;
constexpr qsizetype mostLike = 28;
constexpr qsizetype mostUnlike = 12;
/// More occurrences are not counted: such a word says little anyway.
constexpr qint64 mostCounted = 2000;

struct Word {
    /// One way in which it is written.
    QString form;
    /// Its share of the words on each side.
    double like = 0;
    double unlike = 0;
    double weight = 0;
};

QString textOf(Database &database, const QByteArray &table, qint64 chunk)
{
    auto indexed = database.prepare("SELECT body FROM " + table + " WHERE rowid = ?");
    if (indexed.bind(chunk).step())
        return indexed.text(0).left(readText);
    auto row = database.prepare("SELECT chunk_html FROM chunks WHERE key = ?");
    return row.bind(chunk).step() ? plainText(row.text(0).left(readText)) : QString();
}

class WordCount
{
public:
    WordCount(Database &database, const DatasetRow &dataset, const WordCutter &cutter)
        : m_database(database), m_dataset(dataset), m_cutter(cutter)
    {
    }

    /// The share is where a word's share of all of these texts goes.
    void read(const QList<qint64> &chunks, double Word::*share)
    {
        QHash<QByteArray, qint64> counts;
        qint64 all = 0;
        for (const qint64 chunk : chunks.mid(0, mostChunks)) {
            const QString text = textOf(m_database, schema::textTable(m_dataset.key), chunk);
            const auto words = m_cutter.words(text);
            for (const WordCutter::Word &word : words) {
                const QString form = text.mid(word.begin, word.end - word.begin).toLower();
                if (isStopWord(form) || (form.size() < 2 && form.front().unicode() < 0x1100))
                    continue;
                ++counts[word.stem];
                ++all;
                m_words[word.stem].form = form;
            }
        }
        for (auto count = counts.constBegin(); count != counts.constEnd(); ++count)
            m_words[count.key()].*share = double(count.value()) / double(all);
    }

    QList<SearchOrder::Query> telling()
    {
        QList<QByteArray> stems = m_words.keys();
        const auto size = [this](const QByteArray &stem) {
            const Word &word = m_words[stem];
            return std::max(word.like, word.unlike);
        };
        std::sort(stems.begin(), stems.end(),
            [&](const QByteArray &a, const QByteArray &b) { return size(a) != size(b) ? size(a) > size(b) : a < b; });
        QList<Word> words;
        for (const QByteArray &stem : std::as_const(stems).mid(0, mostConsidered)) {
            Word word = m_words[stem];
            word.weight = (word.like - word.unlike) * rarity(stem);
            words.append(word);
        }
        std::stable_sort(words.begin(), words.end(), [](const Word &a, const Word &b) { return a.weight > b.weight; });
        return chosen(words);
    }

private:
    double rarity(const QByteArray &stem)
    {
        auto row = m_database.prepare(
            "SELECT count(*) FROM (SELECT 1 FROM " + schema::vocabularyTable(m_dataset.key) + " WHERE term = ? LIMIT ?)");
        row.bind(stem, mostCounted).step();
        return std::log(1 + double(m_dataset.chunkCount) / double(1 + row.integer(0)));
    }

    static QList<SearchOrder::Query> chosen(const QList<Word> &words)
    {
        QList<SearchOrder::Query> result;
        const double most = words.isEmpty() ? 0 : words.first().weight;
        if (most <= 0)
            return result;
        for (qsizetype i = 0; i < words.size(); ++i) {
            const bool counts = words[i].weight > 0 ? i < mostLike : words[i].weight < 0 && i >= words.size() - mostUnlike;
            if (counts)
                result.append({words[i].form, words[i].weight / most});
        }
        return result;
    }

    Database &m_database;
    const DatasetRow &m_dataset;
    const WordCutter &m_cutter;
    QHash<QByteArray, Word> m_words;
};

}

QList<SearchOrder::Query> significantWords(
    Database &database, const DatasetRow &dataset, const QList<qint64> &like, const QList<qint64> &unlike, const WordCutter &cutter)
{
    if (!schema::hasTextTable(database, dataset.key))
        return {};
    WordCount count(database, dataset, cutter);
    count.read(like, &Word::like);
    count.read(unlike, &Word::unlike);
    return count.telling();
}
