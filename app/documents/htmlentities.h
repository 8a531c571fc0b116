#pragma once

#include <QString>

/// Character references of HTML: &amp; &#8364; &#x20ac;
namespace htmlentities
{

/// A character reference at the beginning of a text.
struct Reference {
    /// Its characters in the source, with & and ; counted. 0 where the text begins with none.
    qsizetype length = 0;
    /// What it stands for.
    char32_t character = 0;
};

/// The reference at the beginning of a text. One without its semicolon, or of an unknown name, is none.
Reference referenceAt(QStringView text);
/// The text with every reference replaced by its character.
QString decoded(QStringView text);

}
