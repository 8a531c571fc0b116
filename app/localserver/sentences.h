#pragma once

#include <QStringList>

/// A run of text within a paragraph that may hold marked code: between codeBegin and codeEnd.
namespace sentences
{

constexpr QChar codeBegin = QChar(0xe000);
constexpr QChar codeEnd = QChar(0xe001);

/// Cuts a paragraph into sentences; never inside of code, after an abbreviation or within a number.
QStringList split(const QString &paragraph);
/// As Markdown that shows exactly that text; code in backticks.
QString toMarkdown(const QString &sentence);
/// Without the marks around code.
QString toPlain(QString sentence);

}
