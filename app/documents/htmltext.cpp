#include "app/documents/htmltext.h"

#include "app/documents/htmlelement.h"
#include "app/documents/htmlentities.h"
#include "app/documents/htmlscanner.h"

namespace
{

using Kind = HtmlToken::Kind;

bool isMarkup(const HtmlToken &token)
{
    return token.kind == Kind::Remark || (!token.name.isEmpty() && htmlelement::isKnown(token.name));
}

/// Collects visible text: folds white space, and turns block borders into single line breaks.
class TextWriter
{
public:
    explicit TextWriter(qsizetype longest) { m_text.reserve(longest); }

    void add(QStringView text)
    {
        if (m_preformatted > 0) {
            for (const QChar c : text) {
                if (!isUnseen(c))
                    addPreformatted(c);
            }
            return;
        }
        // Word by word: most of every text goes through here.
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype begin = at;
            while (at < text.size() && !text[at].isSpace() && !isUnseen(text[at]))
                ++at;
            if (at > begin)
                addVisible(text.mid(begin, at - begin));
            for (; at < text.size() && (text[at].isSpace() || isUnseen(text[at])); ++at)
                m_space = m_space || text[at].isSpace();
        }
    }

    void breakLine() { m_break = true; }
    void separate() { m_space = true; }

    void enterPreformatted()
    {
        breakLine();
        ++m_preformatted;
    }

    void leavePreformatted()
    {
        if (m_preformatted > 0)
            --m_preformatted;
        breakLine();
    }

    QString text() &&
    {
        while (!m_text.isEmpty() && m_text.back().isSpace())
            m_text.chop(1);
        return std::move(m_text);
    }

private:
    static bool isUnseen(QChar c) { return c == QChar::SoftHyphen || c.isNull(); }

    void addVisible(QStringView text)
    {
        if (m_break && !m_text.isEmpty()) {
            if (m_text.back() != u'\n')
                m_text += u'\n';
        } else if (m_space && !m_text.isEmpty() && m_text.back() != u'\n') {
            m_text += u' ';
        }
        m_break = m_space = false;
        m_text += text;
    }

    void addPreformatted(QChar c)
    {
        if (c == u'\r')
            return;
        if (c == u'\n' && m_break)
            return;
        addVisible(QStringView(&c, 1));
    }

    QString m_text;
    int m_preformatted = 0;
    bool m_break = false;
    bool m_space = false;
};

/// Feeds a writer from tokens, and keeps out what is within a hidden element.
class Reader
{
public:
    explicit Reader(QStringView source) : m_source(source), m_writer(source.size()) { }

    QString text()
    {
        HtmlScanner scanner(m_source);
        while (!scanner.atEnd())
            take(scanner.next());
        return std::move(m_writer).text();
    }

private:
    void take(const HtmlToken &token)
    {
        if (!m_hiddenElement.isEmpty()) {
            leaveHidden(token);
            return;
        }
        if (token.kind == Kind::Text)
            takeText(m_source.mid(token.begin, token.end - token.begin));
        else if (token.kind == Kind::StartTag && htmlelement::isHidden(token.name))
            enterHidden(token);
        else if (token.kind == Kind::StartTag || token.kind == Kind::EndTag)
            takeTag(token);
    }

    void takeText(QStringView text)
    {
        if (text.contains(u'&'))
            m_writer.add(htmlentities::decoded(text));
        else
            m_writer.add(text);
    }

    void takeTag(const HtmlToken &token)
    {
        if (token.name == u"pre") {
            token.kind == Kind::StartTag ? m_writer.enterPreformatted() : m_writer.leavePreformatted();
        } else if (token.name == u"br" || htmlelement::isBlock(token.name)) {
            m_writer.breakLine();
        } else if (token.name == u"td" || token.name == u"th") {
            m_writer.separate();
        }
    }

    void enterHidden(const HtmlToken &token)
    {
        if (m_source[token.end - 2] == u'/')
            return;
        m_hiddenElement = token.name;
        m_hiddenDepth = 1;
    }

    void leaveHidden(const HtmlToken &token)
    {
        // A head may go without its end tag.
        if (m_hiddenElement == u"head" && token.kind == Kind::StartTag && htmlelement::isBlock(token.name)) {
            m_hiddenElement.clear();
            takeTag(token);
        } else if (token.name == m_hiddenElement) {
            m_hiddenDepth += token.kind == Kind::StartTag ? 1 : -1;
            if (m_hiddenDepth == 0)
                m_hiddenElement.clear();
        }
    }

    QStringView m_source;
    TextWriter m_writer;
    QString m_hiddenElement;
    int m_hiddenDepth = 0;
};

}

bool isHtml(QStringView text)
{
    if (!text.contains(u'<'))
        return false;
    HtmlScanner scanner(text);
    while (!scanner.atEnd()) {
        if (isMarkup(scanner.next()))
            return true;
    }
    return false;
}

QString plainText(const QString &html)
{
    if (!isHtml(html))
        return htmlentities::decoded(html);
    return Reader(html).text();
}
