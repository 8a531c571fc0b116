#include "app/localserver/sentences.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace
{

// Sorted.
constexpr std::array<QStringView, 21> abbreviations{u"approx", u"art", u"ca", u"cf", u"ch", u"dr", u"e.g", u"etc", u"fig", u"i.e",
    u"max", u"min", u"mr", u"mrs", u"ms", u"no", u"nr", u"p", u"prof", u"st", u"vs"};

bool endsIdeographic(QChar c)
{
    return c == QChar(0x3002) || c == QChar(0xff01) || c == QChar(0xff1f);
}

bool isCloser(QChar c)
{
    return QStringView(u")]\"'”’»").contains(c);
}

bool endsInAbbreviation(QStringView text)
{
    qsizetype begin = text.size();
    while (begin > 0 && !text[begin - 1].isSpace() && text[begin - 1] != u'(')
        --begin;
    const QStringView word = text.mid(begin);
    // "A." is an initial, "1." numbers what follows.
    if (word.size() == 1 && (word[0].isUpper() || begin == 0))
        return true;
    if (begin == 0 && std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); }))
        return true;
    return std::binary_search(abbreviations.begin(), abbreviations.end(), QStringView(word.toString().toLower()));
}

/// The end of the sentence whose last sign may be at that place; -1 where it is no end.
qsizetype sentenceEnd(const QString &text, qsizetype at)
{
    const QChar c = text[at];
    if (endsIdeographic(c))
        return at + 1;
    if (c != u'.' && c != u'!' && c != u'?' && c != QChar(0x2026))
        return -1;
    qsizetype end = at + 1;
    while (end < text.size() && (isCloser(text[end]) || text[end] == c))
        ++end;
    if (end == text.size())
        return end;
    if (!text[end].isSpace())
        return -1;
    qsizetype next = end;
    while (next < text.size() && text[next].isSpace())
        ++next;
    if (next == text.size())
        return end;
    if (text[next].isLower() || (c == u'.' && endsInAbbreviation(QStringView(text).left(at))))
        return -1;
    return end;
}

QString escaped(QStringView text, bool atStart)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool startsLine = atStart && i == 0;
        const bool betweenLetters
            = i > 0 && i + 1 < text.size() && text[i - 1].isLetterOrNumber() && text[i + 1].isLetterOrNumber();
        if (QStringView(u"\\`*[]<>~&").contains(c) || (c == u'_' && !betweenLetters)
            || (startsLine && QStringView(u"#+-=|").contains(c)))
            result += u'\\';
        result += c;
    }
    return result;
}

/// "1." at the start of a line would begin a list.
QString withoutListMark(QString markdown)
{
    qsizetype digits = 0;
    while (digits < markdown.size() && digits < 10 && markdown[digits].isDigit())
        ++digits;
    if (digits > 0 && digits < markdown.size() && (markdown[digits] == u'.' || markdown[digits] == u')'))
        markdown.insert(digits, u'\\');
    return markdown;
}

QString inlineCode(const QString &code)
{
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const QChar c : code) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QString fence(longest + 1, u'`');
    const QString space = longest > 0 ? u" "_s : QString();
    return fence + space + code + space + fence;
}

}

QStringList sentences::split(const QString &paragraph)
{
    const QString text = paragraph.simplified();
    QStringList result;
    qsizetype begin = 0;
    bool isCode = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == codeBegin || text[at] == codeEnd)
            isCode = text[at] == codeBegin;
        const qsizetype end = isCode ? -1 : sentenceEnd(text, at);
        if (end < 0)
            continue;
        result.append(text.mid(begin, end - begin).trimmed());
        begin = end;
        at = end - 1;
    }
    result.append(text.mid(begin).trimmed());
    result.removeAll(QString());
    return result;
}

QString sentences::toMarkdown(const QString &sentence)
{
    QString result;
    for (qsizetype at = 0; at < sentence.size();) {
        qsizetype end = sentence.indexOf(codeBegin, at);
        const QString text = sentence.mid(at, end < 0 ? -1 : end - at).remove(codeEnd);
        result += escaped(text, at == 0);
        if (end < 0)
            break;
        at = end + 1;
        end = sentence.indexOf(codeEnd, at);
        const QString code = sentence.mid(at, end < 0 ? -1 : end - at).remove(codeBegin).trimmed();
        if (!code.isEmpty())
            result += inlineCode(code);
        at = end < 0 ? sentence.size() : end + 1;
    }
    return withoutListMark(result);
}

QString sentences::toPlain(QString sentence)
{
    return sentence.remove(codeBegin).remove(codeEnd);
}
