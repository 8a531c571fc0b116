#pragma once

#include "app/values/chunk.h"

#include <QSet>
#include <QWidget>

class ChunkPreview;
class QLabel;
class QListWidget;
class QPushButton;
class QSplitter;
class QStackedWidget;

/// What an answer was made from: its chunks by number, and the one that is looked at.
class SourcesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SourcesPanel(QWidget *parent = nullptr);

    /// The sources of one answer; cited are the numbers that its text names. Keeps the chosen number where there is one.
    void showSources(const QList<SearchHit> &hits, const QSet<int> &cited);
    /// Chooses source number, from 1; nothing happens where there is none.
    void choose(int number);
    int chosenNumber() const;
    void clear();
    QSplitter &splitter() { return *m_splitter; }

Q_SIGNALS:
    void chunkRequested(const ChunkId &chunk);

private:
    void showChosen(int row);

    QList<SearchHit> m_hits;
    QStackedWidget *m_stack = nullptr;
    QLabel *m_heading = nullptr;
    QSplitter *m_splitter = nullptr;
    QListWidget *m_list = nullptr;
    ChunkPreview *m_preview = nullptr;
    QPushButton *m_open = nullptr;
};
