#pragma once

class Router;
class Store;

/// What a dataset holds and what happened to it: tags, queue lengths, events.
void addDatasetContentRoutes(Router &router, Store &store);
