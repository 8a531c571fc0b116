#include "ui/appearancemenu.h"

#include "ui/appearance.h"
#include "ui/icons.h"

#include <QActionGroup>

using namespace Qt::StringLiterals;

AppearanceMenu::AppearanceMenu(Appearance &appearance, QWidget *parent) : QMenu(tr("&Appearance"), parent)
{
    setIcon(::icon(u"sun"_s));
    auto *group = new QActionGroup(this);
    using Choice = Appearance::Choice;
    const std::initializer_list<std::pair<Choice, QString>> choices = {
        {Choice::System, tr("As the &desktop")}, {Choice::Light, tr("&Light")}, {Choice::Dark, tr("Dar&k")}};
    for (const auto &[choice, text] : choices) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setActionGroup(group);
        action->setData(int(choice));
        connect(action, &QAction::triggered, this, [&appearance, chosen = choice] { appearance.choose(chosen); });
    }
    connect(this, &QMenu::aboutToShow, this, [this, &appearance] {
        for (QAction *action : actions())
            action->setChecked(action->data().toInt() == int(appearance.choice()));
    });
}
