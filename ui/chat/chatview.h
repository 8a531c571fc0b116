#pragma once

#include "ui/chat/messageitem.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <map>

class Conversation;
class QPushButton;

/// A conversation as a scrolled column. Only about a screenful of turns has widgets and laid-out documents; of the others it keeps the
/// height that they had, or a guess. Stays at the end while it is there, and where the reader is otherwise. The conversation may go first.
class ChatView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    /// The widest that text gets, in pixels.
    static constexpr int columnWidth = 760;

    explicit ChatView(QWidget *parent = nullptr);
    ~ChatView() override;

    void setConversation(Conversation *conversation);
    Conversation *conversation() const { return m_conversation; }

    /// Marks the answer whose sources are shown; -1 for none.
    void setChosenRow(int row);
    /// Why nothing can be asked, empty where it can: what asks again is disabled and says so.
    void setUnavailable(const QString &why);
    void scrollToEnd();
    bool followsEnd() const { return m_followsEnd; }

    /// For tests and measurements: widgets of turns, and documents rendered so far.
    int liveItemCount() const { return int(m_items.size()); }
    int renderCount() const;

Q_SIGNALS:
    void citationActivated(int row, int number);
    void sourcesRequested(int row);
    void retryRequested(int row);
    void continueRequested(int row);
    void linkActivated(const QUrl &url);
    /// The target of the link under the pointer, empty when it left.
    void linkHovered(const QString &target);
    void copied();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Height {
        int pixels = 0;
        bool isMeasured = false;
    };
    struct Place {
        int row = 0;
        int offset = 0;
    };

    void reset();
    void rowsCame(int first, int last);
    void rowsLeft(int first, int last);
    void rowsChanged(int first, int last);
    void arrange();
    bool measure(int top, int bottom);
    void placeItems(int top, int bottom);
    void dropItems(int first, int last);
    void keepForLater(std::unique_ptr<MessageItem> item);
    void computeTops();
    int guessedHeight(const Turn &turn) const;
    int rowAt(int y) const;
    int rowOf(const MessageItem *item) const;
    int rows() const { return int(m_heights.size()); }
    int column() const;
    int paneWidth() const;
    MessageItem *itemFor(int row);
    std::unique_ptr<MessageItem> newItem();
    void setTabOrderOfItems(int first, int last);
    void copyAnswer(int row);
    void showHovered(const MessageItem *item, const QUrl &url);

    QPointer<Conversation> m_conversation;
    std::vector<Height> m_heights;
    // tops[row] in pixels from the start; one more for the end.
    std::vector<int> m_tops;
    // By row. Rows come and go at the end only, so that no row ever changes its number.
    std::map<int, std::unique_ptr<MessageItem>> m_items;
    std::vector<std::unique_ptr<MessageItem>> m_spare;
    int m_renderedBefore = 0;
    int m_column = 0;
    Place m_place;
    bool m_followsEnd = true;
    bool m_arranging = false;
    int m_chosen = -1;
    QString m_unavailable;
    std::pair<int, int> m_tabbedRows{-1, -1};
    QPushButton *m_toEnd = nullptr;
};
