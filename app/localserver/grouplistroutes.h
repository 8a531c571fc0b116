#pragma once

class Router;
class Store;

/// Lists of groups, and which chunks are in them.
void addGroupListRoutes(Router &router, Store &store);
