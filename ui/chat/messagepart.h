#pragma once

#include <QTextBrowser>

/// A message, or a run of blocks of one that still streams, as one laid-out document: selectable text that loads nothing and opens
/// nothing by itself. Made in the look and font of that moment, it keeps them. It has no scroll bar of its own but a horizontal one for what is too wide; the wheel belongs to whoever holds it.
class MessagePart : public QTextBrowser
{
    Q_OBJECT

public:
    explicit MessagePart(QWidget *parent = nullptr);

    /// HTML as answerHtml and linkCitations make it.
    void showHtml(const QString &html);
    void showText(const QString &text);
    /// Lays out for that width and gives the height in pixels, at least a line.
    int heightFor(int width);
    /// The width that the text would like, no wider than limit.
    int idealWidth(int limit);
    bool hasSelection() const { return textCursor().hasSelection(); }

    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void citationActivated(int number);
    void linkActivated(const QUrl &url);
    /// A link or citation came under the pointer; an empty one when it left.
    void linkHovered(const QUrl &url);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    struct Citation {
        int position;
        int length;
    };
    void activate(const QUrl &url);
    void collectCitations();
    void paintCodeBlocks(QPainter &painter) const;
    void paintQuotes(QPainter &painter) const;
    void paintCitations(QPainter &painter) const;
    void applyWidth(int width);

    QList<Citation> m_citations;
    bool m_hasQuotes = false;
    int m_width = 0;
};
