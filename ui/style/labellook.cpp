#include "ui/style/labellook.h"

#include "ui/theme.h"

#include <QFontDatabase>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace {

QFont resized(QFont font, qreal points)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() + points);
    return font;
}

}

void dressLabel(QLabel *label, const QString &look)
{
    const Theme &theme = currentTheme();
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QColor text = theme.text;
    if (look == "title"_L1) {
        font = resized(font, 2);
        font.setWeight(QFont::DemiBold);
    } else if (look == "section"_L1) {
        font = resized(font, -1);
        font.setWeight(QFont::DemiBold);
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        text = theme.secondaryText;
    } else if (look == "secondary"_L1) {
        font = resized(font, -1);
        text = theme.secondaryText;
    } else if (look == "error"_L1) {
        font = resized(font, -1);
        text = theme.negative;
    } else if (look == "code"_L1) {
        font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    }
    label->setFont(font);
    QPalette palette;
    palette.setColor(QPalette::WindowText, text);
    label->setPalette(palette);
}
