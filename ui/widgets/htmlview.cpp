#include "ui/widgets/htmlview.h"

#include "ui/theme.h"
#include "ui/widgets/safehtml.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostCharacters = 200'000;

QString styleSheetOf(const Theme &theme, const QFont &fixedFont)
{
    const QString family = fixedFont.family();
    return u"a { color: %1; } code, pre, tt, kbd, samp { font-family: '%2'; background: %3; } pre { white-space: pre-wrap; } "
           "h1 { font-size: 140%; } h2 { font-size: 125%; } h3 { font-size: 112%; } h4, h5, h6 { font-size: 100%; } "
           "table { border-collapse: collapse; } td, th { border: 1px solid %4; padding: 4px 8px; } "
           "blockquote { color: %5; } .hit { background: %6; font-weight: 600; }"_s.arg(theme.accent.name(), family, theme.codeBackground.name(),
                                                                                       theme.border.name(), theme.secondaryText.name(),
                                                                                       theme.selection.name());
}

}

HtmlView::HtmlView(QWidget *parent) :
    QTextBrowser(parent)
{
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    document()->setDocumentMargin(12);
    document()->setIndentWidth(24);
    connect(this, &QTextBrowser::anchorClicked, this, &HtmlView::onAnchor);
}

void HtmlView::showHtml(const QString &html)
{
    m_html = html;
    m_isSource = false;
    render();
    verticalScrollBar()->setValue(0);
}

void HtmlView::showSource(const QString &html)
{
    m_html = html;
    m_isSource = true;
    render();
    verticalScrollBar()->setValue(0);
}

QVariant HtmlView::loadResource(int, const QUrl &)
{
    // Not an invalid variant: for that one a document opens local files by itself.
    return QByteArray();
}

void HtmlView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    // The document holds the colours of the look in which it was laid out.
    if (event->type() == QEvent::PaletteChange)
        render();
}

void HtmlView::render()
{
    const int place = verticalScrollBar()->value();
    const QFont fixedFont = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QString shown = m_html.left(mostCharacters);
    document()->setDefaultStyleSheet(styleSheetOf(currentTheme(), fixedFont));
    if (m_isSource)
        setHtml(u"<pre style=\"white-space: pre-wrap; background: transparent\">%1</pre>"_s.arg(shown.toHtmlEscaped()));
    else
        setHtml(safeHtml(shown));
    if (shown.size() < m_html.size())
        append(u"<p><i>%1</i></p>"_s.arg(tr("Only the first %L1 of %L2 characters are shown.").arg(shown.size()).arg(m_html.size())));
    verticalScrollBar()->setValue(place);
}

void HtmlView::onAnchor(const QUrl &target)
{
    const QUrl safe = safeTarget(target.toString());
    if (!safe.isEmpty())
        Q_EMIT linkActivated(safe);
}
