#pragma once

#include <QPlainTextEdit>

/// Where a question is typed: Enter sends it, Shift+Enter breaks the line, Up in an empty field brings the last question back. While an
/// input method composes, Enter belongs to it. Grows from one line to eight.
class QuestionEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int mostLines = 8;

    explicit QuestionEdit(QWidget *parent = nullptr);

    bool isComposing() const { return m_composing; }

Q_SIGNALS:
    void sendRequested();
    void lastQuestionRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void fitHeight();

    bool m_composing = false;
};
