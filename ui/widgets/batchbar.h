#pragma once

#include <QFrame>

class ChunkBatch;
class QLabel;
class QProgressBar;

/// Shows how far a ChunkBatch has come, and stops it. Hidden while nothing runs; the batch must outlive it.
class BatchBar : public QFrame
{
    Q_OBJECT

public:
    explicit BatchBar(ChunkBatch &batch, QWidget *parent = nullptr);

    /// What is being done, in the person's words: "Deleting chunks".
    void begin(const QString &what);

private:
    void report();

    ChunkBatch &m_batch;
    QString m_what;
    QLabel *m_text = nullptr;
    QProgressBar *m_progress = nullptr;
};
