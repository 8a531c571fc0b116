#include "app/transfer/readdocument.h"

#include "app/documents/documentcontent.h"
#include "app/documents/headingsplit.h"
#include "app/documents/htmltext.h"
#include "app/transfer/markup.h"
#include "app/transfer/textdecoding.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestPlainPiece = 2000;
constexpr qsizetype longestPiece = 6000;
constexpr qsizetype longestTitle = 200;

/// "Setting up a server!" becomes "setting-up-a-server".
QString slug(const QString &heading)
{
    QString text;
    for (const QChar character : heading.left(100).toLower()) {
        if (character.isLetterOrNumber())
            text += character;
        else if (!text.isEmpty() && !text.endsWith(u'-'))
            text += u'-';
    }
    while (text.endsWith(u'-'))
        text.chop(1);
    return text;
}

QString pathInFolder(const QString &name)
{
    return name.section(u'/', 1);
}

QStringList tagsOf(const QString &name, const QStringList &userTags)
{
    QStringList tags = name.split(u'/');
    tags.removeLast();
    tags += userTags;
    for (QString &tag : tags)
        tag = tag.replace(u',', u' ').simplified();
    tags.removeAll(QString());
    tags.removeDuplicates();
    return tags;
}

QUrl linkTo(const SourceFile &file, const DocumentOptions &options)
{
    if (options.baseUrl.isEmpty())
        return file.path.startsWith(u':') ? QUrl() : QUrl::fromLocalFile(QFileInfo(file.path).absoluteFilePath());
    QUrl url = options.baseUrl;
    const QString base = url.path();
    url.setPath(base + (base.endsWith(u'/') ? u""_s : u"/"_s) + pathInFolder(file.name), QUrl::DecodedMode);
    return url;
}

class Chunker
{
public:
    Chunker(ReadDocument &document, const DocumentOptions &options)
        : m_document(document), m_link(linkTo(document.file, options))
    {
    }

    void add(const DocumentPiece &piece)
    {
        const QString trackingId = uniqueTrackingId(piece);
        if (plainText(piece.html).trimmed().isEmpty()) {
            m_document.partsWithoutText.append(trackingId);
            return;
        }
        ChunkPatch chunk;
        chunk.chunkHtml = piece.html;
        chunk.trackingId = trackingId;
        chunk.upsertByTrackingId = true;
        chunk.groupTrackingIds = QStringList{m_document.file.name};
        chunk.metadata = metadata(piece);
        if (!m_document.tags.isEmpty())
            chunk.tagSet = m_document.tags;
        if (!m_link.isEmpty())
            chunk.link = link(piece.anchor);
        m_document.chunks.append(std::move(chunk));
    }

private:
    QString uniqueTrackingId(const DocumentPiece &piece)
    {
        const QString heading = piece.headings.isEmpty() ? QString() : slug(piece.headings.last());
        const QString place = piece.anchor.isEmpty() ? heading : piece.anchor.left(200);
        const QString first = place.isEmpty() ? m_document.file.name : m_document.file.name + u'#' + place;
        QString id = first;
        for (qint64 &n = m_uses[first]; m_used.contains(id);)
            id = first + u'~' + QString::number(std::max<qint64>(++n, 2));
        m_used.insert(id);
        return id;
    }

    Metadata metadata(const DocumentPiece &piece) const
    {
        return Metadata::fromJson(Json::object({
            {u"path", m_document.file.name},
            {u"title", m_document.title},
            {u"headings", Json::strings(piece.headings)},
            {u"source_size", m_document.file.size},
        }));
    }

    QString link(const QString &anchor) const
    {
        QUrl url = m_link;
        if (!anchor.isEmpty())
            url.setFragment(anchor, QUrl::DecodedMode);
        return url.toString(QUrl::FullyEncoded);
    }

    ReadDocument &m_document;
    const QUrl m_link;
    QSet<QString> m_used;
    QHash<QString, qint64> m_uses;
};

QString titleOf(const QString &html, const QList<DocumentPiece> &pieces, const QString &name)
{
    QString title = documentTitle(html);
    for (qsizetype i = 0; title.isEmpty() && i < pieces.size(); ++i)
        title = pieces[i].headings.value(0);
    return title.isEmpty() ? name.section(u'/', -1) : title.left(longestTitle);
}

} // namespace

ReadDocument ReadDocument::fromFile(const SourceFile &file, const DocumentOptions &options)
{
    QFile source(file.path);
    QByteArray content;
    bool isRead = source.open(QIODevice::ReadOnly);
    if (isRead) {
        // One byte more than allowed shows that it grew since it was found.
        content = source.read(options.largestFile + 1);
        isRead = source.error() == QFileDevice::NoError;
    }
    if (isRead && content.size() <= options.largestFile)
        return fromContent(file, content, options);
    ReadDocument document;
    document.file = file;
    document.problem = isRead ? LeftOut::Reason::TooLarge : LeftOut::Reason::Unreadable;
    return document;
}

ReadDocument ReadDocument::fromContent(const SourceFile &file, const QByteArray &content, const DocumentOptions &options)
{
    ReadDocument document;
    document.file = file;
    document.file.size = content.size();
    if (content.isEmpty() || isBinary(content)) {
        document.problem = content.isEmpty() ? LeftOut::Reason::Empty : LeftOut::Reason::Binary;
        return document;
    }
    const bool isPlain = file.kind == SourceFile::Kind::Text;
    const QString text = decodedText(content, file.kind == SourceFile::Kind::Html);
    const QString html = isPlain ? htmlFromPlainText(text) : file.kind == SourceFile::Kind::Markdown ? htmlFromMarkdown(text) : text;
    const QList<DocumentPiece> pieces = splitByHeadings(html, isPlain ? longestPlainPiece : longestPiece);
    document.title = titleOf(html, pieces, file.name);
    document.tags = tagsOf(file.name, options.tags);
    Chunker chunker(document, options);
    for (const DocumentPiece &piece : pieces)
        chunker.add(piece);
    if (document.chunks.isEmpty())
        document.problem = LeftOut::Reason::NoText;
    return document;
}
