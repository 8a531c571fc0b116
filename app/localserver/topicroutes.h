#pragma once

class Router;
class Store;

/// /api/topic...: conversations; and the routes of their messages.
void addTopicRoutes(Router &router, Store &store);
