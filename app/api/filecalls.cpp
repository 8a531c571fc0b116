#include "app/api/filecalls.h"

#include "app/api/decoding.h"

using namespace Qt::StringLiterals;

Call<FilePage> FileCalls::files(const DatasetId &dataset, int page) const
{
    return call<FilePage>(ApiRequest::get({u"dataset"_s, u"files"_s, dataset.text(), QString::number(page)}).in(dataset), FilePage::fromJson);
}

Call<FileScroll> FileCalls::scrollFiles(const DatasetId &dataset, const std::optional<FileId> &from, int pageSize) const
{
    ApiRequest request = ApiRequest::get({u"dataset"_s, u"scroll_files"_s}).in(dataset).where(u"page_size"_s, QString::number(pageSize));
    if (from)
        request = std::move(request).where(u"cursor"_s, from->text());
    return call<FileScroll>(request, FileScroll::fromJson);
}

Call<UploadedFile> FileCalls::file(const DatasetId &dataset, const FileId &id, const FileLink &link) const
{
    ApiRequest request = ApiRequest::get({u"file"_s, id.text()}).in(dataset);
    if (link.seconds)
        request = std::move(request).where(u"ttl"_s, QString::number(*link.seconds));
    if (link.contentType)
        request = std::move(request).where(u"content_type"_s, *link.contentType);
    return call<UploadedFile>(request, UploadedFile::fromJson);
}

Call<UploadedFile> FileCalls::uploadFile(const DatasetId &dataset, const FileUpload &upload) const
{
    if (upload.content.size() > FileUpload::mostBytes) {
        const QString reason = u"%1 is larger than the 100 MB that a server takes. Split it, or add it as text."_s.arg(upload.label.fileName);
        return refused<UploadedFile>({Error::Kind::TooLarge, 0, reason, {}});
    }
    return call<UploadedFile>(ApiRequest::post({u"file"_s}).in(dataset).with(upload.toJson()), UploadedFile::fromUpload);
}

Call<void> FileCalls::deleteFile(const DatasetId &dataset, const FileId &id, bool deleteChunks) const
{
    return call(ApiRequest::remove({u"file"_s, id.text()}).in(dataset).where(u"delete_chunks"_s, deleteChunks ? u"true"_s : u"false"_s));
}

Call<TableUploadPlace> FileCalls::placeForTable(const DatasetId &dataset, const TableUpload &upload) const
{
    return call<TableUploadPlace>(ApiRequest::post({u"file"_s, u"csv_or_jsonl"_s}).in(dataset).with(upload.toJson()),
        TableUploadPlace::fromJson);
}

Call<void> FileCalls::sendTable(const TableUploadPlace &place, const QByteArray &bytes) const
{
    return call(ApiRequest::putTo(QUrl(place.presignedPutUrl, QUrl::StrictMode), bytes));
}

Call<QList<Crawl>> FileCalls::crawls(const DatasetId &dataset, int page, int limit) const
{
    return call<QList<Crawl>>(
        ApiRequest::get({u"crawl"_s}).in(dataset).where(u"page"_s, QString::number(page)).where(u"limit"_s, QString::number(limit)),
        [](const Json &json) { return decoding::list<Crawl>(json, u"crawls"); });
}

Call<Crawl> FileCalls::startCrawl(const DatasetId &dataset, const CrawlOptions &options) const
{
    return call<Crawl>(ApiRequest::post({u"crawl"_s}).in(dataset).with(Json::object({{u"crawl_options", options.toJson()}})),
        Crawl::fromJson);
}

Call<Crawl> FileCalls::updateCrawl(const DatasetId &dataset, const CrawlId &id, const CrawlOptions &options) const
{
    const Json body = Json::object({{u"crawl_id", id.text()}, {u"crawl_options", options.toJson()}});
    return call<Crawl>(ApiRequest::put({u"crawl"_s}).in(dataset).with(body), Crawl::fromJson);
}

Call<void> FileCalls::deleteCrawl(const DatasetId &dataset, const CrawlId &id) const
{
    return call(ApiRequest::remove({u"crawl"_s, id.text()}).in(dataset));
}
