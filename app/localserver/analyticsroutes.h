#pragma once

class Router;
class Store;

/// POST and PUT /api/analytics/search and /api/analytics/rag: what was searched for and asked, and what people think of what they got.
void addAnalyticsRoutes(Router &router, Store &store);
