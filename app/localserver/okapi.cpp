#include "app/localserver/okapi.h"

#include "app/localserver/databaseerror.h"

#include <QByteArray>
#include <QList>

#include <sqlite3.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace
{

/// What is the same for every chunk of one query.
struct Weighing {
    double k = 0;
    double b = 0;
    double averageLength = 1;
    /// Weight times inverse document frequency, for each phrase.
    QList<double> phrases;
    /// Of the chunk that is looked at.
    QList<double> frequencies;
};

int countRow(const Fts5ExtensionApi *, Fts5Context *, void *count)
{
    ++*static_cast<sqlite3_int64 *>(count);
    return SQLITE_OK;
}

int readPhrases(const Fts5ExtensionApi *api, Fts5Context *search, const QByteArray &weights, QList<double> &phrases)
{
    sqlite3_int64 chunks = 0;
    int code = api->xRowCount(search, &chunks);
    const QByteArrayList numbers = weights.split(' ');
    const int count = api->xPhraseCount(search);
    for (int phrase = 0; code == SQLITE_OK && phrase < count; ++phrase) {
        sqlite3_int64 with = 0;
        code = api->xQueryPhrase(search, phrase, &with, countRow);
        bool isNumber = false;
        const double weight = numbers.value(phrase).toDouble(&isNumber);
        const double rarity = std::log(1 + (double(chunks - with) + 0.5) / (double(with) + 0.5));
        phrases.append((isNumber ? weight : 1) * std::max(rarity, 1e-6));
    }
    return code;
}

int prepare(const Fts5ExtensionApi *api, Fts5Context *search, int count, sqlite3_value **values, Weighing *&weighing)
{
    weighing = static_cast<Weighing *>(api->xGetAuxdata(search, 0));
    if (weighing)
        return SQLITE_OK;
    if (count != 4)
        return SQLITE_MISUSE;
    auto made = std::make_unique<Weighing>();
    made->k = std::max(0.0, sqlite3_value_double(values[0]));
    made->b = std::clamp(sqlite3_value_double(values[1]), 0.0, 1.0);
    made->averageLength = std::max(1.0, sqlite3_value_double(values[2]));
    const QByteArray weights(static_cast<const char *>(sqlite3_value_blob(values[3])), sqlite3_value_bytes(values[3]));
    const int code = readPhrases(api, search, weights, made->phrases);
    if (code != SQLITE_OK)
        return code;
    weighing = made.get();
    return api->xSetAuxdata(search, made.release(), [](void *done) { delete static_cast<Weighing *>(done); });
}

int score(const Fts5ExtensionApi *api, Fts5Context *search, Weighing &weighing, double &score)
{
    weighing.frequencies.fill(0, weighing.phrases.size());
    int instances = 0;
    int code = api->xInstCount(search, &instances);
    for (int i = 0; code == SQLITE_OK && i < instances; ++i) {
        int phrase = 0;
        int column = 0;
        int offset = 0;
        code = api->xInst(search, i, &phrase, &column, &offset);
        if (code == SQLITE_OK)
            weighing.frequencies[phrase] += 1;
    }
    int length = 0;
    if (code == SQLITE_OK)
        code = api->xColumnSize(search, -1, &length);
    const double damping = weighing.k * (1 - weighing.b + weighing.b * length / weighing.averageLength);
    for (qsizetype i = 0; i < weighing.phrases.size(); ++i) {
        const double frequency = weighing.frequencies[i];
        if (frequency > 0)
            score += weighing.phrases[i] * frequency * (weighing.k + 1) / (frequency + damping);
    }
    return code;
}

void okapi(const Fts5ExtensionApi *api, Fts5Context *search, sqlite3_context *result, int count, sqlite3_value **values)
{
    Weighing *weighing = nullptr;
    double sum = 0;
    int code = prepare(api, search, count, values, weighing);
    if (code == SQLITE_OK)
        code = score(api, search, *weighing, sum);
    if (code == SQLITE_OK)
        sqlite3_result_double(result, sum);
    else
        sqlite3_result_error_code(result, code);
}

}

void addOkapi(sqlite3 *connection)
{
    fts5_api *api = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    if (!api || api->xCreateFunction(api, "okapi", nullptr, okapi, nullptr) != SQLITE_OK)
        throw DatabaseError(SQLITE_ERROR, "SQLite has no full-text search");
}
