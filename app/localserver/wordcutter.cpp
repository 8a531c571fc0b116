#include "app/localserver/wordcutter.h"

#include "app/localserver/database.h"
#include "app/localserver/databaseerror.h"
#include "app/localserver/searchabletext.h"

#include <sqlite3.h>

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

    QList<Word> words(const QString &text)
    {
        const Encoded source = encoded(text);
        struct Collected {
            const QList<qsizetype> *places;
            QList<Word> words;
        } collected{&source.places, {}};
        const auto collect = [](void *target, int flags, const char *token, int length, int begin, int end) {
            auto *into = static_cast<Collected *>(target);
            if (!(flags & FTS5_TOKEN_COLOCATED))
                into->words.append({QByteArray(token, length), into->places->at(begin), into->places->at(end)});
            return SQLITE_OK;
        };
        m_tokenizer.xTokenize(
            m_instance, &collected, FTS5_TOKENIZE_DOCUMENT, source.utf8.constData(), int(source.utf8.size()), collect);
        trimInsertedSpaces(collected.words, text);
        return std::move(collected.words);
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
    static void trimInsertedSpaces(QList<Word> &words, const QString &text)
    {
        for (Word &word : words) {
            while (word.end > word.begin + 1 && text[word.end - 1].isSpace())
                --word.end;
        }
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
    return d->words(text);
}

QList<QByteArray> WordCutter::stems(const QString &text) const
{
    QList<QByteArray> result;
    const auto found = words(text);
    for (const Word &word : found)
        result.append(word.stem);
    return result;
}
