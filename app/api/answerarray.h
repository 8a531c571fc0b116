#pragma once

#include "app/values/chunk.h"

#include <optional>

/// The chunks that one array inside an answer holds. Pure.
struct AnswerArray {
    enum class Shape {
        Any, ///< {"chunk", "score"} or the chunk itself with its score.
        Nested, ///< Only the first, as agentic answers have it.
    };

    /// In their places: one that cannot be read has an empty id.
    QList<SearchHit> hits;
    /// The chunks stand in the array themselves, as in no agentic answer.
    bool isFlat = false;

    /// Reads a whole array, an empty one included; nothing where it holds something else than chunks.
    static std::optional<AnswerArray> read(QStringView array, Shape shape);
    /// Reads the whole items of an array that was cut off; whole is where the last of them ends, 0 where there is none. No separator
    /// and no end bear witness here, so that its beginning has to: nothing where it may be anything else than chunks as servers
    /// write them, their id first.
    static std::optional<AnswerArray> readCut(QStringView array, qsizetype whole, Shape shape);
};
