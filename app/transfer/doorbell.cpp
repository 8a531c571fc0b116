#include "app/transfer/doorbell.h"

void Doorbell::ring()
{
    if (m_rung.exchange(true))
        return;
    const std::lock_guard lock(m_mutex);
    if (m_owner)
        QMetaObject::invokeMethod(m_owner, [self = shared_from_this()] { self->open(); }, Qt::QueuedConnection);
}

void Doorbell::silence()
{
    const std::lock_guard lock(m_mutex);
    m_owner = nullptr;
}

// In the owner's thread, and not once it is gone: the event goes with it.
void Doorbell::open()
{
    m_rung = false;
    if (m_owner)
        m_answer();
}
