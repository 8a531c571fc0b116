#include "ui/chat/emptychat.h"

#include "ui/icons.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

EmptyChat::EmptyChat(QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_sentence(new QLabel(this))
{
    setObjectName(u"emptyChat"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *picture = new QLabel(this);
    picture->setPixmap(icon(u"chat"_s, Tint::Secondary).pixmap(32, 32));
    m_heading->setProperty("look", u"title"_s);
    m_heading->setAlignment(Qt::AlignCenter);
    m_heading->setWordWrap(true);
    m_heading->setForegroundRole(QPalette::WindowText);
    m_sentence->setProperty("look", u"secondary"_s);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setForegroundRole(QPalette::WindowText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(picture, 0, Qt::AlignHCenter);
    column->addWidget(m_heading);
    column->addWidget(m_sentence);
    column->addSpacing(12);
    for (const QString &question : {tr("What is in this dataset?"), tr("How do I get started?"), tr("What should I know first?")}) {
        auto *example = new QPushButton(question, this);
        example->setObjectName(u"exampleQuestion"_s);
        example->setMinimumWidth(260);
        column->addWidget(example, 0, Qt::AlignHCenter);
        connect(example, &QPushButton::clicked, this, [this, question] { Q_EMIT exampleChosen(question); });
    }
    column->addStretch(3);
}

void EmptyChat::setTexts(const QString &heading, const QString &sentence)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
}

// Only the questions: a pane that is disabled as a whole has another ground than its neighbours.
void EmptyChat::setUnavailable(const QString &why)
{
    const auto examples = findChildren<QPushButton *>();
    for (QPushButton *example : examples) {
        example->setEnabled(why.isEmpty());
        example->setToolTip(why);
    }
}
