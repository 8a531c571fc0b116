#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// Reads server-sent events from bytes that may be cut anywhere. Only the data of the events matters here; comments
/// (keep-alives), names and ids are passed over. Source: WHATWG HTML, 9.2.6 Interpreting an event stream.
class EventReader
{
public:
    /// Takes the next bytes; gives the data of every event that they complete.
    QByteArrayList feed(const QByteArray &bytes);
    /// The stream is over: an event that lacks only its empty line counts.
    QByteArrayList end();

private:
    void takeLine(QByteArrayList &events);

    QByteArray m_line;
    QByteArray m_data;
    bool m_hasData = false;
    bool m_lastWasReturn = false;
};
