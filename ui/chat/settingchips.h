#pragma once

#include "app/models/answersettings.h"
#include "ui/pages/page.h"

class QToolButton;

/// The line above the composer: what an answer is made from and how, every part a small button that opens its control.
class SettingChips : public QWidget
{
    Q_OBJECT

public:
    explicit SettingChips(QWidget *parent = nullptr);

    const AnswerSettings &settings() const { return m_settings; }
    void setSettings(const AnswerSettings &settings);
    const ChatScope &scope() const { return m_scope; }
    void setScope(const ChatScope &scope);

Q_SIGNALS:
    void settingsChanged();
    /// The user wants the whole dataset again.
    void scopeCleared();

private:
    QToolButton *newChip(const QString &objectName, const QString &accessibleName);
    void buildSearchTypeMenu();
    void buildChunksMenu();
    void buildTemperatureMenu();
    void buildModelMenu();
    void choose(const AnswerSettings &settings);
    void showTexts();

    AnswerSettings m_settings;
    ChatScope m_scope;
    QToolButton *m_scopeChip = nullptr;
    QToolButton *m_clearScope = nullptr;
    QToolButton *m_searchType = nullptr;
    QToolButton *m_chunks = nullptr;
    QToolButton *m_temperature = nullptr;
    QToolButton *m_model = nullptr;
};
