#pragma once

#include "ui/dialogs/connectiontest.h"

#include <QListWidget>

/// The steps of a connection test, each with a sign, its name and how it went. One can walk through it with the arrow keys.
class TestSteps : public QListWidget
{
    Q_OBJECT

public:
    explicit TestSteps(QWidget *parent = nullptr);

    void setStep(ConnectionTest::Step step, ConnectionTest::Mark mark, const QString &words);

private:
    void showStep(int row);
    void changeEvent(QEvent *event) override;

    struct State {
        ConnectionTest::Mark mark = ConnectionTest::Mark::Waiting;
        QString words;
    };
    QList<State> m_states;
};
