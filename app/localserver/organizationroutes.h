#pragma once

class Router;
class Store;

/// Health, "who am I" and the one organization.
void addOrganizationRoutes(Router &router, Store &store);
