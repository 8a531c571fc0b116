#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QuestionEdit;
class SettingChips;

/// The foot of the chat: the settings, where a question is typed, and the button that sends it or stops the answer.
class Composer : public QFrame
{
    Q_OBJECT

public:
    explicit Composer(QWidget *parent = nullptr);

    SettingChips &chips() { return *m_chips; }
    QString text() const;
    void setText(const QString &text);
    void focusText();
    /// While an answer comes there is a Stop button instead of Send; typing goes on.
    void setAnswering(bool answering);
    /// Why nothing can be asked, in a sentence that stands in the place of the question; empty where it can. The text stays.
    void setUnavailable(const QString &reason);

Q_SIGNALS:
    /// Never for a blank text, never while an answer comes or asking is unavailable.
    void sendRequested(const QString &question);
    void stopRequested();
    void lastQuestionRequested();
    void textChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void send();
    void updateButtons();

    SettingChips *m_chips = nullptr;
    QuestionEdit *m_edit = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_stop = nullptr;
    QWidget *m_box = nullptr;
    QLabel *m_reason = nullptr;
    QString m_unavailable;
    bool m_answering = false;
};
