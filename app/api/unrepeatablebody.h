#pragma once

#include <QIODevice>

/// A request's body that can be read once, or an empty one. The network library repeats a request of any kind by itself when the
/// connection breaks before an answer, on a new connection too; a body that does not go back to its beginning is the only way to keep
/// it from sending a message twice. (QHttpNetworkConnectionChannel::resetUploadData; without a body it asks nobody.)
class UnrepeatableBody : public QIODevice
{
    Q_OBJECT
public:
    UnrepeatableBody(QByteArray bytes, QObject *parent) : QIODevice(parent), m_bytes(std::move(bytes)) { open(ReadOnly | Unbuffered); }

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_read == m_bytes.size(); }
    qint64 size() const override { return m_bytes.size(); }
    qint64 bytesAvailable() const override { return m_bytes.size() - m_read + QIODevice::bytesAvailable(); }
    /// Only while nothing was read; never where there is nothing to read, since then nobody can say whether the request has gone.
    bool reset() override { return m_read == 0 && !m_bytes.isEmpty(); }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qsizetype m_read = 0;
};
