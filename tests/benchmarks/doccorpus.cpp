#include "tests/benchmarks/doccorpus.h"

#include "app/documents/headingsplit.h"
#include "app/documents/htmltext.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::StringLiterals;

namespace
{

/// Of most pieces, in characters of source.
constexpr qsizetype longest = 1500;

QStringList htmlFiles(const QString &folder)
{
    QStringList paths;
    QDirIterator files(folder, {u"*.html"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    return paths;
}

QString sourceOf(const QString &path)
{
    for (const QString &name : {u"python"_s, u"sqlite"_s}) {
        if (path.contains(name))
            return name;
    }
    return u"postgresql"_s;
}

/// Some words of another piece, so that a variation is found by other words than its original.
QString borrowed(const QString &text, quint64 seed)
{
    constexpr qsizetype length = 160;
    if (text.size() <= length)
        return text;
    return text.mid(qsizetype(seed % quint64(text.size() - length)), length).toHtmlEscaped();
}

}

DocCorpus::DocCorpus(const QString &folder)
{
    const QStringList files = htmlFiles(folder);
    // One section as long as it is: something must be the longest.
    Piece giant;
    for (const QString &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString source = sourceOf(path);
        const QString html = QString::fromUtf8(file.readAll());
        for (const DocumentPiece &piece : splitByHeadings(html, longest))
            m_pieces.push_back({piece.html, plainText(piece.html), source});
        for (const DocumentPiece &piece : splitByHeadings(html, html.size() + 500)) {
            if (piece.html.size() > giant.html.size())
                giant = {piece.html, {}, source};
        }
    }
    giant.text = plainText(giant.html);
    m_pieces.push_back(giant);
    if (m_pieces.size() < 1000)
        qFatal("There is no documentation in %s. Run tests/benchmarks/corpus %s first.", qPrintable(folder), qPrintable(folder));
}

DocCorpus::Piece DocCorpus::piece(qint64 number) const
{
    const auto count = quint64(m_pieces.size());
    const quint64 edition = quint64(number) / count;
    // Shuffled, by a step that shares no factor with the size, so that the first ten thousand are of all three.
    constexpr quint64 step = 15'485'863;
    Piece piece = m_pieces[quint64(number) % count * step % count];
    if (edition == 0)
        return piece;
    const Piece &other = m_pieces[(quint64(number) * 7919 + edition * 104'729) % count];
    const QString words = borrowed(other.text, quint64(number) * 31 + edition);
    piece.html += u"<p>Edition %1: "_s.arg(number) + words + u"</p>"_s;
    piece.text += u"\nEdition %1: "_s.arg(number) + words;
    return piece;
}
