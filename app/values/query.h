#pragma once

#include "app/values/number.h"

#include <variant>

/// One thing to search for: a text, a picture or a recording. Source: SearchModalities.
struct QueryPart {
    struct Image {
        QString url;
        /// What a language model is asked about the picture; its answer is searched for.
        std::optional<QString> prompt;
        bool operator==(const Image &) const = default;
    };
    /// What is said in it is searched for.
    struct Audio {
        QString base64;
        bool operator==(const Audio &) const = default;
    };

    std::variant<QString, Image, Audio> what;

    QueryPart() = default;
    QueryPart(QString text) : what(std::move(text)) { }
    QueryPart(Image image) : what(std::move(image)) { }
    QueryPart(Audio audio) : what(std::move(audio)) { }

    /// Whether there is nothing in it; servers refuse that.
    bool isEmpty() const;
    bool operator==(const QueryPart &) const = default;
    Json toJson() const;
};

/// What is searched for: one thing, or several of different weight (for the search type semantic only). Source: QueryTypes.
struct Query {
    struct Weighted {
        QueryPart part;
        Number weight = 1;
        bool operator==(const Weighted &) const = default;
    };

    std::variant<QueryPart, QList<Weighted>> what;

    Query() = default;
    Query(QString text) : what(QueryPart(std::move(text))) { }
    Query(QueryPart part) : what(std::move(part)) { }
    Query(QList<Weighted> parts) : what(std::move(parts)) { }

    bool isEmpty() const;
    bool operator==(const Query &) const = default;
    Json toJson() const;
};
