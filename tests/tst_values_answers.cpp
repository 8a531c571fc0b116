#include "app/values/analytics.h"
#include "app/values/conversation.h"
#include "app/values/crawl.h"
#include "app/values/grouppages.h"
#include "app/values/member.h"
#include "app/values/organizationkey.h"
#include "app/values/workerevent.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

Json parsed(const char *text)
{
    return *Json::parse(text);
}

}

/// What answers hold beside the usual, and few servers or few routes send.
class AnswersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheFileOfAGroup();
    void readsTheGroupOfAPageOfChunks();
    void readsWhatAnOrganizationPaysFor();
    void readsTheTokensOfAMessage();
    void readsWhoseAKeyAnInvitationAndAnEventAre();
    void readsTheKindOfACrawl();
    void readsWhatAnEventWasGiven();
};

void AnswersTest::readsTheFileOfAGroup()
{
    const QByteArray group = R"({"id":"g","dataset_id":"d","name":"n","description":"","created_at":"c","updated_at":"u","file_id":%1})";
    QCOMPARE(ChunkGroup::fromJson(parsed(QByteArray(group).replace("%1", "\"f\"").constData()))->file, std::optional(FileId(u"f"_s)));
    QVERIFY(!ChunkGroup::fromJson(parsed(QByteArray(group).replace("%1", "null").constData()))->file);
}

void AnswersTest::readsTheGroupOfAPageOfChunks()
{
    const auto page = GroupChunksPage::fromJson(
        parsed(R"({"chunks":[],"group":{"id":"g","dataset_id":"d","name":"n","created_at":"c","updated_at":"u","file_id":"f"},"total_pages":1})"));
    QCOMPARE(page->group->name, u"n"_s);
    QCOMPARE(page->group->file, std::optional(FileId(u"f"_s)));
    QVERIFY(!GroupChunksPage::fromJson(parsed(R"({"chunks":[],"total_pages":1})"))->group);
}

void AnswersTest::readsWhatAnOrganizationPaysFor()
{
    const auto flat = Organization::fromJson(parsed(R"({"organization":{"id":"o","name":"n","registerable":true,"partner_configuration":{"a":1}},
        "plan":{"type":"flat","id":"p","name":"Small","amount":900,"chunk_count":1000,"dataset_count":2,"user_count":3,"message_count":4,
            "messages_per_month":5,"file_storage":6},
        "subscription":{"type":"flat","id":"s","plan_id":"p","created_at":"c","current_period_end":"e"}})"));
    QVERIFY2(flat.ok(), qPrintable(flat ? QString() : flat.error().message));
    QCOMPARE(flat->registerable, std::optional(true));
    QCOMPARE(flat->partnerConfiguration, parsed(R"({"a":1})"));
    QCOMPARE(flat->plan->name, u"Small"_s);
    QCOMPARE(flat->plan->chunks, std::optional<qint64>(1000));
    QCOMPARE(flat->plan->messagesPerMonth, std::optional<qint64>(5));
    QVERIFY(!flat->plan->isByUsage);
    QCOMPARE(flat->subscription->planId, u"p"_s);
    QCOMPARE(flat->subscription->currentPeriodEnd, std::optional(u"e"_s));
    const auto used = Organization::fromJson(parsed(R"({"organization":{"id":"o","name":"n"},"plan":{"type":"usage_based","id":"p","name":"Used"},
        "subscription":{"type":"usage_based","id":"s","usage_based_plan_id":"p","created_at":"c"}})"));
    QVERIFY2(used.ok(), qPrintable(used ? QString() : used.error().message));
    QVERIFY(used->plan->isByUsage && !used->plan->chunks);
    QCOMPARE(used->subscription->planId, u"p"_s);
    const auto alone = Organization::fromJson(parsed(R"({"id":"o","name":"n"})"));
    QVERIFY(!alone->plan && !alone->subscription && !alone->registerable);
}

void AnswersTest::readsTheTokensOfAMessage()
{
    const auto said = Message::fromJson(parsed(R"({"id":"m","topic_id":"t","role":"user","content":"?","sort_order":1,"created_at":"c","updated_at":"u",
        "prompt_tokens":7,"completion_tokens":null})"));
    QCOMPARE(said->promptTokens, std::optional<qint64>(7));
    QVERIFY(!said->completionTokens);
}

void AnswersTest::readsWhoseAKeyAnInvitationAndAnEventAre()
{
    QCOMPARE(OrganizationKey::fromJson(parsed(R"({"id":"k","organization_id":"o"})"))->organization, OrganizationId(u"o"_s));
    const auto invitation = Invitation::fromJson(parsed(R"({"id":"i","email":"e","organization_id":"o","scopes":["GET /api/chunk/{chunk_id}"]})"));
    QCOMPARE(invitation->organization, OrganizationId(u"o"_s));
    QCOMPARE(invitation->scopes, std::optional(QStringList{u"GET /api/chunk/{chunk_id}"_s}));
    QVERIFY(!Invitation::fromJson(parsed(R"({"id":"i","email":"e","scopes":null})"))->scopes);
    QCOMPARE(WorkerEvent::fromJson(parsed(R"({"id":"e","event_type":"t","organization_id":"o"})"))->organization, OrganizationId(u"o"_s));
}

void AnswersTest::readsTheKindOfACrawl()
{
    const auto crawl = Crawl::fromJson(parsed(R"({"id":"c","status":"Pending","crawl_type":"shopify","scrape_id":"s"})"));
    QCOMPARE(crawl->type, u"shopify"_s);
    QCOMPARE(crawl->scrapeId, u"s"_s);
}

void AnswersTest::readsWhatAnEventWasGiven()
{
    const Json json = parsed(R"({"id":"q","metadata":{"n":1.10},"query_rating":{"rating":1,"metadata":{"m":2.0}}})");
    for (const Metadata &metadata : {SearchEvent::fromJson(json)->metadata, RagEvent::fromJson(json)->metadata})
        QCOMPARE(metadata.text(), QByteArray(R"({"n":1.10})"));
    QCOMPARE(SearchEvent::fromJson(json)->rating->metadata.text(), QByteArray(R"({"m":2.0})"));
}

QTEST_GUILESS_MAIN(AnswersTest)
#include "tst_values_answers.moc"
