#pragma once

class Router;

/// Groups of similar searches. A workspace keeps no record of searches, so there are none.
void addClusterRoutes(Router &router);
