#pragma once

#include "app/localserver/searchorder.h"

#include <functional>

struct DatasetRow;
class Store;

/// What a search by meaning needs beyond one by words.
namespace searchmeaning
{

/// Reads search_type, several weighted queries and scoring_options.semantic_boost of a request. Refusal 400, naming the field.
void read(SearchOrder &order, const Json &body);
/// Refusal 400, with a sentence that says what to configure, for a search by meaning in a dataset without an embeddings model.
void check(const SearchOrder &order, const DatasetRow &dataset);
/// Asks the embeddings model for the vector of the query, where the search needs one; call it before Store::read(). A question that leaves
/// the choice to the server is asked by words and meaning where there is a model, and by words alone where that does not answer.
/// Refusal 400 with the reason where there is none.
void find(SearchOrder &order, const DatasetRow &dataset, Store &store, const std::function<bool()> &isWanted = {});

}
