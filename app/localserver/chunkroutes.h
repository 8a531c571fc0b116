#pragma once

class Router;
class Store;

/// Creating, reading, changing and deleting chunks.
void addChunkRoutes(Router &router, Store &store);
