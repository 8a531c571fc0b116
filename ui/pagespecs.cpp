#include "ui/pagespecs.h"

#include "ui/chat/chatpage.h"
#include "ui/pages/chunkspage.h"
#include "ui/pages/datasetsettingspage.h"
#include "ui/pages/groupspage.h"
#include "ui/pages/requestspage.h"

#include <QCoreApplication>

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
        {pageid::chunks, PageSpecs::tr("Chunks"), u"chunk"_s, make<ChunksPage>},
        {pageid::groups, PageSpecs::tr("Groups"), u"group"_s, make<GroupsPage>},
        {pageid::chat, PageSpecs::tr("Chat"), u"chat"_s, make<ChatPage>},
        {pageid::requests, PageSpecs::tr("Requests"), u"activity"_s, make<RequestsPage>},
        {pageid::settings, PageSpecs::tr("Settings"), u"settings"_s, make<DatasetSettingsPage>},
    };
}

void showChunk(Page &page, const ChunkId &chunk)
{
    if (auto *chunks = qobject_cast<ChunksPage *>(&page))
        chunks->showChunk(chunk);
}

void showGroup(Page &page, const ChunkGroupId &group)
{
    if (auto *groups = qobject_cast<GroupsPage *>(&page))
        groups->showGroup(group);
}

void setChatScope(Page &page, const ChatScope &scope)
{
    if (auto *chat = qobject_cast<ChatPage *>(&page))
        chat->setScope(scope);
}

void rememberIn(Settings &settings, Page &page)
{
    if (auto *chat = qobject_cast<ChatPage *>(&page))
        chat->remember(settings);
}
