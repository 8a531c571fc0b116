#include "ui/theme.h"

#include "ui/style/flatstyle.h"

#include <QApplication>
#include <QPalette>
#include <QPointer>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace {

QColor colour(QRgb rgb)
{
    return QColor::fromRgb(rgb);
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.surface);
    palette.setColor(QPalette::AlternateBase, blend(theme.surface, theme.text, 0.03));
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.secondaryText);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.accentText);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.selection);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    palette.setColor(QPalette::LinkVisited, theme.accent);
    palette.setColor(QPalette::Light, blend(theme.border, theme.surface, 0.7));
    palette.setColor(QPalette::Midlight, blend(theme.border, theme.surface, 0.4));
    palette.setColor(QPalette::Mid, theme.border);
    palette.setColor(QPalette::Dark, blend(theme.border, theme.text, 0.3));
    palette.setColor(QPalette::Shadow, blend(theme.border, theme.text, 0.5));
    const QColor faint = blend(theme.window, theme.text, 0.45);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, faint);
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.window);
    return palette;
}

}

const Theme &lightTheme()
{
    static const Theme theme{
        .dark = false,
        .window = colour(0xfff3f4f6),
        .surface = colour(0xffffffff),
        .raised = colour(0xfffcfcfd),
        .border = colour(0xffd4d8de),
        .text = colour(0xff1c2128),
        .secondaryText = colour(0xff56606c),
        .accent = colour(0xff2f5fd0),
        .accentText = colour(0xffffffff),
        .positive = colour(0xff1a7336),
        .warning = colour(0xff855600),
        .negative = colour(0xffbb2424),
        .selection = colour(0xffdce6fb),
        .codeBackground = colour(0xffeef0f3),
    };
    return theme;
}

const Theme &darkTheme()
{
    static const Theme theme{
        .dark = true,
        .window = colour(0xff1b1e23),
        .surface = colour(0xff22262c),
        .raised = colour(0xff2c3138),
        .border = colour(0xff3d444e),
        .text = colour(0xffe3e6ea),
        .secondaryText = colour(0xffa7b0bb),
        .accent = colour(0xff86abff),
        .accentText = colour(0xff10182b),
        .positive = colour(0xff5ccb80),
        .warning = colour(0xffe3b341),
        .negative = colour(0xffff8880),
        .selection = colour(0xff2b3d5f),
        .codeBackground = colour(0xff191c20),
    };
    return theme;
}

const Theme &currentTheme()
{
    return QGuiApplication::palette().color(QPalette::Window) == darkTheme().window ? darkTheme() : lightTheme();
}

QColor blend(const QColor &from, const QColor &to, qreal part)
{
    const auto mixed = [part](int a, int b) { return qRound(a + (b - a) * part); };
    return QColor(mixed(from.red(), to.red()), mixed(from.green(), to.green()), mixed(from.blue(), to.blue()));
}

void applyTheme(QApplication &application, const Theme &theme)
{
    if (!qobject_cast<FlatStyle *>(application.style()))
        application.setStyle(new FlatStyle);
    application.setPalette(paletteOf(theme));
    // Labels hold colours of their own since they were polished.
    // Some lay themselves out anew when the palette changes, and that is the end of others.
    const QWidgetList all = application.allWidgets();
    const QList<QPointer<QWidget>> widgets(all.begin(), all.end());
    for (const QPointer<QWidget> &widget : widgets) {
        if (widget && widget->testAttribute(Qt::WA_WState_Polished))
            widget->style()->polish(widget);
    }
}
