#include "app/localserver/spelling.h"

#include "app/localserver/database.h"
#include "app/localserver/schema.h"
#include "app/localserver/stopwords.h"
#include "app/localserver/typowalk.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// What all words of a query may take together is a few times this.
constexpr auto longestWalk = 100ms;
constexpr int mostLookups = 4000;
/// No more occurrences are counted: which of two frequent words is the more frequent one matters little.
constexpr qint64 mostCounted = 200;
constexpr qsizetype mostCompared = 20;
constexpr int mostDocuments = 8;

}

Spelling::Spelling(Database &database, qint64 datasetKey, const TypoOptions &options, const WordCutter &cutter)
    : m_database(database), m_options(options), m_cutter(cutter), m_table(schema::textTable(datasetKey)),
      m_vocabulary(schema::vocabularyTable(datasetKey))
{
}

std::optional<QString> Spelling::corrected(const QString &text, bool isUnfinished) const
{
    const auto words = m_cutter.words(text);
    QString result;
    qsizetype copied = 0;
    bool isChanged = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const WordCutter::Word &word = words[i];
        const QString typed = text.mid(word.begin, word.end - word.begin);
        const int typos = m_options.typos(typed.size());
        const bool isNegated = word.begin > 0 && text[word.begin - 1] == u'-';
        if (typos == 0 || isNegated || isStopWord(typed) || m_options.keptWords.contains(typed.toLower()) || isKnown(word.stem))
            continue;
        const bool isBeginning = isUnfinished && i == words.size() - 1 && word.end == text.size();
        if (isBeginning && firstFrom(typed.toLower()).startsWith(typed.toLower()))
            continue;
        const QString replacement = better(typed, typos);
        if (replacement.isEmpty())
            continue;
        result += QStringView(text).mid(copied, word.begin - copied);
        result += replacement;
        copied = word.end;
        isChanged = true;
    }
    return isChanged ? std::optional(result + text.mid(copied)) : std::nullopt;
}

QList<QByteArray> Spelling::specialStems(const QString &text) const
{
    QList<QByteArray> stems;
    const auto words = m_cutter.words(text);
    for (const WordCutter::Word &word : words) {
        const QString typed = text.mid(word.begin, word.end - word.begin);
        const bool hasDigit = std::any_of(typed.begin(), typed.end(), [](QChar c) { return c.isDigit(); });
        const bool hasLetter = std::any_of(typed.begin(), typed.end(), [](QChar c) { return c.isLetter(); });
        const bool isInCapitals = typed.size() > 1 && typed == typed.toUpper() && typed != typed.toLower();
        if (hasLetter && (hasDigit || isInCapitals) && isKnown(word.stem))
            stems.append(word.stem);
    }
    return stems;
}

bool Spelling::isKnown(const QByteArray &stem) const
{
    auto row = m_database.prepare("SELECT 1 FROM " + m_vocabulary + " WHERE term = ? LIMIT 1");
    return row.bind(stem).step();
}

/// The first word of the vocabulary from there on; null after the last one.
QString Spelling::firstFrom(const QString &stem) const
{
    auto row = m_database.prepare("SELECT term FROM " + m_vocabulary + " WHERE term >= ? LIMIT 1");
    return row.bind(stem).step() ? row.text(0) : QString();
}

qint64 Spelling::frequency(const QString &stem) const
{
    auto row = m_database.prepare("SELECT count(*) FROM (SELECT 1 FROM " + m_vocabulary + " WHERE term = ? LIMIT ?)");
    return row.bind(stem, mostCounted).step() ? row.integer(0) : 0;
}

QString Spelling::better(const QString &typed, int typos) const
{
    const QString word = typed.toLower();
    QList<Neighbour> found = neighbours(word, typos) + otherBeginnings(word);
    std::stable_sort(found.begin(), found.end(), [](const Neighbour &a, const Neighbour &b) { return a.typos < b.typos; });
    Form best{{}, typos + 1};
    qint64 bestFrequency = 0;
    for (const Neighbour &neighbour : std::as_const(found).mid(0, mostCompared)) {
        if (neighbour.typos > best.typos)
            break;
        const Form form = writtenForm(neighbour.stem, word);
        if (form.text.isEmpty() || form.typos > best.typos || form.typos > typos)
            continue;
        const qint64 often = frequency(neighbour.stem);
        if (form.typos < best.typos || often > bestFrequency) {
            best = form;
            bestFrequency = often;
        }
    }
    if (!best.text.isEmpty() && typed.front().isUpper())
        best.text[0] = best.text[0].toUpper();
    return best.text;
}

QList<Spelling::Neighbour> Spelling::neighbours(const QString &word, int typos) const
{
    const auto end = std::chrono::steady_clock::now() + longestWalk;
    const QString beginning = word.left(1);
    TypoWalk walk(word, typos);
    QList<Neighbour> found;
    QString wanted = beginning;
    for (int lookups = 0; lookups < mostLookups && wanted.startsWith(beginning); ++lookups) {
        const QString stem = firstFrom(wanted);
        if (!stem.startsWith(beginning) || std::chrono::steady_clock::now() > end)
            break;
        wanted = walk.next(stem);
        if (walk.typos() >= 0)
            found.append({stem, walk.typos()});
    }
    return found;
}

/// Words that differ in their first letter alone.
QList<Spelling::Neighbour> Spelling::otherBeginnings(const QString &word) const
{
    if (word.size() < 3)
        return {};
    QStringList guesses{word.mid(1), QString(word[1]) + word[0] + word.mid(2)};
    for (char16_t c = u'a'; c <= u'z'; ++c) {
        guesses.append(QChar(c) + word);
        guesses.append(QChar(c) + word.mid(1));
    }
    QList<Neighbour> found;
    for (const QString &guess : std::as_const(guesses)) {
        const auto stems = m_cutter.stems(guess);
        if (guess.left(1) != word.left(1) && stems.size() == 1 && isKnown(stems.first()))
            found.append({QString::fromUtf8(stems.first()), 1});
    }
    return found;
}

/// How chunks write the word of that stem; of several ways the one most like what was typed.
Spelling::Form Spelling::writtenForm(const QString &stem, const QString &typed) const
{
    auto rows = m_database.prepare(
        "SELECT body || ' ' || boost FROM " + m_table + " WHERE rowid IN (SELECT doc FROM " + m_vocabulary + " WHERE term = ? LIMIT ?)");
    rows.bind(stem, mostDocuments);
    Form best;
    while (rows.step()) {
        const QString text = rows.text(0);
        const auto words = m_cutter.words(text, {stem.toUtf8()});
        for (const WordCutter::Word &word : words) {
            if (word.stem != stem.toUtf8())
                continue;
            const QString form = text.mid(word.begin, word.end - word.begin).toLower();
            const int typos = TypoWalk::between(form, typed);
            if (best.text.isEmpty() || typos < best.typos)
                best = {form, typos};
        }
    }
    return best;
}
