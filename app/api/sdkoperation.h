#pragma once

#include <QString>

/// How an operation is called in the generated Python client and in the TypeScript SDK.
/// Sources: the operation ids, tags and request schemas of the OpenAPI document (which names the Python client's methods after them), and
/// the public methods of the npm package trieve-ts-sdk 0.0.122.
struct SdkOperation {
    const char *method;
    /// A path whose {names} match one segment each.
    const char *path;
    const char *pythonApi;
    const char *pythonMethod;
    /// The model of the body, null where there is none.
    const char *pythonBody;
    /// A method of TrieveSDK that takes the body and nothing else; null where there is none that does.
    const char *typescriptMethod;
};

/// Null where the operation is not in the table. The path is percent-encoded, with /api.
const SdkOperation *sdkOperation(const QString &method, const QString &path);
