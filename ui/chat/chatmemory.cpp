#include "ui/chat/chatmemory.h"

#include "app/settings/settings.h"
#include "ui/chat/settingstext.h"

#include <QSplitter>

using namespace Qt::StringLiterals;

namespace {

const QString page = u"chat"_s;

}

QString ChatMemory::draft(const QString &key) const
{
    if (const auto found = m_drafts.constFind(key); found != m_drafts.constEnd())
        return *found;
    return m_settings && !key.isEmpty() ? m_settings->value(Settings::Key::Draft, key).toString() : QString();
}

void ChatMemory::keepDraft(const QString &key, const QString &text)
{
    m_drafts.insert(key, text);
    // Before a dataset is shown there is nothing that it could belong to.
    if (m_settings && !key.isEmpty())
        m_settings->setValue(Settings::Key::Draft, key, text);
}

std::optional<AnswerSettings> ChatMemory::answerSettings(const DatasetId &dataset) const
{
    if (!m_settings || dataset.isEmpty())
        return std::nullopt;
    return settingsFromText(m_settings->value(Settings::Key::ChatSettings, dataset.text()).toString());
}

void ChatMemory::keepAnswerSettings(const DatasetId &dataset, const AnswerSettings &settings)
{
    if (m_settings && !dataset.isEmpty())
        m_settings->setValue(Settings::Key::ChatSettings, dataset.text(), settingsToText(settings));
}

void ChatMemory::restore(QSplitter &splitter) const
{
    if (m_settings)
        splitter.restoreState(m_settings->value(Settings::Key::Splitter, splitter.objectName()).toByteArray());
}

void ChatMemory::keep(const QSplitter &splitter)
{
    if (m_settings)
        m_settings->setValue(Settings::Key::Splitter, splitter.objectName(), splitter.saveState());
}

bool ChatMemory::sourcesAreFolded() const
{
    return m_settings && m_settings->value(Settings::Key::InspectorFolded, page).toBool();
}

void ChatMemory::keepSourcesFolded(bool folded)
{
    if (m_settings)
        m_settings->setValue(Settings::Key::InspectorFolded, page, folded);
}
