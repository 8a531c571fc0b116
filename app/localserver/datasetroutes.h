#pragma once

class Router;
class Store;

/// Datasets: listing, reading, changing, clearing, deleting, and how much they hold.
void addDatasetRoutes(Router &router, Store &store);
