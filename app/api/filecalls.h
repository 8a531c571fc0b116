#pragma once

#include "app/api/dispatcher.h"
#include "app/values/crawl.h"
#include "app/values/fileupload.h"

/// The operations on files and crawls, part of ApiClient: what a server makes chunks of by itself.
class FileCalls : public virtual Dispatcher
{
public:
    /// Pages count from 1 and hold ten.
    Call<FilePage> files(const DatasetId &dataset, int page) const;
    /// With the files' groups. Servers answer the same page again and again: a cursor that was seen is the end.
    Call<FileScroll> scrollFiles(const DatasetId &dataset, const std::optional<FileId> &from, int pageSize) const;
    /// With an address from which its bytes can be fetched for a day, or as long as the link is to live.
    Call<UploadedFile> file(const DatasetId &dataset, const FileId &id, const FileLink &link = {}) const;
    /// Queued: the file is read when the event "file_uploaded" says so. A failure is told by nothing.
    Call<UploadedFile> uploadFile(const DatasetId &dataset, const FileUpload &upload) const;
    Call<void> deleteFile(const DatasetId &dataset, const FileId &id, bool deleteChunks) const;
    /// Asks for a place for a table; sendTable brings it there. Workers wait some two hours for it.
    Call<TableUploadPlace> placeForTable(const DatasetId &dataset, const TableUpload &upload) const;
    /// To wherever the server said, without the key.
    Call<void> sendTable(const TableUploadPlace &place, const QByteArray &bytes) const;

    /// Pages count from 1; the end is a page shorter than the limit.
    Call<QList<Crawl>> crawls(const DatasetId &dataset, int page, int limit) const;
    Call<Crawl> startCrawl(const DatasetId &dataset, const CrawlOptions &options) const;
    Call<Crawl> updateCrawl(const DatasetId &dataset, const CrawlId &id, const CrawlOptions &options) const;
    Call<void> deleteCrawl(const DatasetId &dataset, const CrawlId &id) const;

protected:
    FileCalls() = default;
};
