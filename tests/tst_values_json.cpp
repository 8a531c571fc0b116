#include "app/values/metadata.h"
#include "app/values/number.h"

#include <QTest>

using namespace Qt::StringLiterals;

class JsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheSpellingOfEveryNumber_data();
    void keepsTheSpellingOfEveryNumber();
    void keepsTheOrderOfMembersAndThoseNobodyKnows();
    void readsEveryEscapeAndWritesTextThatReadsBackTheSame();
    void readsAndWritesEverySignAtEveryPlaceOfAText();
    void namesOfMembersStayApartHoweverAlikeTheyAre();
    void takesTextThatIsUtf8AlreadyAndReplacesWhatIsNot();
    void refusesWhatIsNotJsonAndSaysWhere_data();
    void refusesWhatIsNotJsonAndSaysWhere();
    void refusesNestingThatWouldOverflowTheStack();
    void takesTheLastOfTwoMembersWithOneName();
    void comparesObjectsWhateverTheOrderOfTheirMembers();
    void writesVerbatimTextAsItStandsAndReadsItWhenAsked();
    void tellsWholeNumbersFromOthers();
    void metadataGivesBackWhatTheUserTyped();
};

// Texts are looked at eight bytes at a time: every sign has to be seen at every place of the eight, and behind them.
void JsonTest::readsAndWritesEverySignAtEveryPlaceOfAText()
{
    for (int length = 1; length <= 20; ++length) {
        for (int place = 0; place < length; ++place) {
            for (const char16_t sign : {u'"', u'\\', u'\0', u'\x1f', u' ', u'\x7f', u'\u00e4', u'\u65e5', u'!', u'#', u'[', u']'}) {
                QString text(length, u'x');
                text[place] = QChar(sign);
                const QByteArray written = Json(text).toBytes();
                const auto read = Json::parse(written);
                QVERIFY2(read.ok(), written.constData());
                QCOMPARE(read->toString(), text);
                QCOMPARE(Json::utf8(text.toUtf8()).toBytes(), written);
                const auto member = Json::parse('{' + written + ":1}");
                QVERIFY2(member.ok(), written.constData());
                QCOMPARE(member->members().first().name, text);
            }
        }
    }
}

void JsonTest::namesOfMembersStayApartHoweverAlikeTheyAre()
{
    // The same length, first and last letter: what the parser tells names apart by at first.
    const auto json = Json::parse(R"([{"abc":1,"axc":2,"abc":3},{"axc":4,"":5}])");
    QVERIFY(json.ok());
    QCOMPARE(json->toBytes(), QByteArray(R"([{"abc":1,"axc":2,"abc":3},{"axc":4,"":5}])"));
    QCOMPARE(json->items().at(1)[u"axc"].toInteger(), 4);
}

void JsonTest::takesTextThatIsUtf8AlreadyAndReplacesWhatIsNot()
{
    QCOMPARE(Json::utf8("a\"\xC3\xA4").toString(), u"a\"ä"_s);
    QCOMPARE(Json::utf8("a\xFF" "b").toString(), u"a\uFFFD" "b"_s);
    QCOMPARE(Json::utf8("").toBytes(), QByteArray("\"\""));
}

void JsonTest::keepsTheSpellingOfEveryNumber_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const char *number : {"0", "-0", "0.10", "1e400", "9223372036854775807", "9223372036854775808", "-34", "151.0", "1E+2", "123456789012345678901234567890"})
        QTest::newRow(number) << QByteArray(number);
}

void JsonTest::keepsTheSpellingOfEveryNumber()
{
    QFETCH(QByteArray, number);
    const QByteArray text = "{\"a\":[" + number + "]}";
    const auto json = Json::parse(text);
    QVERIFY2(json.ok(), qPrintable(json ? QString() : json.error().message));
    QCOMPARE(json->toBytes(), text);
    QCOMPARE((*json)[u"a"].items().first().numberText(), number);
}

void JsonTest::keepsTheOrderOfMembersAndThoseNobodyKnows()
{
    const QByteArray text = R"({"z":1,"a":{"b":null,"":[]},"unknown":{"x":[true,false,{}]}})";
    QCOMPARE(Json::parse(text)->toBytes(), text);
}

void JsonTest::readsEveryEscapeAndWritesTextThatReadsBackTheSame()
{
    const auto json = Json::parse(R"(" \"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00\u0001 é😀 ")");
    QVERIFY(json.ok());
    const QString expected = u" \"\\/\b\f\n\r\tAé😀\u0001 é😀 "_s;
    QCOMPARE(json->toString(), expected);
    QCOMPARE(Json::parse(json->toBytes())->toString(), expected);
}

void JsonTest::refusesWhatIsNotJsonAndSaysWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("place");
    QTest::newRow("nothing") << QByteArray() << u"line 1, column 1"_s;
    QTest::newRow("a comma too many") << QByteArray("{\n \"a\": 1,\n}") << u"line 3, column 1"_s;
    QTest::newRow("leading zero") << QByteArray("[01]") << u"line 1, column 3"_s;
    QTest::newRow("bare word") << QByteArray("[nan]") << u"line 1, column 2"_s;
    QTest::newRow("single quotes") << QByteArray("{'a':1}") << u"line 1, column 2"_s;
    QTest::newRow("text after the end") << QByteArray("{} x") << u"line 1, column 4"_s;
    QTest::newRow("no closing quote") << QByteArray("[\"abc") << u"line 1, column 2"_s;
    QTest::newRow("line break in a text") << QByteArray("[\"a\nb\"]") << u"line 1, column 4"_s;
    QTest::newRow("not UTF-8") << QByteArray("[\"\xff\"]") << u"line 1, column 3"_s;
    QTest::newRow("half an escape") << QByteArray("[\"\\u12\"]") << u"column"_s;
    QTest::newRow("unclosed") << QByteArray("[[1,2]") << u"line 1, column 7"_s;
    QTest::newRow("minus alone") << QByteArray("-") << u"line 1, column 1"_s;
    QTest::newRow("point without digits") << QByteArray("1.") << u"line 1"_s;
}

void JsonTest::refusesWhatIsNotJsonAndSaysWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, place);
    const auto json = Json::parse(text);
    QVERIFY(!json);
    QCOMPARE(json.error().kind, Error::Kind::Malformed);
    QVERIFY2(json.error().message.contains(place), qPrintable(json.error().message));
}

void JsonTest::refusesNestingThatWouldOverflowTheStack()
{
    QVERIFY(Json::parse(QByteArray(200, '[') + QByteArray(200, ']')).ok());
    QVERIFY(!Json::parse(QByteArray(1'000'000, '[')).ok());
    QVERIFY(!Json::parse(QByteArray("{\"a\":").repeated(300'000)).ok());
}

void JsonTest::takesTheLastOfTwoMembersWithOneName()
{
    QCOMPARE((*Json::parse(R"({"a":1,"a":2})"))[u"a"].toInteger(), 2);
}

void JsonTest::comparesObjectsWhateverTheOrderOfTheirMembers()
{
    QCOMPARE(*Json::parse(R"({"a":1,"b":[2,"x"]})"), *Json::parse(R"({ "b" : [2, "x"], "a" : 1 })"));
    QVERIFY(!(*Json::parse(R"({"a":1})") == *Json::parse(R"({"a":1.0})")));
    QVERIFY(!(*Json::parse(R"({"a":1})") == *Json::parse(R"({"a":1,"b":null})")));
}

void JsonTest::writesVerbatimTextAsItStandsAndReadsItWhenAsked()
{
    Json json = Json::object({{u"metadata", Json::verbatim("{\"n\": 1e400}")}});
    QCOMPARE(json.toBytes(), QByteArray("{\"metadata\":{\"n\": 1e400}}"));
    QCOMPARE(json[u"metadata"][u"n"].numberText(), QByteArray("1e400"));
    json.set(u"metadata", u"x");
    json.set(u"more", Json::strings({u"y"_s}));
    QCOMPARE(json.toBytes(), QByteArray(R"({"metadata":"x","more":["y"]})"));
}

void JsonTest::tellsWholeNumbersFromOthers()
{
    QCOMPARE(Json::number("1e2").toInteger(), 100);
    QCOMPARE(Json::number("9223372036854775807").toInteger(), std::numeric_limits<qint64>::max());
    QVERIFY(!Json::number("9223372036854775808").toInteger());
    QVERIFY(!Json::number("0.5").toInteger());
    QVERIFY(!Json::number("1,5").isNumber());
    QVERIFY(!Number::fromText(u"abc"));
    QCOMPARE(Number::fromText(u" 0.50 ")->text(), u"0.50"_s);
    QCOMPARE(Number(0.1).text(), u"0.1"_s);
}

void JsonTest::metadataGivesBackWhatTheUserTyped()
{
    const QString typed = u"{ \"big\": 9223372036854775808,\n  \"b\": 1.50 }"_s;
    const auto metadata = Metadata::fromText(typed);
    QVERIFY(metadata.ok());
    QCOMPARE(metadata->readableText(), typed);
    QCOMPARE(*metadata, Metadata::fromJson(*Json::parse(R"({"b":1.50,"big":9223372036854775808})")));
    QVERIFY(Metadata::fromText(u"  "_s)->isNull());
    QVERIFY(!Metadata::fromText(u"{a:1}"_s).ok());
}

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_values_json.moc"
