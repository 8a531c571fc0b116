#include "ui/icons.h"

#include "ui/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QLoggingCategory>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(uiLog, "retriever.ui", QtInfoMsg)

/// Paints one SVG whose strokes are "currentColor" in a colour that is chosen when it is painted: QtSvg itself paints that word black.
class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(QString name, QByteArray svg, Tint tint) : m_name(std::move(name)), m_svg(std::move(svg)), m_tint(tint) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(QByteArray(m_svg).replace("currentColor", colour(mode).name().toLatin1()));
        const int side = qMin(rect.width(), rect.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(QRectF(rect).center());
        renderer.render(painter, square);
    }

    // Sizes arrive in device pixels.
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = u"line-icon/%1/%2x%3/%4"_s.arg(m_name).arg(size.width()).arg(size.height()).arg(colour(mode).name());
        QPixmap result;
        if (QPixmapCache::find(key, &result))
            return result;
        result = QPixmap(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, result);
        return result;
    }

    QIconEngine *clone() const override { return new LineIconEngine(*this); }
    QString key() const override { return u"line-icon"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QColor colour(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return QGuiApplication::palette().color(QPalette::Disabled, QPalette::WindowText);
        if (mode == QIcon::Selected && m_tint == Tint::Text)
            return QGuiApplication::palette().color(QPalette::Active, QPalette::HighlightedText);
        return tintColour(m_tint);
    }

    QString m_name;
    QByteArray m_svg;
    Tint m_tint;
};

}

QIcon icon(const QString &name)
{
    return icon(name, Tint::Text);
}

QIcon icon(const QString &name, Tint tint)
{
    QFile file(u":/resources/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(uiLog) << "no icon is called" << name;
        return {};
    }
    return QIcon(new LineIconEngine(name, file.readAll(), tint));
}

QColor tintColour(Tint tint)
{
    const Theme &theme = currentTheme();
    switch (tint) {
    case Tint::Text:
        return theme.text;
    case Tint::Secondary:
        return theme.secondaryText;
    case Tint::Accent:
        return theme.accent;
    case Tint::AccentText:
        return theme.accentText;
    case Tint::Positive:
        return theme.positive;
    case Tint::Warning:
        return theme.warning;
    case Tint::Negative:
        return theme.negative;
    }
    return theme.text;
}
