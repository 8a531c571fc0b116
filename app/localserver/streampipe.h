#pragma once

#include "app/localserver/response.h"

#include <condition_variable>
#include <mutex>
#include <thread>

/// Carries a streamed answer from the thread that makes it to the connection's thread that sends it. Holds back a maker who is faster
/// than the client. Its destructor waits for the maker, who has been told by then that nobody listens.
class StreamPipe final : public StreamSink
{
public:
    /// Starts the maker. The socket is watched for a client that leaves while nothing is sent; it must stay open until the destructor.
    StreamPipe(std::function<void(StreamSink &)> maker, int socket);
    ~StreamPipe() override;
    StreamPipe(const StreamPipe &) = delete;
    StreamPipe &operator=(const StreamPipe &) = delete;

    bool write(const QByteArray &piece) override;
    bool isOpen() const override;
    void fail() override;

    enum class Outcome { Bytes, End, Broken };
    /// Waits for bytes and moves up to limit of them to the target; count says how many.
    Outcome read(char *target, std::size_t limit, std::size_t &count);
    /// Nobody listens any more: write() returns false from now on, read() ends.
    void close();

private:
    void make(const std::function<void(StreamSink &)> &maker);
    bool clientLeft() const;

    const int m_socket;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QByteArray m_buffer;
    bool m_closed = false;
    bool m_finished = false;
    bool m_failed = false;
    std::thread m_thread;
};
