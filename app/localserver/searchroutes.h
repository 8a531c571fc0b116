#pragma once

class Router;
class Store;

/// POST /api/chunk/search, /api/chunk/autocomplete and /api/chunk_group/search.
void addSearchRoutes(Router &router, Store &store);
