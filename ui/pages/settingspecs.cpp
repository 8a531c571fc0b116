#include "ui/pages/settingspecs.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct SettingSpecs {
    Q_DECLARE_TR_FUNCTIONS(SettingSpecs)
};

using Kind = SettingField::Kind;

}

QList<SettingSection> settingSections()
{
    return {
        {SettingSpecs::tr("Language model"),
            {{u"LLM_BASE_URL"_s, Kind::Text, SettingSpecs::tr("&Address"), SettingSpecs::tr("Of a server that speaks OpenAI's protocol. Empty takes the server's default."), true},
                {u"LLM_DEFAULT_MODEL"_s, Kind::Text, SettingSpecs::tr("&Model"), SettingSpecs::tr("Used where a chat does not name another one."), true},
                {u"LLM_API_KEY"_s, Kind::Secret, SettingSpecs::tr("API &key"), SettingSpecs::tr("Stored by the server. What is typed here replaces it."), true},
                {u"LLM_API_VERSION"_s, Kind::Text, SettingSpecs::tr("API &version"), SettingSpecs::tr("Only for servers that ask for one."), false}}},
        {SettingSpecs::tr("Answers"),
            {{u"SYSTEM_PROMPT"_s, Kind::Prose, SettingSpecs::tr("S&ystem prompt"), SettingSpecs::tr("The first message of every new conversation; conversations that exist keep theirs."), true},
                {u"RAG_PROMPT"_s, Kind::Prose, SettingSpecs::tr("&Prompt before the sources"), SettingSpecs::tr("Tells the model what to do with the chunks that follow it."), true},
                {u"N_RETRIEVALS_TO_INCLUDE"_s, Kind::Count, SettingSpecs::tr("&Chunks to answer from"), SettingSpecs::tr("A chat may choose another number."), true},
                {u"USE_MESSAGE_TO_QUERY_PROMPT"_s, Kind::Switch, SettingSpecs::tr("Let the model turn the &question into a search"), {}},
                {u"MESSAGE_TO_QUERY_PROMPT"_s, Kind::Prose, SettingSpecs::tr("Prompt that turns the question &into a search"), {}}}},
        {SettingSpecs::tr("Search"),
            {{u"FULLTEXT_ENABLED"_s, Kind::Switch, SettingSpecs::tr("&Full text search"), {}},
                {u"SEMANTIC_ENABLED"_s, Kind::Switch, SettingSpecs::tr("S&emantic search"), {}},
                {u"BM25_ENABLED"_s, Kind::Switch, SettingSpecs::tr("&BM25 search"), SettingSpecs::tr("Needs a server that was set up for it.")}}},
        {SettingSpecs::tr("Protection"),
            {{u"LOCKED"_s, Kind::Switch, SettingSpecs::tr("&Lock: refuse to delete or clear the dataset"), SettingSpecs::tr("Single chunks can still be edited and deleted."), true}}},
    };
}
