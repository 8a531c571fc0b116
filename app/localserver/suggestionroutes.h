#pragma once

class Router;
class Store;

/// Queries that a dataset has answers to.
void addSuggestionRoutes(Router &router, Store &store);
