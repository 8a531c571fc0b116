#pragma once

#include "app/models/answersettings.h"
#include "app/values/id.h"

#include <QHash>

class QSplitter;
class Settings;

/// What a chat remembers: unsent questions, how each dataset is asked, where the panes end. Between runs where it was given settings,
/// which must outlive it, else for as long as it lives.
class ChatMemory
{
public:
    void useSettings(Settings &settings) { m_settings = &settings; }

    /// The key says where it was typed: a topic's id, or a dataset's for a chat that is not a topic yet.
    QString draft(const QString &key) const;
    void keepDraft(const QString &key, const QString &text);

    /// Nothing where none were kept.
    std::optional<AnswerSettings> answerSettings(const DatasetId &dataset) const;
    void keepAnswerSettings(const DatasetId &dataset, const AnswerSettings &settings);

    void restore(QSplitter &splitter) const;
    void keep(const QSplitter &splitter);
    bool sourcesAreFolded() const;
    void keepSourcesFolded(bool folded);

private:
    Settings *m_settings = nullptr;
    QHash<QString, QString> m_drafts;
};
