#pragma once

class Router;
class Store;

/// Many chunks at once: by their ids, page by page, counted, deleted by a filter.
void addChunkListRoutes(Router &router, Store &store);
