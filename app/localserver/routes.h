#pragma once

class Router;
class Store;

/// Every route of the server, over a store that outlives the router. Defined in localserver.cpp.
void addRoutes(Router &router, Store &store);
