#pragma once

#include <QStringView>

/// What is known of HTML elements; names are given in lower case.
namespace htmlelement
{

/// Whether HTML has an element of that name. Text such as vector<int> has "tags" that it has not.
bool isKnown(QStringView name);
/// Whether the element begins and ends a line of its own when shown.
bool isBlock(QStringView name);
/// Whether the element never has content or an end tag.
bool isVoid(QStringView name);
/// Whether nothing within the element is shown as text.
bool isHidden(QStringView name);
/// 1 to 6 for h1 to h6, 0 for any other.
int headingLevel(QStringView name);

}
