#pragma once

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

/// Calls the owner back in its event loop when a thread that may outlive it has news. Many rings before the owner looks are one.
/// Shared between both; ring() is for any thread, silence() for the owner's, at the latest in its destructor.
class Doorbell : public std::enable_shared_from_this<Doorbell>
{
public:
    Doorbell(QObject *owner, std::function<void()> answer) : m_owner(owner), m_answer(std::move(answer)) { }

    void ring();
    void silence();

private:
    void open();

    std::mutex m_mutex;
    QObject *m_owner;
    std::function<void()> m_answer;
    std::atomic<bool> m_rung = false;
};
