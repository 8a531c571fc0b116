#include "app/transfer/markup.h"

#include <md4c-html.h>

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

struct FrontMatter {
    QString title;
    qsizetype length = 0;
};

FrontMatter frontMatterOf(const QString &markdown)
{
    static const QRegularExpression block(u"\\A---[ \\t]*\\r?\\n(.{0,20000}?)\\r?\\n(?:---|\\.\\.\\.)[ \\t]*(?:\\r?\\n|\\z)"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression title(u"^title:[ \\t]*[\"']?(.*?)[\"']?[ \\t\\r]*$"_s, QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = block.match(markdown);
    // What is no list of "key: value" lines is a rule and a heading.
    if (!match.hasMatch() || !match.captured(1).contains(u':'))
        return {};
    return {title.match(match.captured(1)).captured(1), match.capturedLength()};
}

void appendOutput(const MD_CHAR *text, MD_SIZE size, void *output)
{
    static_cast<QByteArray *>(output)->append(text, qsizetype(size));
}

} // namespace

QString htmlFromMarkdown(const QString &markdown)
{
    const FrontMatter front = frontMatterOf(markdown);
    const QByteArray source = QStringView(markdown).mid(front.length).toUtf8();
    QByteArray html;
    html.reserve(source.size() * 5 / 4);
    md_html(source.constData(), MD_SIZE(source.size()), appendOutput, &html, MD_DIALECT_GITHUB, 0);
    const QString body = QString::fromUtf8(html);
    return front.title.isEmpty() ? body : u"<title>"_s + front.title.toHtmlEscaped() + u"</title>\n"_s + body;
}

QString htmlFromPlainText(const QString &text)
{
    static const QRegularExpression blankLines(u"(?:\\r\\n?|\\n)[ \\t\\f]*(?:\\r\\n?|\\n)\\s*"_s);
    QString html;
    const QStringList paragraphs = text.split(blankLines, Qt::SkipEmptyParts);
    for (const QString &paragraph : paragraphs) {
        if (const QString trimmed = paragraph.trimmed(); !trimmed.isEmpty())
            html += u"<p>"_s + trimmed.toHtmlEscaped() + u"</p>\n"_s;
    }
    return html;
}
