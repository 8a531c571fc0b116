#pragma once

class Router;
class Store;

/// Making, listing and taking back API keys. The router must be the one that serves them: a key may be given no route that its maker
/// may not use.
void addApiKeyRoutes(Router &router, Store &store);
