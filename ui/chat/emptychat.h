#pragma once

#include <QWidget>

class QLabel;

/// What a chat shows before the first question: what it is for, and questions to begin with.
class EmptyChat : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyChat(QWidget *parent = nullptr);

    /// A heading and the sentence under it.
    void setTexts(const QString &heading, const QString &sentence);
    /// Why nothing can be asked, empty where it can.
    void setUnavailable(const QString &why);

Q_SIGNALS:
    void exampleChosen(const QString &question);

private:
    QLabel *m_heading = nullptr;
    QLabel *m_sentence = nullptr;
};
