#pragma once

class Router;
class Store;

/// Datasets that begin: one, many at once, and copies of others.
void addNewDatasetRoutes(Router &router, Store &store);
