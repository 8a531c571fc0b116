#pragma once

class Router;
class Store;

/// Datasets: listing, creating, changing, clearing, deleting, and what they hold in numbers.
void addDatasetRoutes(Router &router, Store &store);
