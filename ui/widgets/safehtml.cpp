#include "ui/widgets/safehtml.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTextDocument>
#include <QTextDocumentFragment>

using namespace Qt::StringLiterals;

namespace {

/// What an allowed element is shown as; elements that say more than Qt knows become what they look like.
const QHash<QString, QString> &allowedElements()
{
    static const QHash<QString, QString> elements = [] {
        QHash<QString, QString> all;
        const QString same = u"p br div span h1 h2 h3 h4 h5 h6 b strong i em u s sub sup small big code pre tt kbd samp var blockquote "
                             "cite ul ol li dl dt dd table thead tbody tfoot tr th td caption hr a"_s;
        for (const QString &name : same.split(u' '))
            all.insert(name, name);
        for (const QString &name : u"section article header footer main nav aside figure figcaption address details summary form fieldset"_s.split(u' '))
            all.insert(name, u"div"_s);
        all.insert(u"del"_s, u"s"_s);
        all.insert(u"strike"_s, u"s"_s);
        all.insert(u"ins"_s, u"u"_s);
        all.insert(u"q"_s, u"i"_s);
        all.insert(u"mark"_s, u"span"_s);
        return all;
    }();
    return elements;
}

/// Elements that go with all that they hold.
const QSet<QString> &droppedElements()
{
    static const QSet<QString> elements{u"script"_s, u"style"_s, u"iframe"_s, u"object"_s, u"noscript"_s, u"template"_s, u"svg"_s, u"math"_s,
                                        u"head"_s, u"title"_s, u"textarea"_s, u"select"_s, u"video"_s, u"audio"_s, u"canvas"_s, u"frameset"_s,
                                        u"applet"_s, u"noembed"_s, u"noframes"_s, u"xmp"_s, u"plaintext"_s};
    return elements;
}

struct Tag {
    QString name;
    bool closes = false;
    bool isEmpty = false;
    QHash<QString, QString> attributes;
    /// Behind its '>'.
    qsizetype end = 0;
};

QString decoded(const QString &value)
{
    QString text = value;
    return QTextDocumentFragment::fromHtml(text.replace(u'<', u"&lt;"_s)).toPlainText().trimmed();
}

/// Reads the tag at '<'. Quoted values may hold '>'.
Tag readTag(const QString &html, qsizetype at)
{
    static const QRegularExpression attribute(u"([^\\s\"'<>/=]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?"_s);
    Tag tag;
    qsizetype i = at + 1;
    tag.closes = i < html.size() && html.at(i) == u'/';
    i += tag.closes ? 1 : 0;
    const qsizetype nameStart = i;
    while (i < html.size() && (html.at(i).isLetterOrNumber() || html.at(i) == u'-' || html.at(i) == u':'))
        ++i;
    tag.name = html.mid(nameStart, i - nameStart).toLower();
    const qsizetype attributesStart = i;
    for (QChar quote; i < html.size() && (!quote.isNull() || html.at(i) != u'>'); ++i) {
        const QChar character = html.at(i);
        if (quote.isNull() && (character == u'"' || character == u'\''))
            quote = character;
        else if (character == quote)
            quote = QChar();
    }
    tag.isEmpty = i > 0 && i <= html.size() && html.at(i - 1) == u'/';
    tag.end = std::min(i + 1, html.size());
    auto matches = attribute.globalMatch(html.mid(attributesStart, i - attributesStart));
    while (matches.hasNext()) {
        const auto match = matches.next();
        const QString name = match.captured(1).toLower();
        if (!tag.attributes.contains(name))
            tag.attributes.insert(name, decoded(match.captured(2) + match.captured(3) + match.captured(4)));
    }
    return tag;
}

QString imageText(const Tag &tag)
{
    const QString alt = tag.attributes.value(u"alt"_s);
    const QString words = alt.isEmpty() ? QCoreApplication::translate("SafeHtml", "[image]")
                                        : QCoreApplication::translate("SafeHtml", "[image: %1]").arg(alt);
    const QUrl target = safeTarget(tag.attributes.value(u"src"_s));
    if (target.isEmpty())
        return words.toHtmlEscaped();
    return u"<a href=\"%1\">%2</a>"_s.arg(QString::fromUtf8(target.toEncoded()).toHtmlEscaped(), words.toHtmlEscaped());
}

QString opening(const Tag &tag, const QString &shownAs)
{
    QString text = u'<' + shownAs;
    if (tag.name == u"mark")
        text += u" class=\"hit\""_s;
    if (tag.name == u"a") {
        const QUrl target = safeTarget(tag.attributes.value(u"href"_s));
        if (!target.isEmpty())
            text += u" href=\"%1\""_s.arg(QString::fromUtf8(target.toEncoded()).toHtmlEscaped());
    }
    for (const QString &name : {u"colspan"_s, u"rowspan"_s, u"start"_s}) {
        bool ok = false;
        const int number = tag.attributes.value(name).toInt(&ok);
        if (ok && number > 0 && number < 1000)
            text += u" %1=\"%2\""_s.arg(name).arg(number);
    }
    return text + u'>';
}

bool startsTag(const QString &html, qsizetype at)
{
    if (at + 1 >= html.size())
        return false;
    const QChar next = html.at(at + 1);
    return next.isLetter() || (next == u'/' && at + 2 < html.size() && html.at(at + 2).isLetter());
}

/// Behind a comment, a doctype or a processing instruction.
qsizetype endOfDeclaration(const QString &html, qsizetype at)
{
    const bool isComment = html.mid(at, 4) == u"<!--";
    const qsizetype end = isComment ? html.indexOf(u"-->"_s, at + 4) : html.indexOf(u'>', at);
    return end < 0 ? html.size() : end + (isComment ? 3 : 1);
}

qsizetype endOfDropped(const QString &html, const Tag &tag)
{
    if (tag.isEmpty && (tag.name == u"svg" || tag.name == u"math"))
        return tag.end;
    const qsizetype close = html.indexOf(u"</"_s + tag.name, tag.end, Qt::CaseInsensitive);
    const qsizetype end = close < 0 ? -1 : html.indexOf(u'>', close);
    return end < 0 ? html.size() : end + 1;
}

bool isMarkup(const QString &text)
{
    static const QRegularExpression tag(u"</?[a-zA-Z][^<>]*>|<!--|&(#\\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);"_s);
    return text.contains(tag);
}

}

QUrl safeTarget(const QString &target)
{
    const QUrl url(target.trimmed(), QUrl::TolerantMode);
    const QString scheme = url.scheme().toLower();
    const bool allowed = scheme == u"http" || scheme == u"https" || scheme == u"mailto";
    return url.isValid() && allowed ? url : QUrl();
}

QString safeHtml(const QString &html)
{
    if (!isMarkup(html))
        return u"<div style=\"white-space: pre-wrap\">%1</div>"_s.arg(html.toHtmlEscaped());
    QString safe;
    safe.reserve(html.size());
    for (qsizetype at = 0; at < html.size();) {
        const qsizetype next = html.indexOf(u'<', at);
        safe += QStringView(html).mid(at, (next < 0 ? html.size() : next) - at);
        if (next < 0)
            break;
        at = next;
        const QChar after = at + 1 < html.size() ? html.at(at + 1) : QChar();
        if (after == u'!' || after == u'?') {
            at = endOfDeclaration(html, at);
            continue;
        }
        if (!startsTag(html, at)) {
            safe += u"&lt;"_s;
            ++at;
            continue;
        }
        const Tag tag = readTag(html, at);
        if (!tag.closes && droppedElements().contains(tag.name)) {
            at = endOfDropped(html, tag);
            continue;
        }
        at = tag.end;
        if (tag.name == u"img" || tag.name == u"image") {
            safe += imageText(tag);
        } else if (const QString shownAs = allowedElements().value(tag.name); !shownAs.isEmpty()) {
            safe += tag.closes ? u"</%1>"_s.arg(shownAs) : opening(tag, shownAs);
        }
    }
    return safe;
}
