#include "app/localserver/useddocuments.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

QString UsedDocuments::instruction()
{
    return u"Begin your answer with one line that lists the numbers of the documents you use, exactly in this form: documents: [1,3]\n"
           "Write the answer itself from the next line on."_s;
}

QList<int> UsedDocuments::cited(const QString &text)
{
    // One that is escaped stands in the document itself.
    static const QRegularExpression citation(u"(?<!\\\\)\\[([0-9]+(?:\\s*,\\s*[0-9]+)*)\\]"_s);
    QList<int> numbers;
    auto matches = citation.globalMatch(text);
    while (matches.hasNext()) {
        for (const QString &number : matches.next().captured(1).split(u',')) {
            if (const int value = number.trimmed().toInt(); value > 0 && !numbers.contains(value))
                numbers.append(value);
        }
    }
    return numbers;
}

QString UsedDocuments::feed(const QString &piece)
{
    if (m_isDecided)
        return piece;
    constexpr qsizetype longestLine = 400;
    m_held += piece;
    static const QRegularExpression line(u"^\\s*documents:\\s*\\[([0-9,\\s]*)\\][ \\t]*\\r?\\n\\s*"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression beginning(u"^\\s*(d|do|doc|docu|docum|docume|documen|document|documents|documents:[^\\n]*)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = line.match(m_held);
    if (!match.hasMatch()) {
        if (m_held.size() < longestLine && beginning.match(m_held).hasMatch())
            return {};
        return end();
    }
    m_numbers.emplace();
    for (const QString &number : match.captured(1).split(u',')) {
        if (const int value = number.trimmed().toInt(); value > 0)
            m_numbers->append(value);
    }
    m_held.remove(0, match.capturedLength());
    return end();
}

QString UsedDocuments::end()
{
    m_isDecided = true;
    return std::exchange(m_held, {});
}
