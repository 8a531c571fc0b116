#pragma once

#include "app/localserver/chunkrow.h"
#include "app/localserver/highlightoptions.h"
#include "app/localserver/meaning.h"
#include "app/localserver/sortcolumn.h"
#include "app/localserver/typooptions.h"

#include <QHash>

/// What a client wants found, read from the payload of any of the searching routes. Sources: SearchChunksReqPayload,
/// AutocompleteReqPayload, SearchWithinGroupReqPayload, SearchOverGroupsReqPayload, CreateMessageReqPayload.
struct SearchOrder {
    enum class Kind { Search, Autocomplete, Question };
    /// How words are looked for.
    enum class Method { FullText, Bm25 };
    /// What of the query is looked for.
    enum class Sense { Words, Meaning, Both };
    struct Query {
        QString text;
        double weight = 1;
    };
    /// A second look at the best hits.
    struct Rerank {
        Method method = Method::FullText;
        /// Empty: the search's own.
        QString query;
        /// By vectors and not by words.
        bool isByMeaning = false;
        /// The vector of its query, once searchmeaning::find() found it.
        std::optional<Meaning> meaning = {};
    };
    struct LocationBias {
        double latitude = 0;
        double longitude = 0;
        /// 1 is gentle.
        double bias = 0;
    };
    struct Boost {
        QString phrase;
        double factor = 1;
    };

    Kind kind = Kind::Search;
    Method method = Method::FullText;
    /// Nothing where a question leaves the choice to the server.
    std::optional<Sense> sense;
    Meaning::Boost meaningBoost;
    /// The vector of the queries, once searchmeaning::find() found it.
    std::optional<Meaning> meaning;
    /// At least one.
    QList<Query> queries;
    qint64 page = 1;
    qint64 pageSize = 10;
    /// Chunks of a group, where groups are searched for.
    qint64 groupSize = 3;
    bool wantsTotal = false;
    Json filters;
    double scoreThreshold = 0;
    bool quotesAndMinus = false;
    /// Words like "the" count too.
    bool keepsStopWords = false;
    /// A hit needs no more than one of the words.
    bool anyWordWillDo = false;
    /// Fill up an autocomplete's page with what has only some of the words.
    bool extendResults = false;
    TypoOptions typos;
    Boost fullTextBoost;
    ChunkRow::Shape shape = ChunkRow::Shape::Full;
    HighlightOptions highlight;
    bool usesWeights = true;
    QHash<QString, double> tagWeights;
    /// 0 for none; 1 is gentle.
    double recencyBias = 0;
    std::optional<LocationBias> location;
    std::optional<SortColumn> sortBy;
    std::optional<Rerank> rerank;
    /// How many of the best hits sortBy and rerank look at; all there are, or as many as is usual.
    std::optional<qint64> prefetch;
    /// How much variety goes before fit, 0 to 1; nothing for the plain order.
    std::optional<double> variety;

    /// The queries as one text.
    QString text() const;

    /// Refusal 400, with a sentence, for what is no search or one that this server cannot do.
    static SearchOrder fromJson(const Json &body, Kind kind);
    /// Reads all but the query; a message has its search options beside its own fields.
    static SearchOrder optionsFromJson(const Json &body, Kind kind);
};
