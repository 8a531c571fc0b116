#pragma once

#include <QFile>
#include <QList>

/// The three parts of a golden file: the request's line, headers and body; the answer's status line and body; what the caller is told.
struct GoldenFile {
    QByteArray method, target;
    QList<QByteArray> headers;
    QByteArray body;
    int status = 0;
    QByteArray contentType, answer;
    QString expected;

    /// path is relative to tests/golden.
    static GoldenFile read(const QString &path)
    {
        QFile file(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/") + path);
        GoldenFile golden;
        if (!file.open(QIODevice::ReadOnly))
            return golden;
        const QByteArray text = file.readAll();
        const qsizetype first = text.indexOf("\n---\n");
        const qsizetype second = text.indexOf("\n---\n", first + 1);
        QList<QByteArray> request = text.left(first).split('\n');
        golden.method = request.first().split(' ').value(0);
        golden.target = request.takeFirst().split(' ').value(1);
        while (!request.isEmpty() && !request.first().isEmpty())
            golden.headers.append(request.takeFirst());
        golden.body = request.join('\n').trimmed();
        QList<QByteArray> answer = text.mid(first + 5, second - first - 5).split('\n');
        golden.status = answer.first().split(' ').value(0).toInt();
        golden.contentType = answer.takeFirst().split(' ').value(1);
        golden.answer = answer.join('\n').trimmed();
        golden.expected = QString::fromUtf8(text.mid(second + 5)).trimmed();
        return golden;
    }
};
