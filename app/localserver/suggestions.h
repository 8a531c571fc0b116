#pragma once

#include "app/localserver/llmoptions.h"
#include "app/localserver/searchorder.h"

/// What kind of queries a client wants suggested. Source: SuggestedQueriesReqPayload.
struct SuggestionOrder {
    enum class Form { Question, Keyword };

    Form form = Form::Keyword;
    qint64 count = 10;
    QString context;
    bool isFollowUp = false;
    bool isShop = false;
    /// Without a query where there is none.
    SearchOrder search;

    /// Refusal 400, naming the field.
    static SuggestionOrder fromJson(const Json &body);
};

/// Queries out of the chunks' own words: their headings, then the phrases that come most often. Without any model.
QStringList suggestionsFrom(const QList<ChunkRow> &chunks, const SuggestionOrder &order);
/// The same question for a language model.
LlmRequest suggestionRequest(const DatasetRow &dataset, const QList<ChunkRow> &chunks, const SuggestionOrder &order);
/// The queries in its answer, one a line, without numbers, bullets and quotes.
QStringList suggestionsIn(const QString &answer, qint64 count);
