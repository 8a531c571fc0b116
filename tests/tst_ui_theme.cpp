#include "ui/errortext.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

/// The look: what is written can be read in both themes, icons take its colours, errors become sentences.
class tst_ui_theme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeReadOnEveryGround_data();
    void textCanBeReadOnEveryGround();
    void knowsWhichLookIsInForce();
    void iconsTakeTheColourOfTheTextAndOfAState();
    void iconsAreDimmedWhereTheControlIsDisabled();
    void everyIconIsDrawnInCurrentColourOnOneGrid();
    void labelsFollowAChangeOfTheLook();
    void sentencesSayWhyAndWhatToDo();
    void everySentenceOfDoubtAsksToLookFirst();
    void ownRefusalsAreNotExplainedTwice();
    void colourLiteralsAreInTheThemeAlone();
};

namespace {

// Source: WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &colour)
{
    const auto linear = [](double part) { return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

int opaquePixels(const QImage &image, const QColor &colour)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += pixel.alpha() > 250 && std::abs(pixel.red() - colour.red()) < 3 && std::abs(pixel.green() - colour.green()) < 3
                && std::abs(pixel.blue() - colour.blue()) < 3;
        }
    }
    return count;
}

}

void tst_ui_theme::textCanBeReadOnEveryGround_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const Theme &theme : {lightTheme(), darkTheme()}) {
        const std::initializer_list<std::pair<const char *, QColor>> grounds = {
            {"window", theme.window}, {"surface", theme.surface}, {"raised", theme.raised}, {"selection", theme.selection}, {"code", theme.codeBackground}};
        const std::initializer_list<std::pair<const char *, QColor>> texts = {{"text", theme.text}, {"secondary", theme.secondaryText},
            {"accent", theme.accent}, {"positive", theme.positive}, {"warning", theme.warning}, {"negative", theme.negative}};
        const char *name = theme.dark ? "dark" : "light";
        for (const auto &[textName, text] : texts) {
            for (const auto &[groundName, ground] : grounds)
                QTest::addRow("%s: %s on %s", name, textName, groundName) << text << ground;
        }
        QTest::addRow("%s: accent text on accent", name) << theme.accentText << theme.accent;
        QTest::addRow("%s: accent text on negative", name) << theme.accentText << theme.negative;
    }
}

void tst_ui_theme::textCanBeReadOnEveryGround()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    const double ratio = contrast(text, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(u"%1 on %2 is %3 : 1"_s.arg(text.name(), ground.name()).arg(ratio)));
}

void tst_ui_theme::knowsWhichLookIsInForce()
{
    applyTheme(*qApp, darkTheme());
    QVERIFY(currentTheme().dark);
    applyTheme(*qApp, lightTheme());
    QVERIFY(!currentTheme().dark);
}

void tst_ui_theme::iconsTakeTheColourOfTheTextAndOfAState()
{
    const QIcon plain = icon(u"dataset"_s);
    const QIcon negative = icon(u"error"_s, Tint::Negative);
    for (const Theme &theme : {lightTheme(), darkTheme()}) {
        applyTheme(*qApp, theme);
        QVERIFY(opaquePixels(plain.pixmap(64, 64).toImage(), theme.text) > 50);
        QVERIFY(opaquePixels(negative.pixmap(64, 64).toImage(), theme.negative) > 50);
    }
    applyTheme(*qApp, lightTheme());
}

void tst_ui_theme::iconsAreDimmedWhereTheControlIsDisabled()
{
    const QColor disabled = QApplication::palette().color(QPalette::Disabled, QPalette::WindowText);
    QVERIFY(disabled != lightTheme().text);
    QVERIFY(opaquePixels(icon(u"dataset"_s).pixmap(QSize(64, 64), QIcon::Disabled).toImage(), disabled) > 50);
}

void tst_ui_theme::everyIconIsDrawnInCurrentColourOnOneGrid()
{
    const QDir folder(QStringLiteral(RETRIEVER_SOURCE_DIR "/resources/icons"));
    const QStringList names = folder.entryList({u"*.svg"_s});
    QVERIFY(names.size() >= 50);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        QVERIFY2(svg.contains("viewBox=\"0 0 16 16\"") && svg.contains("stroke-width=\"1.5\""), qPrintable(name));
        QVERIFY2(svg.contains("currentColor") && !svg.contains('#'), qPrintable(name));
        QVERIFY2(!icon(name.chopped(4)).pixmap(16, 16).isNull(), qPrintable(name));
    }
}

void tst_ui_theme::labelsFollowAChangeOfTheLook()
{
    QLabel label(u"help"_s);
    label.setProperty("look", u"secondary"_s);
    label.show();
    QCOMPARE(label.palette().color(QPalette::WindowText), lightTheme().secondaryText);
    applyTheme(*qApp, darkTheme());
    QCOMPARE(label.palette().color(QPalette::WindowText), darkTheme().secondaryText);
    applyTheme(*qApp, lightTheme());
}

void tst_ui_theme::sentencesSayWhyAndWhatToDo()
{
    const Error error{.kind = Error::Kind::Server, .httpStatus = 500, .message = u"disk full"_s, .requestId = u"abc-1"_s};
    const QString text = errorText(u"The chunk could not be saved."_s, error);
    QVERIFY(text.startsWith(u"The chunk could not be saved.\n"_s));
    QVERIFY(text.contains(u"Try again"_s));
    QVERIFY(text.contains(u"The server says: disk full"_s));
    QVERIFY(text.contains(u"abc-1"_s));
    for (int kind = int(Error::Kind::Canceled); kind <= int(Error::Kind::Malformed); ++kind)
        QVERIFY(!errorReason(Error{.kind = Error::Kind(kind), .httpStatus = 400}).isEmpty());
}

void tst_ui_theme::everySentenceOfDoubtAsksToLookFirst()
{
    for (int kind = int(Error::Kind::Canceled); kind <= int(Error::Kind::ReadOnly); ++kind) {
        const QString sure = errorReason(Error{.kind = Error::Kind(kind), .httpStatus = 502});
        const QString doubtful = errorReason(Error{.kind = Error::Kind(kind), .httpStatus = 502, .mayHaveArrived = true});
        QVERIFY2(!sure.contains(u"carried it out"_s), qPrintable(sure));
        QVERIFY2(doubtful.contains(u"carr"_s) && doubtful.contains(u"it out"_s), qPrintable(doubtful));
        QVERIFY2(doubtful.contains(u"Refresh to see what is there before you try again"_s), qPrintable(doubtful));
    }
}

void tst_ui_theme::ownRefusalsAreNotExplainedTwice()
{
    const Error refusal{.kind = Error::Kind::Rejected, .message = u"At most 120 chunks go at once."_s};
    QCOMPARE(errorText(u"Nothing was sent."_s, refusal), u"Nothing was sent.\nAt most 120 chunks go at once."_s);
}

void tst_ui_theme::colourLiteralsAreInTheThemeAlone()
{
    static const QRegularExpression literal(u"\"#[0-9a-fA-F]{3,8}\"|0xff[0-9a-fA-F]{6}|Qt::(red|green|blue|white|black|gray|yellow|darkGray|lightGray)\\b"_s);
    QDirIterator files(QStringLiteral(RETRIEVER_SOURCE_DIR "/ui"), {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName().endsWith("ui/theme.cpp"_L1))
            continue;
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!literal.match(QString::fromUtf8(file.readAll())).hasMatch(), qPrintable(file.fileName()));
    }
}

QTEST_MAIN(tst_ui_theme)
#include "tst_ui_theme.moc"
