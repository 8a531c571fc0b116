#pragma once

class Router;

/// Splitting a document at its headings; needs neither dataset nor key.
void addSplitRoutes(Router &router);
