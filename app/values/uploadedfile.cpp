#include "app/values/uploadedfile.h"

#include "app/values/jsonreader.h"

Result<UploadedFile> UploadedFile::fromJson(const Json &json)
{
    const Json *inner = json.find(u"file");
    JsonReader in(inner && inner->isObject() ? *inner : json, u"File");
    UploadedFile file;
    file.id = in.id<FileTag>(u"id");
    file.fileName = in.string(u"file_name");
    file.bytes = in.optionalInteger(u"size").value_or(0) * 1024;
    file.link = in.optionalString(u"link");
    file.tagSet = in.optionalStrings(u"tag_set");
    file.metadata = Metadata::fromJson(in.raw(u"metadata"));
    file.timeStamp = in.optionalString(u"time_stamp");
    file.createdAt = in.optionalString(u"created_at").value_or(QString());
    file.updatedAt = in.optionalString(u"updated_at").value_or(QString());
    file.signedUrl = in.optionalString(u"s3_url").value_or(QString());
    if (in.failed())
        return in.error();
    if (const QString group = json[u"group_id"].toString(); !group.isEmpty())
        file.groups.append(ChunkGroupId(group));
    for (const Json &group : json[u"chunk_groups"].items())
        file.groups.append(ChunkGroupId(group[u"id"].toString()));
    return file;
}

Result<UploadedFile> UploadedFile::fromUpload(const Json &json)
{
    const Json &metadata = json[u"file_metadata"];
    auto file = fromJson(metadata);
    if (file)
        file->bytes /= 1024;
    return file;
}

Result<FilePage> FilePage::fromJson(const Json &json)
{
    JsonReader in(json, u"FileData");
    FilePage page{.files = in.list<UploadedFile>(u"file_and_group_ids"), .totalPages = int(in.optionalInteger(u"total_pages").value_or(0))};
    if (in.failed())
        return in.error();
    return page;
}

Result<FileScroll> FileScroll::fromJson(const Json &json)
{
    JsonReader in(json, u"GetFilesCursorResponseBody");
    FileScroll page{.files = in.list<UploadedFile>(u"file_with_chunk_groups"), .next = {}};
    if (const auto cursor = in.optionalString(u"next_cursor"))
        page.next = FileId(*cursor);
    if (in.failed())
        return in.error();
    return page;
}
