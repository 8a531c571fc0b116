#include "ui/chat/markdown.h"

#include "ui/theme.h"

#include <QFont>
#include <QFontDatabase>
#include <QRegularExpression>
#include <QUrl>

#include <md4c-html.h>

using namespace Qt::StringLiterals;

namespace {

void append(const MD_CHAR *text, MD_SIZE size, void *html)
{
    static_cast<QByteArray *>(html)->append(text, qsizetype(size));
}

QString attribute(QStringView tag, QStringView name)
{
    const QString start = u' ' + name.toString() + u"=\""_s;
    const qsizetype from = tag.indexOf(start);
    if (from < 0)
        return {};
    const qsizetype begin = from + start.size();
    return tag.mid(begin, tag.indexOf(u'"', begin) - begin).toString();
}

QUrl urlOf(QString escaped)
{
    return QUrl(escaped.replace(u"&amp;"_s, u"&"_s), QUrl::StrictMode);
}

QString imageHtml(QStringView tag)
{
    const QString source = attribute(tag, u"src");
    const QString alternative = attribute(tag, u"alt");
    const QString text = u"<i>["_s + (alternative.isEmpty() ? u"image"_s : alternative) + u"]</i>"_s;
    return mayOpen(urlOf(source)) ? u"<a href=\""_s + source + u"\">"_s + text + u"</a>"_s : text;
}

QString codeStart()
{
    return u"<table class=\"code\" width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"%1\"><tr><td><pre>"_s.arg(codePadding);
}

/// What is known of the tags before the one that is read.
struct Place {
    bool dropsLinkEnd = false;
    bool isInPre = false;
};

/// What stands for one of md4c's tags. A link that is dropped takes its end with it.
QString replacedTag(QStringView tag, Place &place)
{
    if (tag.startsWith(u"<a "_s)) {
        place.dropsLinkEnd = !mayOpen(urlOf(attribute(tag, u"href")));
        return place.dropsLinkEnd ? QString() : u"<a href=\""_s + attribute(tag, u"href") + u"\">"_s;
    }
    if (tag == "</a>"_L1)
        return place.dropsLinkEnd ? QString() : tag.toString();
    if (tag.startsWith(u"<img "_s))
        return imageHtml(tag);
    if (tag.startsWith(u"<input "_s))
        return tag.contains(u" checked"_s) ? u"\u2611 "_s : u"\u2610 "_s;
    if (tag == "<pre>"_L1 || tag == "</pre>"_L1) {
        place.isInPre = tag == "<pre>"_L1;
        return place.isInPre ? codeStart() : u"</pre></td></tr></table>"_s;
    }
    // The style of code within a line would paint each line of a block once more.
    if (place.isInPre && (tag.startsWith(u"<code"_s) || tag == "</code>"_L1))
        return {};
    if (tag == "<del>"_L1 || tag == "</del>"_L1)
        return tag == "<del>"_L1 ? u"<s>"_s : u"</s>"_s;
    if (tag == "<th>"_L1)
        return u"<th align=\"left\">"_s;
    if (tag == "<table>"_L1)
        return u"<table class=\"grid\" cellspacing=\"0\">"_s;
    return tag.toString();
}

/// Calls onTag and onText over the whole; md4c escapes every other bracket, so that "<" always begins a tag.
template <typename OnTag, typename OnText>
void walk(QStringView html, OnTag onTag, OnText onText)
{
    qsizetype at = 0;
    while (at < html.size()) {
        const qsizetype open = html.indexOf(u'<', at);
        if (open != at)
            onText(html.mid(at, open < 0 ? -1 : open - at));
        if (open < 0)
            return;
        const qsizetype close = html.indexOf(u'>', open);
        const qsizetype end = close < 0 ? html.size() : close + 1;
        onTag(html.mid(open, end - open));
        at = end;
    }
}

QString citationHtml(const QString &bracket, int sources, QSet<int> *cited)
{
    static const QRegularExpression number(u"\\d+"_s);
    QString html;
    QStringList unknown;
    for (auto found = number.globalMatch(bracket); found.hasNext();) {
        const QString digits = found.next().captured();
        const int n = digits.toInt();
        if (n < 1 || n > sources) {
            unknown += digits;
            continue;
        }
        if (cited)
            cited->insert(n);
        // Spaces that do not break are the chip's padding; the one between keeps chips apart.
        html += (html.isEmpty() ? QString() : u" "_s) + u"<a class=\"citation\" href=\"citation:%1\">\u00a0%1\u00a0</a>"_s.arg(n);
    }
    if (html.isEmpty())
        return bracket;
    return unknown.isEmpty() ? html : html + u" ["_s + unknown.join(u", "_s) + u']';
}

QString linkedText(const QString &text, int sources, QSet<int> *cited)
{
    static const QRegularExpression citation(
        u"\\[\\s*(?:docs?|documents?|sources?|chunks?)?[\\s.:#]*\\d{1,4}(?:\\s*[,;]\\s*(?:docs?|documents?|sources?|chunks?)?[\\s.:#]*\\d{1,4})*\\s*\\]"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString html;
    qsizetype at = 0;
    for (auto found = citation.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        if (at > 0 && match.capturedStart() == at)
            html += u' ';
        html += QStringView(text).mid(at, match.capturedStart() - at);
        html += citationHtml(match.captured(), sources, cited);
        at = match.capturedEnd();
    }
    html += QStringView(text).mid(at);
    return html;
}

}

QString answerHtml(const QString &markdown)
{
    const QByteArray utf8 = markdown.toUtf8();
    QByteArray html;
    html.reserve(utf8.size() * 5 / 4);
    md_html(utf8.constData(), MD_SIZE(utf8.size()), append, &html, MD_DIALECT_GITHUB | MD_FLAG_NOHTML, 0);
    QString result;
    Place place;
    walk(QString::fromUtf8(html), [&](QStringView tag) { result += replacedTag(tag, place); }, [&](QStringView text) { result += text; });
    return result;
}

QString linkCitations(const QString &html, int sources, QSet<int> *cited)
{
    if (sources < 1 || !html.contains(u'['))
        return html;
    QString result;
    int closed = 0;
    const auto onTag = [&](QStringView tag) {
        if (tag.startsWith(u"<code"_s) || tag.startsWith(u"<pre"_s) || tag.startsWith(u"<a "_s))
            ++closed;
        else if (tag == "</code>"_L1 || tag == "</pre>"_L1 || tag == "</a>"_L1)
            --closed;
        result += tag;
    };
    const auto onText = [&](QStringView text) { result += closed ? text.toString() : linkedText(text.toString(), sources, cited); };
    walk(html, onTag, onText);
    return result;
}

bool mayOpen(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    if (scheme == "mailto"_L1)
        return url.isValid();
    return url.isValid() && !url.host().isEmpty() && (scheme == "http"_L1 || scheme == "https"_L1);
}

QString chatStyleSheet(const Theme &theme, const QFont &font)
{
    const double size = font.pointSizeF() > 0 ? font.pointSizeF() : 10;
    const QString fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont).family();
    const QString sheet = uR"(
        p { margin-top: 0; margin-bottom: 8px; line-height: 125%; }
        ul, ol { margin-top: 0; margin-bottom: 8px; }
        li { margin-top: 0; margin-bottom: 3px; line-height: 125%; }
        h1 { font-size: %1pt; font-weight: 600; margin-top: 8px; margin-bottom: 6px; }
        h2 { font-size: %2pt; font-weight: 600; margin-top: 8px; margin-bottom: 6px; }
        h3, h4, h5, h6 { font-size: %3pt; font-weight: 600; margin-top: 6px; margin-bottom: 4px; }
        code { font-family: "%4"; font-size: %5pt; background-color: %6; }
        pre { font-family: "%4"; font-size: %5pt; margin: 0; white-space: pre-wrap; }
        table.code { margin-top: 2px; margin-bottom: 10px; }
        table.grid { margin-top: 2px; margin-bottom: 10px; border-collapse: collapse; border-style: solid; border-width: 1px; border-color: %7; }
        table.grid th { padding: 5px 10px 5px 10px; background-color: %8; font-weight: 600; border-style: solid; border-width: 1px; border-color: %7; }
        table.grid td { padding: 5px 10px 5px 10px; border-style: solid; border-width: 1px; border-color: %7; }
        blockquote { margin-left: 14px; margin-right: 0; margin-top: 0; margin-bottom: 8px; color: %9; }
        a { color: %10; text-decoration: none; }
        a.citation { font-size: %11pt; font-weight: 600; }
    )"_s;
    return sheet.arg(size + 3.5)
        .arg(size + 2)
        .arg(size + 0.5)
        .arg(fixed)
        .arg(size - 0.5)
        .arg(theme.codeBackground.name(), theme.border.name(), theme.raised.name(), theme.secondaryText.name(), theme.accent.name())
        .arg(size - 1.5);
}
