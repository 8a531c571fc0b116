#pragma once

#include "app/api/operation.h"
#include "tests/support/fakeserver.h"
#include "tests/support/goldenadministration.h"
#include "tests/support/goldencontent.h"
#include "tests/support/goldenfile.h"

#include <QDir>

namespace golden {

/// Every operation that has golden files.
inline Operations operations()
{
    Operations all;
    addOperationsOnDatasets(all);
    addOperationsOnGroups(all);
    addOperationsOnChunks(all);
    addOperationsOnTopics(all);
    addOperationsOnFiles(all);
    addOperationsOnOrganizations(all);
    addOperationsOnAnalytics(all);
    return all;
}

/// The names of the files in golden/api.
inline QStringList files()
{
    return QDir(QStringLiteral(RETRIEVER_SOURCE_DIR "/tests/golden/api")).entryList({QStringLiteral("*.txt")});
}

/// Which operation a file is of: its name, or that and the first word of what is special about the file.
inline QString operationOf(const QString &fileName, const Operations &all)
{
    const QString two = fileName.chopped(4).section(u'-', 0, 1);
    return all.contains(two) ? two : two.section(u'-', 0, 0);
}

/// The first file that shows how an operation goes well; one of status 0 where there is none.
inline GoldenFile success(const QString &operation, const Operations &all)
{
    for (const QString &name : files()) {
        if (operationOf(name, all) != operation)
            continue;
        if (const GoldenFile golden = GoldenFile::read(QStringLiteral("api/") + name); golden.status < 300)
            return golden;
    }
    return {};
}

/// Whether the request of such a file changes anything on the server.
inline bool writes(const GoldenFile &golden)
{
    const QStringList segments = QString::fromLatin1(golden.target).section(u'?', 0, 0).mid(5).split(u'/');
    return ::Operation::of(QString::fromLatin1(golden.method), segments).writes();
}

/// Whether it creates over a tracking id, so that a second one does no harm.
inline bool isUpsert(const GoldenFile &golden)
{
    return golden.target.startsWith("/api/chunk") && golden.body.startsWith('{') && golden.body.contains("\"upsert_by_tracking_id\":true");
}

/// What a server answers by such a file.
inline FakeAnswer answerOf(const GoldenFile &golden)
{
    if (golden.answer.isEmpty())
        return FakeAnswer::empty(golden.status);
    // Trieve's streams have no content type.
    return golden.contentType.isEmpty() ? FakeAnswer::stream({golden.answer}) : FakeAnswer::bytes(golden.contentType, golden.answer, golden.status);
}

}
