#pragma once

#include "app/values/chunk.h"
#include "app/values/chunkgroup.h"
#include "app/values/dataset.h"
#include "app/values/error.h"

#include <QWidget>

#include <functional>

class ApiClient;
class QAction;

/// What a chat is held over: the whole dataset, one group, or some chunks.
struct ChatScope {
    enum class Kind { Dataset, Group, Chunks };
    Kind kind = Kind::Dataset;
    SlimGroup group;
    QList<ChunkId> chunks;
};

/// One page of the chosen dataset. It owns its actions, which the window puts into menus; it asks for other pages by signals.
class Page : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows that dataset from now on; the same dataset again only refreshes what is said of it (its name).
    virtual void showDataset(const Dataset &dataset) = 0;
    virtual void refresh() = 0;
    /// For the window's menu and the shortcut sheet.
    virtual QList<QAction *> pageActions() const { return {}; }
    /// Runs proceed once nothing unsaved would be lost: at once, or after the user said so; never when the user said to stay.
    virtual void leave(std::function<void()> proceed) { proceed(); }

Q_SIGNALS:
    void chunkRequested(const ChunkId &chunk);
    void groupRequested(const ChunkGroupId &group);
    void chatRequested(const ChatScope &scope);
    void addDocumentsRequested();
    /// The number of chunks or something else that the sidebar shows changed.
    void datasetChanged(const DatasetId &dataset);
    /// A sentence for the status bar, shown for some seconds.
    void statusMessage(const QString &text);

protected:
    /// An action of this page, with its shortcut in the tooltip; it works while the page is shown.
    QAction *addPageAction(const QString &name, const QString &iconName, const QString &text, const QKeySequence &shortcut, const QString &toolTip);
    /// Those that write stay disabled where nothing may be written or the key is known to lack that role, and say why.
    void lockWriting(const ApiClient &client, const QList<QAction *> &actions, Error::Role needed = Error::Role::Admin);
};
