#pragma once

class Router;
class Store;

/// POST /api/chunk/generate: an answer over given chunks, with no memory. Source: GenerateOffChunksReqPayload.
void addAnswerRoutes(Router &router, Store &store);
