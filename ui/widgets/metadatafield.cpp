#include "ui/widgets/metadatafield.h"

#include "ui/widgets/sourceedit.h"

#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

MetadataField::MetadataField(QWidget *parent) :
    QWidget(parent), m_edit(new SourceEdit(this))
{
    setObjectName(u"metadataControl"_s);
    m_edit->setObjectName(u"metadata"_s);
    m_edit->setLines(6);
    m_edit->setPlaceholderText(u"{\"key\": \"value\"}"_s);
    setFocusProxy(m_edit);
    auto *format = new QToolButton(this);
    format->setText(tr("Lay out"));
    format->setAutoRaise(true);
    format->setObjectName(u"formatMetadata"_s);
    format->setToolTip(tr("Lay the JSON out for reading; numbers keep their spelling"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(format, 0, Qt::AlignRight);
    connect(format, &QToolButton::clicked, this, &MetadataField::layOut);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &MetadataField::changed);
}

bool MetadataField::isEmpty() const
{
    const QString text = m_edit->source().trimmed();
    return text.isEmpty() || text == u"null";
}

std::optional<Metadata> MetadataField::metadata() const
{
    const auto read = Metadata::fromText(m_edit->source());
    return read ? std::optional(*read) : std::nullopt;
}

bool MetadataField::differsFrom(const Metadata &original) const
{
    if (!m_edit->isTouched())
        return false;
    const auto typed = metadata();
    return !typed || !(*typed == original || (typed->isNull() && original.isNull()));
}

QString MetadataField::fault() const
{
    m_edit->markFault(0, 0);
    if (isEmpty())
        return {};
    const auto json = Json::parse(m_edit->source().toUtf8());
    if (json)
        return {};
    static const QRegularExpression place(u"line (\\d+), column (\\d+)"_s);
    const auto match = place.match(json.error().message);
    m_edit->markFault(match.captured(1).toInt(), match.captured(2).toInt());
    return json.error().message + u'.';
}

void MetadataField::layOut()
{
    const auto json = Json::parse(m_edit->source().toUtf8());
    if (!json)
        return;
    QTextCursor cursor(m_edit->document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(json->toIndentedBytes()));
}
