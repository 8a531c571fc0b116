#pragma once

class Router;
class Store;

/// Creating, reading, changing and deleting groups.
void addGroupRoutes(Router &router, Store &store);
