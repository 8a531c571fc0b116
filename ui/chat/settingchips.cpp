#include "ui/chat/settingchips.h"

#include "ui/chat/answerfooter.h"
#include "ui/chat/settingchip.h"
#include "ui/icons.h"
#include "ui/widgets/flowlayout.h"

#include <QActionGroup>
#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostChunks = 50;

/// A menu that shows one form; Enter and Escape close it.
QMenu *formMenu(QWidget *form, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    auto *action = new QWidgetAction(menu);
    form->setContentsMargins(0, 0, 0, 0);
    action->setDefaultWidget(form);
    menu->addAction(action);
    return menu;
}

}

SettingChips::SettingChips(QWidget *parent)
    : QWidget(parent)
    , m_scopeChip(newChip(u"scopeChip"_s, tr("What is asked")))
    , m_clearScope(newChip(u"clearScope"_s, tr("Ask the whole dataset")))
    , m_searchType(newChip(u"searchTypeChip"_s, tr("Search type")))
    , m_chunks(newChip(u"chunksChip"_s, tr("Chunks to answer from")))
    , m_temperature(newChip(u"temperatureChip"_s, tr("Temperature")))
    , m_model(newChip(u"modelChip"_s, tr("Language model")))
{
    setObjectName(u"settingChips"_s);
    m_scopeChip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_clearScope->setIcon(icon(u"close"_s, Tint::Secondary));
    m_clearScope->setToolTip(tr("Ask the whole dataset"));
    m_clearScope->setPopupMode(QToolButton::DelayedPopup);
    connect(m_clearScope, &QToolButton::clicked, this, &SettingChips::scopeCleared);
    auto *row = new FlowLayout(this, 6);
    row->setContentsMargins(0, 0, 0, 0);
    for (QToolButton *chip : {m_scopeChip, m_clearScope, m_searchType, m_chunks, m_temperature, m_model})
        row->addWidget(chip);
    buildSearchTypeMenu();
    buildChunksMenu();
    buildTemperatureMenu();
    buildModelMenu();
    showTexts();
}

QToolButton *SettingChips::newChip(const QString &objectName, const QString &accessibleName)
{
    auto *chip = new SettingChip(this);
    chip->setObjectName(objectName);
    chip->setAccessibleName(accessibleName);
    chip->setToolTip(accessibleName);
    chip->setPopupMode(QToolButton::InstantPopup);
    return chip;
}

void SettingChips::choose(const AnswerSettings &settings)
{
    if (settings == m_settings)
        return;
    m_settings = settings;
    showTexts();
    Q_EMIT settingsChanged();
}

void SettingChips::setSettings(const AnswerSettings &settings)
{
    m_settings = settings;
    showTexts();
}

void SettingChips::setScope(const ChatScope &scope)
{
    m_scope = scope;
    showTexts();
}

void SettingChips::buildSearchTypeMenu()
{
    auto *menu = new QMenu(this);
    auto *group = new QActionGroup(menu);
    const QList<std::pair<QString, QString>> types = {{u"fulltext"_s, tr("Full text: the words of the question")},
                                                      {u"semantic"_s, tr("Meaning: what is close to it")},
                                                      {u"hybrid"_s, tr("Hybrid: both, ranked together")},
                                                      {u"bm25"_s, tr("BM25: classic word ranking")}};
    for (const auto &[type, text] : types) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(type);
        group->addAction(action);
    }
    connect(group, &QActionGroup::triggered, this, [this](const QAction *action) {
        AnswerSettings settings = m_settings;
        settings.searchType = action->data().toString();
        choose(settings);
    });
    connect(menu, &QMenu::aboutToShow, group, [this, group] {
        for (QAction *action : group->actions())
            action->setChecked(action->data() == m_settings.searchType);
    });
    m_searchType->setMenu(menu);
}

void SettingChips::buildChunksMenu()
{
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    auto *count = new QSpinBox(form);
    count->setObjectName(u"chunkCount"_s);
    count->setRange(1, mostChunks);
    auto *help = new QLabel(tr("More chunks know more and cost more."), form);
    help->setProperty("look", u"secondary"_s);
    layout->addRow(tr("Chunks to &answer from"), count);
    layout->addRow(help);
    QMenu *menu = formMenu(form, this);
    connect(count, &QSpinBox::valueChanged, this, [this](int chunks) {
        AnswerSettings settings = m_settings;
        settings.chunks = chunks;
        choose(settings);
    });
    connect(menu, &QMenu::aboutToShow, count, [this, count] {
        const QSignalBlocker blocker(count);
        count->setValue(m_settings.chunks);
        count->setFocus();
        count->selectAll();
    });
    m_chunks->setMenu(menu);
}

void SettingChips::buildTemperatureMenu()
{
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    auto *own = new QCheckBox(tr("&Set the temperature"), form);
    own->setObjectName(u"ownTemperature"_s);
    auto *value = new QDoubleSpinBox(form);
    value->setObjectName(u"temperature"_s);
    value->setRange(0, 2);
    value->setDecimals(1);
    value->setSingleStep(0.1);
    auto *help = new QLabel(tr("0 is the most predictable, 2 the most varied. The dataset's own setting wins where it has one."), form);
    help->setWordWrap(true);
    help->setProperty("look", u"secondary"_s);
    layout->addRow(own);
    layout->addRow(tr("&Temperature"), value);
    layout->addRow(help);
    QMenu *menu = formMenu(form, this);
    const auto apply = [this, own, value] {
        AnswerSettings settings = m_settings;
        settings.temperature = own->isChecked() ? std::optional(value->value()) : std::nullopt;
        choose(settings);
    };
    connect(own, &QCheckBox::toggled, value, &QWidget::setEnabled);
    connect(own, &QCheckBox::toggled, this, apply);
    connect(value, &QDoubleSpinBox::valueChanged, this, apply);
    connect(menu, &QMenu::aboutToShow, value, [this, own, value] {
        const QSignalBlocker blockers[] = {QSignalBlocker(own), QSignalBlocker(value)};
        own->setChecked(m_settings.temperature.has_value());
        value->setValue(m_settings.temperature.value_or(0.5));
        value->setEnabled(own->isChecked());
        own->setFocus();
    });
    m_temperature->setMenu(menu);
}

void SettingChips::buildModelMenu()
{
    auto *form = new QWidget;
    auto *layout = new QFormLayout(form);
    auto *name = new QLineEdit(form);
    name->setObjectName(u"modelName"_s);
    name->setPlaceholderText(tr("The dataset's model"));
    name->setMinimumWidth(220);
    auto *help = new QLabel(tr("As the language model's server names it."), form);
    help->setProperty("look", u"secondary"_s);
    layout->addRow(tr("&Model"), name);
    layout->addRow(help);
    QMenu *menu = formMenu(form, this);
    connect(name, &QLineEdit::returnPressed, menu, &QMenu::close);
    connect(menu, &QMenu::aboutToShow, name, [this, name] {
        name->setText(m_settings.model.value_or(QString()));
        name->setFocus();
        name->selectAll();
    });
    connect(menu, &QMenu::aboutToHide, this, [this, name] {
        AnswerSettings settings = m_settings;
        const QString text = name->text().trimmed();
        settings.model = text.isEmpty() ? std::nullopt : std::optional(text);
        choose(settings);
    });
    m_model->setMenu(menu);
}

void SettingChips::showTexts()
{
    const bool overChunks = m_scope.kind == ChatScope::Kind::Chunks;
    switch (m_scope.kind) {
    case ChatScope::Kind::Dataset: m_scopeChip->setText(tr("Whole dataset")); break;
    case ChatScope::Kind::Group: m_scopeChip->setText(tr("Group %1").arg(m_scope.group.name)); break;
    case ChatScope::Kind::Chunks: m_scopeChip->setText(tr("%Ln chunk(s)", nullptr, int(m_scope.chunks.size()))); break;
    }
    const QString scopeIcons[] = {u"dataset"_s, u"group"_s, u"chunk"_s};
    m_scopeChip->setIcon(icon(scopeIcons[int(m_scope.kind)], Tint::Accent));
    m_clearScope->setVisible(m_scope.kind != ChatScope::Kind::Dataset);
    // Over given chunks nothing is searched for.
    m_searchType->setVisible(!overChunks);
    m_chunks->setVisible(!overChunks);
    m_searchType->setText(searchTypeName(m_settings.searchType));
    m_chunks->setText(tr("%Ln chunk(s)", nullptr, m_settings.chunks));
    m_temperature->setText(m_settings.temperature ? tr("temperature %1").arg(locale().toString(*m_settings.temperature, 'f', 1)) : tr("temperature: default"));
    m_model->setText(m_settings.model.value_or(tr("model: default")));
}
