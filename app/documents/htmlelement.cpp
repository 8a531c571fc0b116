#include "app/documents/htmlelement.h"

#include <QByteArray>

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>

namespace
{

/// Elements of HTML 5, which libxml2's table (of HTML 4) lacks.
constexpr std::array<QStringView, 29> newerElements{u"article", u"aside", u"audio", u"bdi", u"canvas", u"data", u"details",
    u"dialog", u"figcaption", u"figure", u"footer", u"header", u"main", u"mark", u"math", u"nav", u"output", u"picture",
    u"progress", u"ruby", u"search", u"section", u"slot", u"source", u"summary", u"svg", u"template", u"time", u"track"};

/// Elements that stand on lines of their own.
constexpr std::array<QStringView, 45> blockElements{u"address", u"article", u"aside", u"blockquote", u"body", u"caption",
    u"center", u"dd", u"details", u"dialog", u"dir", u"div", u"dl", u"dt", u"fieldset", u"figcaption", u"figure", u"footer",
    u"form", u"h1", u"h2", u"h3", u"h4", u"h5", u"h6", u"header", u"hr", u"html", u"legend", u"li", u"main", u"menu", u"nav",
    u"ol", u"option", u"p", u"pre", u"section", u"summary", u"table", u"tbody", u"tfoot", u"thead", u"tr", u"ul"};

constexpr std::array<QStringView, 10> hiddenElements{
    u"head", u"iframe", u"noframes", u"noscript", u"object", u"script", u"style", u"svg", u"template", u"title"};

/// A name of up to ten letters and digits as a number, six bits each; 0 for any other. The lists are short, but asked for each tag of
/// each document.
constexpr quint64 numbered(QStringView name)
{
    if (name.size() > 10)
        return 0;
    quint64 number = 0;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t c = name[i].unicode();
        const bool isDigit = c >= u'0' && c <= u'9';
        if (!isDigit && (c < u'a' || c > u'z'))
            return 0;
        number = number << 6 | quint64(isDigit ? c - u'0' + 27 : c - u'a' + 1);
    }
    return number;
}

template <std::size_t N>
constexpr std::array<quint64, N> numbers(const std::array<QStringView, N> &names)
{
    std::array<quint64, N> all{};
    std::transform(names.begin(), names.end(), all.begin(), numbered);
    std::sort(all.begin(), all.end());
    return all;
}

template <std::size_t N>
bool contains(const std::array<quint64, N> &sorted, QStringView name)
{
    const quint64 number = numbered(name);
    return number && std::binary_search(sorted.begin(), sorted.end(), number);
}

const htmlElemDesc *described(QStringView name)
{
    const QByteArray latin = name.toLatin1();
    return htmlTagLookup(reinterpret_cast<const xmlChar *>(latin.constData()));
}

}

bool htmlelement::isKnown(QStringView name)
{
    static constexpr auto newer = numbers(newerElements);
    return contains(newer, name) || name == u"wbr" || described(name);
}

bool htmlelement::isBlock(QStringView name)
{
    static constexpr auto block = numbers(blockElements);
    return contains(block, name);
}

bool htmlelement::isVoid(QStringView name)
{
    if (name == u"source" || name == u"track" || name == u"wbr")
        return true;
    const htmlElemDesc *description = described(name);
    return description && description->empty;
}

bool htmlelement::isHidden(QStringView name)
{
    static constexpr auto hidden = numbers(hiddenElements);
    return contains(hidden, name);
}

int htmlelement::headingLevel(QStringView name)
{
    if (name.size() != 2 || name[0] != u'h' || name[1] < u'1' || name[1] > u'6')
        return 0;
    return name[1].unicode() - u'0';
}
