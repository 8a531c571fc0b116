#pragma once

#include <QWidget>

class QLabel;
class QToolButton;
struct Turn;

/// The line under an answer: its sources, copying it, and what shaped it.
class AnswerFooter : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerFooter(QWidget *parent = nullptr);

    void showTurn(const Turn &turn);
    /// Marks the answer whose sources are shown.
    void setChosen(bool chosen);

Q_SIGNALS:
    void sourcesRequested();
    void copyRequested();

private:
    QToolButton *m_sources = nullptr;
    QToolButton *m_copy = nullptr;
    QLabel *m_settings = nullptr;
};

/// "full text", "meaning"...: the name of a search type for a person; the type itself where it has none.
QString searchTypeName(const QString &searchType);
