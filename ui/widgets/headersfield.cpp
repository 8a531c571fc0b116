#include "ui/widgets/headersfield.h"

#include "ui/icons.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

HeadersField::HeadersField(QWidget *parent) : QWidget(parent), m_lines(new QVBoxLayout)
{
    setObjectName(u"headers"_s);
    auto *add = new QPushButton(icon(u"add"_s), tr("Add &header"), this);
    add->setObjectName(u"addHeader"_s);
    add->setAutoDefault(false);
    m_lines->setSpacing(4);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addLayout(m_lines);
    layout->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &QPushButton::clicked, this, [this] {
        addLine({});
        m_all.last().name->setFocus();
    });
}

void HeadersField::setHeaders(const QList<ExtraHeader> &headers)
{
    while (!m_all.isEmpty())
        removeLine(m_all.first().row);
    for (const ExtraHeader &header : headers)
        addLine(header);
}

void HeadersField::addLine(const ExtraHeader &header)
{
    Line line;
    line.row = new QWidget(this);
    line.name = new QLineEdit(header.name, line.row);
    line.name->setObjectName(u"headerName"_s);
    line.name->setPlaceholderText(tr("Name"));
    line.name->setAccessibleName(tr("Name of header %1").arg(m_all.size() + 1));
    line.value = new QLineEdit(header.value, line.row);
    line.value->setObjectName(u"headerValue"_s);
    line.value->setAccessibleName(tr("Value of header %1").arg(m_all.size() + 1));
    line.isSecret = new QCheckBox(tr("Secret"), line.row);
    line.isSecret->setObjectName(u"headerSecret"_s);
    line.isSecret->setChecked(header.isSecret);
    auto *remove = new QToolButton(line.row);
    remove->setObjectName(u"removeHeader"_s);
    remove->setIcon(icon(u"close"_s));
    remove->setAutoRaise(true);
    remove->setToolTip(tr("Remove this header"));
    remove->setAccessibleName(tr("Remove header %1").arg(m_all.size() + 1));
    auto *row = new QHBoxLayout(line.row);
    row->setContentsMargins({});
    row->setSpacing(8);
    row->addWidget(line.name, 2);
    row->addWidget(line.value, 3);
    row->addWidget(line.isSecret);
    row->addWidget(remove);
    m_lines->addWidget(line.row);
    m_all.append(line);
    showSecrecy(line, header.isSecret);
    connect(line.name, &QLineEdit::textChanged, this, &HeadersField::changed);
    connect(line.value, &QLineEdit::textChanged, this, &HeadersField::changed);
    connect(line.isSecret, &QCheckBox::toggled, this, [this, line] {
        showSecrecy(line, false);
        Q_EMIT changed();
    });
    // Queued: the button that was pressed goes with its line.
    connect(remove, &QToolButton::clicked, this, [this, gone = line.row] { removeLine(gone); }, Qt::QueuedConnection);
    line.row->show();
    Q_EMIT changed();
}

void HeadersField::showSecrecy(const Line &line, bool isStored)
{
    const bool isSecret = line.isSecret->isChecked();
    line.value->setEchoMode(isSecret ? QLineEdit::Password : QLineEdit::Normal);
    line.value->setPlaceholderText(isStored ? tr("Unchanged") : tr("Value"));
}

void HeadersField::removeLine(const QWidget *row)
{
    for (qsizetype i = 0; i < m_all.size(); ++i) {
        if (m_all.at(i).row == row)
            delete m_all.takeAt(i).row;
    }
    Q_EMIT changed();
}

QList<ExtraHeader> HeadersField::headers() const
{
    QList<ExtraHeader> headers;
    for (const Line &line : m_all) {
        const bool isSecret = line.isSecret->isChecked();
        if (!line.name->text().trimmed().isEmpty())
            headers.append({line.name->text().trimmed(), isSecret ? QString() : line.value->text().trimmed(), isSecret});
    }
    return headers;
}

QMap<QString, QString> HeadersField::typedSecrets() const
{
    QMap<QString, QString> secrets;
    for (const Line &line : m_all) {
        if (line.isSecret->isChecked() && !line.value->text().trimmed().isEmpty())
            secrets.insert(line.name->text().trimmed(), line.value->text().trimmed());
    }
    return secrets;
}
