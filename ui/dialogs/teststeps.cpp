#include "ui/dialogs/teststeps.h"

#include "ui/icons.h"

#include <QEvent>

using namespace Qt::StringLiterals;
using Mark = ConnectionTest::Mark;

namespace {

QIcon sign(Mark mark)
{
    switch (mark) {
    case Mark::Running: return icon(u"clock"_s, Tint::Accent);
    case Mark::Passed: return icon(u"check"_s, Tint::Positive);
    case Mark::Noted: return icon(u"information"_s, Tint::Secondary);
    case Mark::Failed: return icon(u"error"_s, Tint::Negative);
    case Mark::Waiting:
    case Mark::Skipped: break;
    }
    return icon(u"more"_s, Tint::Secondary);
}

}

TestSteps::TestSteps(QWidget *parent) : QListWidget(parent), m_states(ConnectionTest::stepCount)
{
    setObjectName(u"testSteps"_s);
    setAccessibleName(tr("Steps of the test"));
    setWordWrap(true);
    setMinimumHeight(ConnectionTest::stepCount * 28 + 4);
    for (int row = 0; row < ConnectionTest::stepCount; ++row) {
        addItem(new QListWidgetItem);
        showStep(row);
    }
}

void TestSteps::setStep(ConnectionTest::Step step, Mark mark, const QString &words)
{
    m_states[int(step)] = {mark, words};
    showStep(int(step));
    if (mark == Mark::Running || mark == Mark::Failed)
        setCurrentRow(int(step));
}

void TestSteps::showStep(int row)
{
    const State &state = m_states.at(row);
    const QString name = ConnectionTest::name(ConnectionTest::Step(row));
    QString words = state.words;
    switch (state.mark) {
    case Mark::Waiting: words = tr("not tried yet"); break;
    case Mark::Running: words = tr("trying\u2026"); break;
    case Mark::Skipped: words = tr("not tried"); break;
    case Mark::Passed: words = words.isEmpty() ? tr("all right") : words; break;
    case Mark::Failed: words = tr("failed. %1").arg(words); break;
    case Mark::Noted: break;
    }
    item(row)->setIcon(sign(state.mark));
    item(row)->setText(tr("%1: %2").arg(name, words));
    item(row)->setSizeHint(QSize(0, 28));
}

void TestSteps::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange) {
        for (int row = 0; row < count(); ++row)
            showStep(row);
    }
    QListWidget::changeEvent(event);
}
