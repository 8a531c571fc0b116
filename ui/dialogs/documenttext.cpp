#include "ui/dialogs/documenttext.h"

#include "ui/errortext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

/// Only gives its name to the translations.
class DocumentText
{
    Q_DECLARE_TR_FUNCTIONS(DocumentText)
};

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString files(qint64 count)
{
    return DocumentText::tr("%Ln file(s)", nullptr, int(count));
}

QString chunks(qint64 count)
{
    return DocumentText::tr("%Ln chunk(s)", nullptr, int(count));
}

QString kinds(const DocumentList &list)
{
    const auto count = [&list](SourceFile::Kind kind) { return std::ranges::count(list.files, kind, &SourceFile::kind); };
    QStringList parts;
    if (const auto html = count(SourceFile::Kind::Html))
        parts.append(DocumentText::tr("%1 HTML").arg(number(html)));
    if (const auto markdown = count(SourceFile::Kind::Markdown))
        parts.append(DocumentText::tr("%1 Markdown").arg(number(markdown)));
    if (const auto text = count(SourceFile::Kind::Text))
        parts.append(DocumentText::tr("%1 plain text").arg(number(text)));
    return parts.join(u", "_s);
}

QString leftOut(const DocumentList &list)
{
    QList<std::pair<qint64, LeftOut::Reason>> counts;
    for (auto it = list.leftOutCounts.cbegin(); it != list.leftOutCounts.cend(); ++it)
        counts.append({it.value(), it.key()});
    std::ranges::sort(counts, std::greater());
    QStringList parts;
    for (const auto &[count, reason] : std::as_const(counts))
        parts.append(DocumentText::tr("%1 %2", "a number and a reason").arg(number(count), documenttext::reason(reason)));
    return parts.join(u", "_s);
}

} // namespace

QString documenttext::reason(LeftOut::Reason reason)
{
    switch (reason) {
    case LeftOut::Reason::OtherKind:
        return DocumentText::tr("of another kind");
    case LeftOut::Reason::Hidden:
        return DocumentText::tr("hidden");
    case LeftOut::Reason::Link:
        return DocumentText::tr("symbolic link");
    case LeftOut::Reason::Unreadable:
        return DocumentText::tr("not readable");
    case LeftOut::Reason::Empty:
        return DocumentText::tr("empty");
    case LeftOut::Reason::TooLarge:
        return DocumentText::tr("too large");
    case LeftOut::Reason::Binary:
        return DocumentText::tr("binary");
    case LeftOut::Reason::NoText:
        return DocumentText::tr("without text");
    }
    return {};
}

QString documenttext::count(const DocumentList &list)
{
    QString sentence;
    if (list.sourceIsUnreadable)
        return DocumentText::tr("This folder cannot be read.");
    if (list.files.isEmpty())
        sentence = DocumentText::tr("There is nothing here to add.");
    else
        sentence = DocumentText::tr("%1, %2: %3.").arg(files(list.files.size()), QLocale().formattedDataSize(list.bytes, 0), kinds(list));
    if (list.leftOutTotal > 0)
        sentence += u' ' + DocumentText::tr("%Ln more will be left out: %1.", nullptr, int(list.leftOutTotal)).arg(leftOut(list));
    return sentence;
}

QString documenttext::progress(const IngestProgress &progress)
{
    QString sentence = DocumentText::tr("%1 of %2 read, %3 accepted by the server")
                           .arg(number(progress.filesRead), files(progress.filesFound), chunks(progress.chunksAccepted));
    if (progress.chunksIndexed > 0)
        sentence += DocumentText::tr(", %1 indexed").arg(number(progress.chunksIndexed));
    if (progress.chunksFailed > 0)
        sentence += DocumentText::tr(", %1 failed").arg(number(progress.chunksFailed));
    if (progress.chunksPerSecond >= 1)
        sentence += DocumentText::tr(", %1 a second").arg(number(qRound64(progress.chunksPerSecond)));
    return sentence;
}

QString documenttext::summary(const IngestSummary &summary)
{
    if (summary.sourceIsUnreadable)
        return DocumentText::tr("The folder cannot be read. Nothing was added.");
    QStringList sentences;
    if (summary.canceled)
        sentences.append(DocumentText::tr("Stopped."));
    sentences.append(DocumentText::tr("%1 of %2 indexed.").arg(chunks(summary.chunksIndexed), files(summary.filesAdded + summary.filesAddedInPart)));
    if (summary.chunksUpdated > 0)
        sentences.append(DocumentText::tr("%1 took the place of an earlier one.").arg(chunks(summary.chunksUpdated)));
    if (summary.notConfirmedTotal > 0 && summary.canceled)
        sentences.append(DocumentText::tr("%1 accepted by the server; nobody waited to see them indexed.").arg(chunks(summary.notConfirmedTotal)));
    else if (summary.notConfirmedTotal > 0)
        sentences.append(DocumentText::tr("%1 accepted by the server but not confirmed: not seen in the dataset so far.").arg(chunks(summary.notConfirmedTotal)));
    if (summary.filesAddedInPart > 0)
        sentences.append(DocumentText::tr("%1 got there only in part.").arg(files(summary.filesAddedInPart)));
    if (summary.failuresTotal > 0)
        sentences.append(DocumentText::tr("%1 failed.").arg(chunks(summary.failuresTotal)));
    if (summary.leftOutTotal > 0)
        sentences.append(DocumentText::tr("%Ln file(s) or part(s) left out.", nullptr, int(summary.leftOutTotal)));
    if (summary.canceled)
        sentences.append(DocumentText::tr("What was added stays; adding the same folder again goes on without doubles."));
    return sentences.join(u' ');
}

QString documenttext::details(const IngestSummary &summary)
{
    QStringList lines;
    for (const IngestFailure &failure : summary.failures)
        lines.append(DocumentText::tr("%1: %2").arg(failure.trackingId, errorText(DocumentText::tr("Not accepted."), failure.error).simplified()));
    for (const NotConfirmed &chunk : summary.notConfirmed)
        lines.append(DocumentText::tr("%1: accepted, not confirmed").arg(chunk.trackingId));
    for (const LeftOut &file : summary.leftOut)
        lines.append(DocumentText::tr("%1: left out, %2").arg(file.name, reason(file.reason)));
    const qint64 unlisted = summary.failuresTotal + summary.notConfirmedTotal + summary.leftOutTotal - lines.size();
    if (unlisted > 0)
        lines.append(DocumentText::tr("... and %Ln more", nullptr, int(unlisted)));
    return lines.join(u'\n');
}
