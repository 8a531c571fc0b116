#include "ui/widgets/batchbar.h"

#include "app/models/chunkbatch.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

BatchBar::BatchBar(ChunkBatch &batch, QWidget *parent) :
    QFrame(parent), m_batch(batch), m_text(new QLabel(this)), m_progress(new QProgressBar(this))
{
    setObjectName(u"batchBar"_s);
    m_text->setObjectName(u"batchText"_s);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(200);
    m_progress->setAccessibleName(tr("Progress"));
    auto *stop = new QPushButton(tr("Stop"), this);
    stop->setObjectName(u"stopBatch"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(m_text);
    layout->addWidget(m_progress, 1);
    layout->addStretch(1);
    layout->addWidget(stop);
    connect(stop, &QPushButton::clicked, &m_batch, &ChunkBatch::stop);
    connect(&m_batch, &ChunkBatch::progressed, this, &BatchBar::report);
    connect(&m_batch, &ChunkBatch::finished, this, &QWidget::hide);
    hide();
}

void BatchBar::begin(const QString &what)
{
    m_what = what;
    report();
    show();
}

void BatchBar::report()
{
    const int done = m_batch.doneCount() + int(m_batch.failures().size());
    m_text->setText(tr("%1: %L2 of %L3").arg(m_what).arg(done).arg(m_batch.total()));
    m_progress->setMaximum(m_batch.total());
    m_progress->setValue(done);
}
