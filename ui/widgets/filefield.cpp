#include "ui/widgets/filefield.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

FileField::FileField(const QString &objectName, const QString &name, const QString &filter, QWidget *parent)
    : QWidget(parent), m_title(name), m_filter(filter), m_path(new QLineEdit(this))
{
    setObjectName(objectName);
    m_path->setObjectName(objectName + u"Path"_s);
    auto *button = new QPushButton(tr("Choose\u2026"), this);
    button->setObjectName(objectName + u"Choose"_s);
    button->setAccessibleName(name);
    button->setAutoDefault(false);
    setFocusProxy(m_path);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(button);
    connect(m_path, &QLineEdit::textChanged, this, &FileField::pathChanged);
    connect(button, &QPushButton::clicked, this, &FileField::choose);
}

QString FileField::path() const
{
    return m_path->text().trimmed();
}

void FileField::setPath(const QString &path)
{
    m_path->setText(path);
}

void FileField::choose()
{
    auto *dialog = new QFileDialog(this, m_title, path().isEmpty() ? QDir::homePath() : QFileInfo(path()).path(), m_filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    dialog->open();
}
