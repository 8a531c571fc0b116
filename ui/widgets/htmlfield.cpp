#include "ui/widgets/htmlfield.h"

#include "ui/widgets/htmlview.h"
#include "ui/widgets/sourceedit.h"

#include <QTextDocumentFragment>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int previewPause = 150;
/// A longer text says something; looking for what it says would take too long at every key.
constexpr int surelyText = 20'000;

}

HtmlField::HtmlField(QWidget *parent) :
    QWidget(parent), m_edit(new SourceEdit(this)), m_preview(new HtmlView(this)), m_toggle(new QToolButton(this))
{
    setObjectName(u"chunkHtmlControl"_s);
    m_edit->setObjectName(u"chunkHtml"_s);
    m_edit->setLines(10);
    m_edit->setPlaceholderText(tr("HTML or plain text"));
    m_preview->setObjectName(u"livePreview"_s);
    m_preview->setAccessibleName(tr("Preview of the text"));
    m_preview->setFrameShape(QFrame::StyledPanel);
    m_preview->setMinimumHeight(140);
    m_preview->hide();
    m_toggle->setObjectName(u"previewToggle"_s);
    m_toggle->setText(tr("Preview"));
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolTip(tr("Show the text as it is rendered while you type"));
    setFocusProxy(m_edit);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_toggle, 0, Qt::AlignRight);
    layout->addWidget(m_preview);
    m_pause.setSingleShot(true);
    m_pause.setInterval(previewPause);
    connect(&m_pause, &QTimer::timeout, this, &HtmlField::showPreview);
    connect(m_toggle, &QToolButton::toggled, this, &HtmlField::showPreview);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &HtmlField::changed);
    connect(m_edit, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
}

QString HtmlField::problem() const
{
    const QString text = m_edit->source();
    if (text.size() > surelyText || !QTextDocumentFragment::fromHtml(text).toPlainText().trimmed().isEmpty())
        return {};
    return tr("Write some text: the server accepts a chunk without any, and then drops it.");
}

void HtmlField::showPreview()
{
    m_preview->setVisible(m_toggle->isChecked());
    if (m_toggle->isChecked())
        m_preview->showHtml(m_edit->source());
}
