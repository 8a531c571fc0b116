#include "app/transfer/documentlist.h"

#include <QDir>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestList = 10000;

std::optional<SourceFile::Kind> kindOf(const QString &suffix, const DocumentOptions &options)
{
    const QString lower = suffix.toLower();
    if (options.html && (lower == "html"_L1 || lower == "htm"_L1 || lower == "xhtml"_L1))
        return SourceFile::Kind::Html;
    if (options.markdown && (lower == "md"_L1 || lower == "markdown"_L1))
        return SourceFile::Kind::Markdown;
    if (options.text && lower == "txt"_L1)
        return SourceFile::Kind::Text;
    return {};
}

class Walk
{
public:
    Walk(const DocumentOptions &options, const std::atomic<bool> &stop) : m_options(options), m_stop(stop) { }

    void folder(const QString &path, const QString &name)
    {
        const QDir folder(path);
        if (!folder.isReadable()) {
            list.leaveOut(name, LeftOut::Reason::Unreadable);
            return;
        }
        const auto filter = QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot;
        // Files first, each in the order of names: a folder's own pages come before those below it.
        const QFileInfoList entries = folder.entryInfoList(filter, QDir::Name | QDir::DirsLast);
        for (const QFileInfo &entry : entries) {
            if (m_stop)
                return;
            this->entry(entry, name + u'/' + entry.fileName());
        }
    }

    void entry(const QFileInfo &entry, const QString &name)
    {
        if (entry.isSymLink())
            list.leaveOut(name, LeftOut::Reason::Link);
        else if (entry.fileName().startsWith(u'.'))
            list.leaveOut(name, LeftOut::Reason::Hidden);
        else if (entry.isDir())
            folder(entry.filePath(), name);
        else
            file(entry, name);
    }

    void file(const QFileInfo &entry, const QString &name)
    {
        const std::optional<SourceFile::Kind> kind = kindOf(entry.suffix(), m_options);
        if (!kind)
            list.leaveOut(name, LeftOut::Reason::OtherKind);
        else if (!entry.isFile() || !entry.isReadable())
            list.leaveOut(name, LeftOut::Reason::Unreadable);
        else if (entry.size() == 0)
            list.leaveOut(name, LeftOut::Reason::Empty);
        else if (entry.size() > m_options.largestFile)
            list.leaveOut(name, LeftOut::Reason::TooLarge);
        else
            add({*kind, entry.filePath(), name, entry.size()});
    }

    DocumentList list;

private:
    void add(SourceFile file)
    {
        list.bytes += file.size;
        list.files.append(std::move(file));
    }

    const DocumentOptions &m_options;
    const std::atomic<bool> &m_stop;
};

} // namespace

void DocumentList::leaveOut(const QString &name, LeftOut::Reason reason)
{
    if (leftOut.size() < longestList)
        leftOut.append({name, reason});
    ++leftOutCounts[reason];
    ++leftOutTotal;
}

DocumentList DocumentList::find(const DocumentSource &source, const DocumentOptions &options, const std::atomic<bool> &stop)
{
    Walk walk(options, stop);
    for (const QString &path : source.files) {
        const QFileInfo file(path);
        walk.file(file, file.dir().dirName() + u'/' + file.fileName());
    }
    if (!source.folder.isEmpty()) {
        const QFileInfo folder(QFileInfo(source.folder).canonicalFilePath());
        if (folder.isDir() && QDir(folder.filePath()).isReadable())
            walk.folder(folder.filePath(), folder.fileName());
        else
            walk.list.sourceIsUnreadable = true;
    }
    return std::move(walk.list);
}
