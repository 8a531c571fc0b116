#pragma once

#include "app/localserver/chunkrow.h"
#include "app/localserver/highlightoptions.h"
#include "app/localserver/sortcolumn.h"

#include <QHash>

/// What a client wants found, read from the payload of any of the searching routes. Sources: SearchChunksReqPayload,
/// AutocompleteReqPayload, SearchWithinGroupReqPayload, CreateMessageReqPayload.
struct SearchOrder {
    enum class Kind { Search, Autocomplete, Question };

    Kind kind = Kind::Search;
    QString query;
    qint64 page = 1;
    qint64 pageSize = 10;
    bool wantsTotal = false;
    Json filters;
    double scoreThreshold = 0;
    bool quotesAndMinus = false;
    /// Fill up an autocomplete's page with what has only some of the words.
    bool extendResults = false;
    ChunkRow::Shape shape = ChunkRow::Shape::Full;
    HighlightOptions highlight;
    bool usesWeights = true;
    QHash<QString, double> tagWeights;
    /// 0 for none; 1 is gentle.
    double recencyBias = 0;
    std::optional<SortColumn> sortBy;

    /// Refusal 400, with a sentence, for what is no search or one that this server cannot do.
    static SearchOrder fromJson(const Json &body, Kind kind);
    /// Reads all but the query; a message has its search options beside its own fields.
    static SearchOrder optionsFromJson(const Json &body, Kind kind);
};
