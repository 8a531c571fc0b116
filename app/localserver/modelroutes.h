#pragma once

class Router;
class Store;

/// What only passes a question on to the dataset's language model: POST /api/message/transcribe_audio, generate_message_completions and
/// get_tool_function_params. Sources: TranscribeAudioReqPayload, GenerateMessageCompletionsReqPayload, GetToolFunctionParamsReqPayload.
void addModelRoutes(Router &router, Store &store);
