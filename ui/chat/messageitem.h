#pragma once

#include "app/models/turn.h"
#include "ui/chat/markdownblocks.h"

#include <QWidget>

#include <memory>
#include <vector>

class AnswerFooter;
class MessagePart;
class QLabel;
class QPushButton;

/// One turn of a conversation on the screen: a question in a bubble, or an answer with its footer. It is used again for other turns:
/// whoever holds it says which turn it shows, lays it out and places it.
///
/// An answer that streams has a part for every run of finished blocks and one for the rest; only the rest is laid out again. When it
/// ends the parts become one document, so that text can be selected across them.
class MessageItem : public QWidget
{
    Q_OBJECT

public:
    explicit MessageItem(QWidget *parent = nullptr);

    quint64 key() const { return m_key; }
    /// Shows another turn, or what changed of the same one.
    void showTurn(const Turn &turn);
    /// Marks the answer whose sources are shown.
    void setChosen(bool chosen);
    /// Why nothing can be asked, empty where it can: what asks again is disabled and says so.
    void setUnavailable(const QString &why);
    /// Renders again in the look that is in force now.
    void restyle();
    /// Places everything for that width and gives the height in pixels.
    int layOut(int width);
    /// Whether it holds the focus or selected text, which would be lost with another turn.
    bool isInUse() const;
    bool hasSelection() const;
    /// How many documents were rendered since it was made.
    int renderCount() const { return m_renderCount; }

Q_SIGNALS:
    void citationActivated(int number);
    void linkActivated(const QUrl &url);
    void linkHovered(const QUrl &url);
    void sourcesRequested();
    void retryRequested();
    void continueRequested();
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showQuestion();
    void showAnswer();
    void streamAnswer();
    void render(size_t part, const QString &markdown);
    void setPartCount(size_t count);
    std::unique_ptr<MessagePart> newPart();
    void showNotice();
    void showFooter();
    QString waitingText() const;
    int placeNotice(int y, int width);

    quint64 m_key = 0;
    Turn m_turn;
    int m_renderCount = 0;
    MarkdownBlocks m_blocks;
    // How much of the text is in parts that are finished.
    qsizetype m_frozen = 0;
    bool m_streamed = false;
    std::vector<std::unique_ptr<MessagePart>> m_parts;
    QRect m_bubble;

    QLabel *m_noticeIcon = nullptr;
    QLabel *m_notice = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_retry = nullptr;
    AnswerFooter *m_footer = nullptr;
};
