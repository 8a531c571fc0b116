#pragma once

class Router;
class Store;

/// /api/message and /api/messages: says, edits and regenerates messages, and lists them.
void addMessageRoutes(Router &router, Store &store);
