#include "app/models/excerpt.h"

#include "app/documents/htmlelement.h"
#include "app/documents/htmlentities.h"
#include "app/documents/htmlscanner.h"

using namespace Qt::StringLiterals;

namespace {

// What sets a heading off from what follows it.
constexpr QStringView separator = u" \u00b7 ";

void addTag(QString &text, const HtmlToken &tag, QStringView source)
{
    // Text such as vector<int> has "tags" that HTML has not.
    if (!htmlelement::isKnown(tag.name))
        text += source;
    else if (tag.kind == HtmlToken::Kind::EndTag && htmlelement::headingLevel(tag.name) > 0)
        text += separator;
    else if (htmlelement::isBlock(tag.name) || tag.name == u"br" || tag.name == u"td" || tag.name == u"th")
        text += u' ';
}

}

QString excerpt(const QString &html, int length)
{
    QString text;
    QString hidden;
    HtmlScanner scanner(html);
    while (!scanner.atEnd() && text.size() < length) {
        const HtmlToken token = scanner.next();
        const QStringView source = QStringView(html).sliced(token.begin, token.end - token.begin);
        const bool begins = token.kind == HtmlToken::Kind::StartTag;
        if (!hidden.isEmpty()) {
            if (token.kind == HtmlToken::Kind::EndTag && token.name == hidden)
                hidden.clear();
        } else if (token.kind == HtmlToken::Kind::Text) {
            // The longest character reference is shorter than 40, so this much of the source is enough.
            text += htmlentities::decoded(source.left(qsizetype(length) * 40));
        } else if (begins && htmlelement::isHidden(token.name) && !htmlelement::isVoid(token.name)) {
            hidden = token.name;
        } else if (begins || token.kind == HtmlToken::Kind::EndTag) {
            addTag(text, token, source);
        }
    }
    text = text.simplified().left(length);
    // A pair of surrogates is one character: never show half of it.
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    const QString mark = separator.trimmed().toString();
    text.replace(mark + u' ' + mark, mark);
    if (text.startsWith(mark))
        text = text.mid(mark.size()).trimmed();
    if (text.endsWith(mark))
        text = text.chopped(mark.size()).trimmed();
    return text;
}
