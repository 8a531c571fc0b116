#pragma once

#include "app/localserver/response.h"

#include <memory>

class HttpExchange;
class Router;

/// Writes each answer as a line of JSON to a file of the process's own in the folder that RETRIEVER_RECORD_ANSWERS names, after a line that
/// lists the routes: for tests, which hold the answers against the contract, and for reports of faults. Questions and texts are in it,
/// keys that clients send never are. Usable from any thread; must outlive the streams it watches.
class AnswerRecord
{
public:
    /// Null where the variable is not set, or, with a warning, where the folder cannot be written to.
    static std::unique_ptr<AnswerRecord> open(const Router &router);
    ~AnswerRecord();
    AnswerRecord(const AnswerRecord &) = delete;
    AnswerRecord &operator=(const AnswerRecord &) = delete;

    /// Writes the answer down now; one that is streamed gets a watcher and is written down when it has ended.
    void add(const HttpExchange &exchange, Response &response) const;

private:
    explicit AnswerRecord(int file) : m_file(file) { }
    void write(const Json &line) const;

    const int m_file;
};
