#include "ui/dialogs/shortcutsheet.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QScrollArea>

using namespace Qt::StringLiterals;

ShortcutSheet::ShortcutSheet(const QMenuBar &menus, QWidget *parent) : QDialog(parent)
{
    setObjectName(u"shortcutSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Keyboard shortcuts"));
    resize(480, 520);
    auto *sheet = new QWidget;
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(24, 16, 24, 16);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    const auto heading = [&](const QString &text) {
        auto *label = new QLabel(text, sheet);
        label->setProperty("look", u"section"_s);
        grid->addWidget(label, grid->rowCount(), 0, 1, 2);
    };
    const auto line = [&](const QString &what, const QString &keys) {
        const int row = grid->rowCount();
        grid->addWidget(new QLabel(what, sheet), row, 0);
        auto *shown = new QLabel(keys, sheet);
        shown->setProperty("look", u"code"_s);
        grid->addWidget(shown, row, 1, Qt::AlignRight);
    };
    QSet<const QAction *> seen;
    for (const QAction *menuAction : menus.actions()) {
        bool headed = false;
        for (const QAction *action : menuAction->menu() ? menuAction->menu()->actions() : QList<QAction *>()) {
            if (action->shortcut().isEmpty() || seen.contains(action))
                continue;
            seen.insert(action);
            if (!std::exchange(headed, true))
                heading(menuAction->text().remove(u'&'));
            line(action->text().remove(u'&').remove(u'\u2026'), action->shortcut().toString(QKeySequence::NativeText));
        }
    }
    grid->setRowStretch(grid->rowCount(), 1);

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(sheet);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 16);
    layout->addWidget(scroll, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(24, 0, 24, 0);
    row->addWidget(buttons);
    layout->addLayout(row);
}
