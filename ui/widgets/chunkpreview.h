#pragma once

#include "app/values/chunk.h"

#include <QUrl>
#include <QWidget>

class ChunkDetails;
class HtmlView;
class QFrame;
class QLabel;
class QSplitter;
class QToolButton;
class StateStack;

/// Reads a chunk: its text rendered safely (or its source), and its fields below. Nothing in it can load anything or run; a link is opened
/// only after its target was shown and the person said so.
class ChunkPreview : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkPreview(QWidget *parent = nullptr);

    void showChunk(const Chunk &chunk);
    /// With the marks of the search around what matched.
    void showHit(const SearchHit &hit);
    void clear();
    /// Nothing where nothing is shown.
    const std::optional<Chunk> &chunk() const { return m_chunk; }
    bool showsSource() const;
    void setShowsSource(bool source);
    HtmlView *view() const { return m_view; }
    QSplitter *splitter() const { return m_splitter; }

Q_SIGNALS:
    void tagActivated(const QString &tag);

private:
    void build();
    void render();
    void offerLink(const QUrl &target);
    void openOffered();

    std::optional<Chunk> m_chunk;
    QLabel *m_score = nullptr;
    QToolButton *m_rendered = nullptr;
    QToolButton *m_source = nullptr;
    HtmlView *m_view = nullptr;
    QFrame *m_linkBar = nullptr;
    QLabel *m_linkTarget = nullptr;
    QUrl m_offered;
    ChunkDetails *m_details = nullptr;
    QSplitter *m_splitter = nullptr;
    StateStack *m_states = nullptr;
};
