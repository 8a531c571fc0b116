#include "app/localserver/passage.h"

#include "app/localserver/passagereader.h"

using namespace Qt::StringLiterals;

QString Passage::markdown(int number) const
{
    const QString citation = u" [%1]"_s.arg(number);
    if (kind == Kind::Sentence)
        return lead + citation;
    if (kind == Kind::Row)
        return u"- "_s + lead + citation;
    QString text = lead.isEmpty() ? QString() : lead + citation + u"\n\n"_s;
    if (kind == Kind::Code) {
        if (lead.isEmpty())
            text = u"From"_s + citation + u":\n\n"_s;
        // A fence is longer than any in the code.
        QString fence = u"```"_s;
        while (code.contains(fence))
            fence += u'`';
        return text + fence + u'\n' + code + u'\n' + fence;
    }
    for (const Item &item : items)
        text += QString(item.depth * 3, u' ') + (item.number > 0 ? u"%1. "_s.arg(item.number) : u"- "_s) + item.text + u'\n';
    return lead.isEmpty() ? text.chopped(1) + citation : text.chopped(1);
}

QList<Passage> passagesOf(const QString &html)
{
    return PassageReader(html).passages();
}
