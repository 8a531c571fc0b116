#include "app/localserver/wordcutter.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/searchabletext.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>

namespace
{

/// Text in UTF-8 with its way back.
struct Encoded {
    QByteArray utf8;
    /// For each byte, and the end, the unit of the original text that it belongs to.
    QList<qsizetype> places;

    void append(char32_t character, qsizetype place)
    {
        const QByteArray bytes = QString::fromUcs4(&character, 1).toUtf8();
        utf8 += bytes;
        places.insert(places.size(), bytes.size(), place);
    }
};

/// Prepares the text as for the index. That only ever inserts spaces, which is how the place of each character is found again.
Encoded encoded(const QString &text)
{
    const QString prepared = searchableText(text);
    Encoded result;
    result.utf8.reserve(prepared.size() * 2);
    result.places.reserve(prepared.size() * 2);
    qsizetype place = 0;
    for (qsizetype i = 0; i < prepared.size(); ++i) {
        const QChar unit = prepared[i];
        const bool inserted = place >= text.size() || text[place] != unit;
        if (unit.unicode() < 0x80 && unit.unicode() > 0) {
            result.utf8 += char(unit.unicode());
            result.places += place;
        } else if (unit.isHighSurrogate() && i + 1 < prepared.size() && prepared[i + 1].isLowSurrogate()) {
            result.append(QChar::surrogateToUcs4(unit, prepared[i + 1]), place);
            ++i;
            place += inserted ? 0 : 1;
        } else {
            result.append(unit.isNull() || unit.isSurrogate() ? U' ' : char32_t(unit.unicode()), place);
        }
        place += inserted ? 0 : 1;
    }
    result.places += text.size();
    return result;
}

bool isAsciiWord(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
}

/// Whether the character certainly belongs to no word; what is rare is left to the tokenizer.
bool isBetweenWords(QChar c)
{
    if (c.unicode() < 0x80)
        return !isAsciiWord(c);
    if (c.unicode() >= 0x2100)
        return false;
    switch (c.category()) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Punctuation_Connector:
    case QChar::Punctuation_Dash:
    case QChar::Punctuation_Open:
    case QChar::Punctuation_Close:
    case QChar::Punctuation_InitialQuote:
    case QChar::Punctuation_FinalQuote:
    case QChar::Punctuation_Other:
        return true;
    default:
        return false;
    }
}

/// Porter's algorithm never changes the first letter of a word, nor the second one of a stem of three.
bool mayHaveStem(QStringView word, const QList<QByteArray> &stems)
{
    return std::any_of(stems.begin(), stems.end(), [&](const QByteArray &stem) {
        const auto isAt = [&](qsizetype i) { return word[i].toLower() == QLatin1Char(stem[i]); };
        return isAt(0) && (stem.size() < 3 || word.size() < 2 || isAt(1));
    });
}

}

class WordCutter::Private
{
public:
    Private() : m_own(std::make_unique<Database>(QStringLiteral(":memory:"), Database::Access::ReadWrite)) { makeTokenizer(*m_own); }
    explicit Private(Database &database) { makeTokenizer(database); }

    ~Private()
    {
        if (m_instance)
            m_tokenizer.xDelete(m_instance);
    }

    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    /// Appends the words of a text that begins there in the whole one.
    void cut(const QString &text, qsizetype offset, QList<Word> &words)
    {
        const Encoded source = encoded(text);
        const qsizetype first = words.size();
        struct Target {
            const QList<qsizetype> *places;
            QList<Word> *words;
        } target{&source.places, &words};
        const auto collect = [](void *into, int flags, const char *token, int length, int begin, int end) {
            auto *to = static_cast<Target *>(into);
            if (!(flags & FTS5_TOKEN_COLOCATED))
                to->words->append({QByteArray(token, length), to->places->at(begin), to->places->at(end)});
            return SQLITE_OK;
        };
        m_tokenizer.xTokenize(
            m_instance, &target, FTS5_TOKENIZE_DOCUMENT, source.utf8.constData(), int(source.utf8.size()), collect);
        for (qsizetype i = first; i < words.size(); ++i) {
            trimInsertedSpaces(words[i], text);
            words[i].begin += offset;
            words[i].end += offset;
        }
    }

private:
    void makeTokenizer(Database &database)
    {
        auto question = database.prepare("SELECT fts5(?1)");
        fts5_api *api = nullptr;
        sqlite3_bind_pointer(question.handle(), 1, &api, "fts5_api_ptr", nullptr);
        question.step();
        void *context = nullptr;
        // The words of schema::tokenizer, which the index is made with.
        std::array<const char *, 3> arguments{"unicode61", "remove_diacritics", "2"};
        if (!api || api->xFindTokenizer(api, "porter", &context, &m_tokenizer) != SQLITE_OK
            || m_tokenizer.xCreate(context, arguments.data(), int(arguments.size()), &m_instance) != SQLITE_OK) {
            throw DatabaseError(SQLITE_ERROR, "SQLite has no full-text search");
        }
    }

    /// A word that is followed by a character of which nothing else is a word ends where that begins.
    static void trimInsertedSpaces(Word &word, const QString &text)
    {
        while (word.end > word.begin + 1 && text[word.end - 1].isSpace())
            --word.end;
    }

    std::unique_ptr<Database> m_own;
    fts5_tokenizer m_tokenizer{};
    Fts5Tokenizer *m_instance = nullptr;
};

WordCutter::WordCutter() : d(std::make_unique<Private>()) { }
WordCutter::WordCutter(Database &database) : d(std::make_unique<Private>(database)) { }
WordCutter::~WordCutter() = default;

QList<WordCutter::Word> WordCutter::words(const QString &text) const
{
    QList<Word> found;
    d->cut(text, 0, found);
    return found;
}

QList<WordCutter::Word> WordCutter::words(const QString &text, const QList<QByteArray> &wanted) const
{
    QList<Word> found;
    found.reserve(text.size() / 5);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype begin = at;
        bool isSimple = true;
        for (; at < text.size() && !isBetweenWords(text[at]); ++at)
            isSimple = isSimple && text[at].unicode() < 0x80;
        if (at == begin)
            ++at;
        else if (isSimple && !mayHaveStem(QStringView(text).mid(begin, at - begin), wanted))
            found.append({{}, begin, at});
        else
            d->cut(text.mid(begin, at - begin), begin, found);
    }
    return found;
}

QList<QByteArray> WordCutter::stems(const QString &text) const
{
    QList<QByteArray> result;
    const auto found = words(text);
    for (const Word &word : found)
        result.append(word.stem);
    return result;
}
