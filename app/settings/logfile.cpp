#include "app/settings/logfile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <cstdio>

namespace {

constexpr qint64 largestFile = 5'000'000;

// Qt's message handler is a plain function, so the one receiver has to be reachable from one.
LogFile *receiver = nullptr;

char letter(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return 'D';
    case QtInfoMsg: return 'I';
    case QtWarningMsg: return 'W';
    case QtCriticalMsg: return 'C';
    case QtFatalMsg: return 'F';
    }
    return '?';
}

}

LogFile::LogFile(const QString &path) : m_file(path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    open();
    receiver = this;
    m_before = qInstallMessageHandler(&LogFile::receive);
}

void LogFile::open()
{
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(m_before);
    receiver = nullptr;
}

void LogFile::receive(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' ' + letter(type) + ' ';
    if (context.category)
        line += context.category + QByteArrayLiteral(": ");
    // One message is one line, so that nobody's text can pass for a line of ours.
    line += QByteArray(text.toUtf8()).replace('\n', "\\n") + '\n';
    std::fputs(line.constData(), stderr);
    if (receiver)
        receiver->write(line);
}

void LogFile::write(const QByteArray &line)
{
    const QMutexLocker lock(&m_mutex);
    if (m_file.isOpen() && m_file.size() + line.size() > largestFile) {
        m_file.close();
        const QString before = m_file.fileName() + QStringLiteral(".1");
        QFile::remove(before);
        QFile::rename(m_file.fileName(), before);
        open();
    }
    if (m_file.isOpen())
        m_file.write(line);
}
