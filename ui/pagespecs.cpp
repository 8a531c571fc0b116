#include "ui/pagespecs.h"

#include "ui/pages/datasetsettingspage.h"

#include <QCoreApplication>

#if __has_include("ui/pages/chunkspage.h")
#include "ui/pages/chunkspage.h"
#endif
#if __has_include("ui/pages/groupspage.h")
#include "ui/pages/groupspage.h"
#endif
#if __has_include("ui/chat/chatpage.h")
#include "ui/chat/chatpage.h"
#endif

using namespace Qt::StringLiterals;

namespace {

struct PageSpecs {
    Q_DECLARE_TR_FUNCTIONS(PageSpecs)
};

template <typename SomePage>
Page *make(const ApiClient &client, QWidget *parent)
{
    return new SomePage(client, parent);
}

}

QList<PageSpec> pageSpecs()
{
    return {
#if __has_include("ui/pages/chunkspage.h")
        {pageid::chunks, PageSpecs::tr("Chunks"), u"chunk"_s, make<ChunksPage>},
#endif
#if __has_include("ui/pages/groupspage.h")
        {pageid::groups, PageSpecs::tr("Groups"), u"group"_s, make<GroupsPage>},
#endif
#if __has_include("ui/chat/chatpage.h")
        {pageid::chat, PageSpecs::tr("Chat"), u"chat"_s, make<ChatPage>},
#endif
        {pageid::settings, PageSpecs::tr("Settings"), u"settings"_s, make<DatasetSettingsPage>},
    };
}

void showChunk(Page &page, const ChunkId &chunk)
{
#if __has_include("ui/pages/chunkspage.h")
    if (auto *chunks = qobject_cast<ChunksPage *>(&page))
        chunks->showChunk(chunk);
#endif
    Q_UNUSED(page)
    Q_UNUSED(chunk)
}

void showGroup(Page &page, const ChunkGroupId &group)
{
#if __has_include("ui/pages/groupspage.h")
    if (auto *groups = qobject_cast<GroupsPage *>(&page))
        groups->showGroup(group);
#endif
    Q_UNUSED(page)
    Q_UNUSED(group)
}

void setChatScope(Page &page, const ChatScope &scope)
{
#if __has_include("ui/chat/chatpage.h")
    if (auto *chat = qobject_cast<ChatPage *>(&page))
        chat->setScope(scope);
#endif
    Q_UNUSED(page)
    Q_UNUSED(scope)
}
