#pragma once

#include "app/localserver/passage.h"

struct HtmlToken;

/// Takes one chunk apart. Used for one text, once.
class PassageReader
{
public:
    explicit PassageReader(const QString &text) : m_source(text) { }

    QList<Passage> passages();

private:
    struct OpenList {
        bool isNumbered = false;
        int next = 1;
    };
    struct Heading {
        int level = 0;
        QString text;
    };

    void readHtml();
    void takeTag(const HtmlToken &token, bool isStart);
    void takeListTag(const HtmlToken &token, bool isStart);
    void takeCellTag(const HtmlToken &token, bool isStart);
    void takePre(bool isStart);
    void endTerm(bool isStart);
    void readPlain();
    void takeLine(const QString &line);
    bool takeMarkedLine(const QString &line);

    void endBlock();
    void endItem();
    void endList();
    void endRow();
    void addParagraph(const QString &text);
    void addHeading(int level, const QString &text);
    void addCode(const QString &code);
    void addToItem(const QString &code);
    void add(Passage passage);
    /// Takes the sentence that introduces what follows, "To cast off:", from the passages.
    QString takenLead();

    const QString m_source;
    QList<Passage> m_passages;
    QList<Heading> m_headings;
    QList<OpenList> m_lists;
    QList<Passage::Item> m_items;
    QStringList m_itemTexts;
    QStringList m_header;
    QStringList m_cells;
    QString m_text;
    QString m_term;
    int m_itemNumber = 0;
    int m_paragraph = 0;
    int m_placeUnderHeading = 0;
    int m_headingLevel = 0;
    bool m_isItem = false;
    bool m_isPre = false;
    bool m_isCell = false;
    bool m_isHeader = false;
};
