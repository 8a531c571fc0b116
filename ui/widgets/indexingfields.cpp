#include "ui/widgets/indexingfields.h"

#include "ui/widgets/fieldlist.h"
#include "ui/widgets/formfield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QString factorProblem(const QLineEdit *phrase, const QLineEdit *factor)
{
    if (FieldList::isTouched(factor) && phrase->text().trimmed().isEmpty())
        return IndexingFields::tr("Write the phrase that it is for.");
    const bool isNumber = factor->text().trimmed().isEmpty() || Number::fromText(factor->text());
    return isNumber ? QString() : IndexingFields::tr("Write a number, such as 1.5.");
}

Field<bool> choice(const QComboBox *box)
{
    return box->currentIndex() == 0 ? Field<bool>() : Field<bool>(box->currentIndex() == 1);
}

template <typename Boost>
Field<Boost> boost(const QLineEdit *phrase, const QLineEdit *factor)
{
    if (phrase->text().trimmed().isEmpty())
        return {};
    return Boost{.phrase = phrase->text(), .factor = Number::fromText(factor->text()).value_or(Number(1))};
}

}

IndexingFields::IndexingFields(QWidget *parent) :
    QWidget(parent), m_fields(new FieldList(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(12);
    connect(m_fields, &FieldList::changed, this, &IndexingFields::changed);

    m_upsert = addCheck(u"upsertByTrackingId"_s, tr("&Replace the chunk that has this tracking id"),
                        tr("Without it, a chunk whose tracking id is taken is not stored. With it, the text, link, metadata, time stamp, weight, number, place "
                           "and images of that chunk become what is written here, also where that is empty; tags and groups are added."));
    m_semanticContent = addText(u"semanticContent"_s, tr("Te&xt for semantic search"), tr("Read instead of the chunk's text for its vector."));
    m_fulltextContent = addText(u"fulltextContent"_s, tr("Text for &full-text search"), tr("Read instead of the chunk's text for words."));
    m_fulltextPhrase = addLine(u"fulltextBoostPhrase"_s, tr("Full-text boost: &phrase"), tr("Words that count more in full-text search."));
    m_fulltextFactor = addLine(u"fulltextBoostFactor"_s, tr("Full-text boost: factor"), {}, [this] { return factorProblem(m_fulltextPhrase, m_fulltextFactor); });
    m_semanticPhrase = addLine(u"semanticBoostPhrase"_s, tr("Semantic boost: p&hrase"), tr("A phrase that the chunk's vector is moved towards."));
    m_semanticFactor = addLine(u"semanticBoostFactor"_s, tr("Semantic boost: factor"), tr("Negative moves away."), [this] {
        const auto number = Number::fromText(m_semanticFactor->text());
        return number && number->toDouble() == 0 ? tr("0 does nothing, and servers fail on it.") : factorProblem(m_semanticPhrase, m_semanticFactor);
    });
    m_convert = addChoice(u"convertHtmlToText"_s, tr("Take the text out of the &HTML"), tr("No: tags are searched too."), tr("As the server does (yes)"));
    m_splitAverage = addChoice(u"splitAvg"_s, tr("Split and a&verage"), tr("For long texts: vectors of pieces, averaged."), tr("As the server does (no)"));
    layout->addStretch(1);
    m_newOnly = {m_upsert, m_semanticContent->parentWidget(), m_fulltextContent->parentWidget(), m_splitAverage->parentWidget()};
    reset(true);
}

QLineEdit *IndexingFields::addLine(const QString &name, const QString &label, const QString &help, std::function<QString()> problem)
{
    auto *line = new QLineEdit;
    line->setObjectName(name);
    auto *row = new FormField(label, line, help, this);
    layout()->addWidget(row);
    m_fields->addLine(row, line, std::move(problem));
    return line;
}

QPlainTextEdit *IndexingFields::addText(const QString &name, const QString &label, const QString &help)
{
    auto *text = new QPlainTextEdit;
    text->setObjectName(name);
    text->setTabChangesFocus(true);
    text->setFixedHeight(72);
    auto *row = new FormField(label, text, help, this);
    layout()->addWidget(row);
    connect(text, &QPlainTextEdit::textChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = row,
                   .isTouched = [text] { return !text->document()->isEmpty(); },
                   .revert =
                       [text] {
                           text->selectAll();
                           text->insertPlainText({});
                       },
                   .problem = {}});
    return text;
}

QComboBox *IndexingFields::addChoice(const QString &name, const QString &label, const QString &help, const QString &unsaid)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->addItems({unsaid, tr("Yes"), tr("No")});
    auto *row = new FormField(label, box, help, this);
    layout()->addWidget(row);
    connect(box, &QComboBox::currentIndexChanged, m_fields, &FieldList::changed);
    m_fields->add({.row = row, .isTouched = [box] { return box->currentIndex() != 0; }, .revert = [box] { box->setCurrentIndex(0); }, .problem = {}});
    return box;
}

QCheckBox *IndexingFields::addCheck(const QString &name, const QString &text, const QString &help)
{
    auto *box = new QCheckBox(text);
    box->setObjectName(name);
    box->setAccessibleDescription(help);
    box->setToolTip(help);
    layout()->addWidget(box);
    connect(box, &QCheckBox::toggled, m_fields, &FieldList::changed);
    return box;
}

void IndexingFields::reset(bool isNew)
{
    m_semanticContent->clear();
    m_fulltextContent->clear();
    FieldList::load(m_fulltextPhrase, {}, false);
    FieldList::load(m_fulltextFactor, u"1"_s, false);
    FieldList::load(m_semanticPhrase, {}, false);
    FieldList::load(m_semanticFactor, u"1"_s, false);
    m_convert->setCurrentIndex(0);
    m_splitAverage->setCurrentIndex(0);
    m_upsert->setChecked(false);
    for (QWidget *widget : std::as_const(m_newOnly))
        widget->setVisible(isNew);
}

void IndexingFields::addTo(ChunkPatch &patch) const
{
    if (const QString text = m_semanticContent->toPlainText(); !text.isEmpty())
        patch.semanticContent = text;
    if (const QString text = m_fulltextContent->toPlainText(); !text.isEmpty())
        patch.fulltextContent = text;
    patch.fulltextBoost = boost<FullTextBoost>(m_fulltextPhrase, m_fulltextFactor);
    patch.semanticBoost = boost<SemanticBoost>(m_semanticPhrase, m_semanticFactor);
    patch.convertHtmlToText = choice(m_convert);
    patch.splitAvg = choice(m_splitAverage);
    if (m_upsert->isChecked())
        patch.upsertByTrackingId = true;
}

void IndexingFields::write(const ChunkPatch &patch)
{
    const auto put = [](QComboBox *box, const Field<bool> &field) { box->setCurrentIndex(!field.value() ? 0 : *field.value() ? 1 : 2); };
    m_semanticContent->setPlainText(patch.semanticContent.value().value_or(QString()));
    m_fulltextContent->setPlainText(patch.fulltextContent.value().value_or(QString()));
    if (const auto &boost = patch.fulltextBoost.value()) {
        m_fulltextPhrase->setText(boost->phrase);
        m_fulltextFactor->setText(boost->factor.text());
    }
    if (const auto &boost = patch.semanticBoost.value()) {
        m_semanticPhrase->setText(boost->phrase);
        m_semanticFactor->setText(boost->factor.text());
    }
    put(m_convert, patch.convertHtmlToText);
    put(m_splitAverage, patch.splitAvg);
    m_upsert->setChecked(patch.upsertByTrackingId.value().value_or(false));
}

bool IndexingFields::isTouched() const
{
    return m_fields->isTouched() || m_upsert->isChecked();
}

QString IndexingFields::problem() const
{
    return m_fields->problem();
}

void IndexingFields::review(bool sayAll)
{
    m_fields->review(sayAll);
}
