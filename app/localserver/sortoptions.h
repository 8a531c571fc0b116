#pragma once

#include "app/localserver/searchorder.h"

/// The part of a search's payload that says in which order hits come. Source: SortOptions of the server's description.
namespace sortoptions
{

/// Reads "sort_options" of a request, or the fields of it that stand in the request itself. Refusal 400, naming the field.
void read(SearchOrder &order, const Json &body);
/// A search type by any of its spellings. Refusal 400, naming the field, for one that is none or that this server cannot do.
SearchOrder::Method method(const QString &type, const QString &field);

}
