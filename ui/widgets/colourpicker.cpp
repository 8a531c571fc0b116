#include "ui/widgets/colourpicker.h"

#include "ui/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>

namespace {

/// One colour to choose, a disc; the chosen one has a ring around it.
class Swatch : public QAbstractButton
{
public:
    Swatch(const QColor &colour, QWidget *parent) : QAbstractButton(parent), m_colour(colour)
    {
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setFixedSize(28, 28);
    }

private:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF disc = QRectF(rect()).adjusted(6, 6, -6, -6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colour);
        painter.drawEllipse(disc);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(currentTheme().text, 1.5));
        if (isChecked())
            painter.drawEllipse(disc.adjusted(-3, -3, 3, 3));
        if (hasFocus()) {
            QStyleOptionFocusRect focus;
            focus.initFrom(this);
            style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
        }
    }

    QColor m_colour;
};

}

ColourPicker::ColourPicker(const QStringList &colours, QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addStretch(1);
    for (const QString &colour : colours)
        addColour(colour);
    if (!m_colours.isEmpty())
        setColour(m_colours.first());
}

void ColourPicker::addColour(const QString &colour)
{
    auto *swatch = new Swatch(QColor(colour), this);
    swatch->setAccessibleName(tr("Colour %1").arg(colour));
    swatch->setToolTip(colour);
    m_group->addButton(swatch, int(m_colours.size()));
    m_colours.append(colour);
    static_cast<QHBoxLayout *>(layout())->insertWidget(layout()->count() - 1, swatch);
}

QString ColourPicker::colour() const
{
    return m_colours.value(m_group->checkedId());
}

void ColourPicker::setColour(const QString &colour)
{
    if (!m_colours.contains(colour))
        addColour(colour);
    QAbstractButton *button = m_group->button(int(m_colours.indexOf(colour)));
    button->setChecked(true);
    setFocusProxy(button);
}
