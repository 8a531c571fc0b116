#include "ui/chat/answerfooter.h"

#include "app/models/turn.h"
#include "ui/icons.h"
#include "ui/widgets/flowlayout.h"

#include <QLabel>
#include <QLocale>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace {

QString settingsText(const Turn &turn)
{
    QStringList parts;
    if (turn.settings) {
        parts += searchTypeName(turn.settings->searchType);
        if (turn.settings->model)
            parts += *turn.settings->model;
        if (turn.settings->temperature)
            parts += AnswerFooter::tr("temperature %1").arg(QLocale().toString(*turn.settings->temperature, 'f', 1));
    }
    parts += AnswerFooter::tr("%Ln chunk(s)", nullptr, int(turn.hits.size()));
    if (turn.milliseconds > 0 && turn.milliseconds < 1000)
        parts += AnswerFooter::tr("%1 ms").arg(QLocale().toString(turn.milliseconds));
    else if (turn.milliseconds > 0)
        parts += AnswerFooter::tr("%1 s").arg(QLocale().toString(double(turn.milliseconds) / 1000, 'f', 1));
    return parts.join(u" \u00b7 "_s);
}

}

QString searchTypeName(const QString &searchType)
{
    if (searchType == "fulltext"_L1)
        return AnswerFooter::tr("full text");
    if (searchType == "semantic"_L1)
        return AnswerFooter::tr("meaning");
    if (searchType == "hybrid"_L1)
        return AnswerFooter::tr("hybrid");
    if (searchType == "bm25"_L1)
        return AnswerFooter::tr("BM25");
    return searchType;
}

AnswerFooter::AnswerFooter(QWidget *parent)
    : QWidget(parent)
    , m_sources(new QToolButton(this))
    , m_copy(new QToolButton(this))
    , m_settings(new QLabel(this))
{
    m_sources->setCheckable(true);
    m_sources->setAutoRaise(true);
    m_sources->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_sources->setIcon(icon(u"book"_s, Tint::Secondary));
    m_sources->setToolTip(tr("Show what this answer was made from"));
    m_sources->setObjectName(u"answerSources"_s);
    m_copy->setAutoRaise(true);
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setIcon(icon(u"copy"_s, Tint::Secondary));
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the answer as Markdown"));
    m_copy->setAccessibleName(tr("Copy the answer"));
    m_copy->setObjectName(u"copyAnswer"_s);
    // On the colour of a text field labels take its text colour, which is not the one that their look sets.
    m_settings->setForegroundRole(QPalette::WindowText);
    m_settings->setProperty("look", u"secondary"_s);
    m_settings->setObjectName(u"answerSettings"_s);
    m_settings->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_settings->setMinimumHeight(m_copy->sizeHint().height());
    auto *row = new FlowLayout(this, 8);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_sources);
    row->addWidget(m_copy);
    row->addWidget(m_settings);
    row->setStretched(m_settings);
    connect(m_sources, &QToolButton::clicked, this, &AnswerFooter::sourcesRequested);
    connect(m_copy, &QToolButton::clicked, this, &AnswerFooter::copyRequested);
}

void AnswerFooter::showTurn(const Turn &turn)
{
    m_settings->setText(settingsText(turn));
    m_settings->setToolTip(turn.createdAt.isValid() ? QLocale().toString(turn.createdAt.toLocalTime(), QLocale::LongFormat) : QString());
    m_sources->setVisible(!turn.hits.isEmpty());
    m_sources->setText(tr("%Ln source(s)", nullptr, int(turn.hits.size())));
    m_copy->setVisible(!turn.text.isEmpty());
}

void AnswerFooter::setChosen(bool chosen)
{
    if (chosen == m_sources->isChecked())
        return;
    m_sources->setChecked(chosen);
    m_sources->setIcon(icon(u"book"_s, chosen ? Tint::Accent : Tint::Secondary));
}
