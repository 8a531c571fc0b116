#pragma once

class Router;
class Store;

/// Recommendations of chunks and groups.
void addRecommendRoutes(Router &router, Store &store);
