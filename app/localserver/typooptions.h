#pragma once

#include "app/values/json.h"

#include <QStringList>

/// How misspelt words of a query are put right. Source: TypoOptions of the server's description, with its defaults.
struct TypoOptions {
    /// Lengths of words, both ends included.
    struct Range {
        qint64 shortest;
        qint64 longest;
        bool contains(qint64 length) const { return length >= shortest && length <= longest; }
    };

    bool isOn = false;
    Range oneTypo{5, 8};
    Range twoTypos{9, 12};
    /// In lower case.
    QStringList keptWords;
    /// Words that are no ordinary ones (part numbers, names in capitals) have to be there when the dataset knows them.
    bool requiresSpecialWords = true;

    /// Reads "typo_options" of a request. Refusal 400 for a field of the wrong type.
    static TypoOptions fromRequest(const Json &body);
    /// How many typos a word of that length may have.
    int typos(qint64 length) const { return twoTypos.contains(length) ? 2 : oneTypo.contains(length) ? 1 : 0; }
};
