#pragma once

#include "ui/pages/page.h"

class ApiClient;
class Settings;

/// A page that a dataset has: adding one is adding a line in pagespecs.cpp.
struct PageSpec {
    /// The object name of the page, and how it is remembered.
    QString id;
    QString title;
    QString iconName;
    std::function<Page *(const ApiClient &client, QWidget *parent)> make;
};

namespace pageid {
inline const QString chunks = QStringLiteral("chunks");
inline const QString groups = QStringLiteral("groups");
inline const QString chat = QStringLiteral("chat");
inline const QString requests = QStringLiteral("requests");
inline const QString settings = QStringLiteral("settings");
}

/// In the order of the sidebar and of Ctrl+1, Ctrl+2...
QList<PageSpec> pageSpecs();

/// What pages ask of one another; nothing happens where the page is not the one that is meant.
void showChunk(Page &page, const ChunkId &chunk);
void showGroup(Page &page, const ChunkGroupId &group);
void setChatScope(Page &page, const ChatScope &scope);
/// For a page that keeps something between runs.
void rememberIn(Settings &settings, Page &page);
