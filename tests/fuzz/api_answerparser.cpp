#include "app/api/answerparser.h"

#include <cstdlib>

namespace {

bool operator==(const AnswerParser &one, const AnswerParser &other)
{
    return one.text() == other.text() && one.hits() == other.hits() && one.searches() == other.searches()
        && one.reportedError() == other.reportedError();
}

}

/// Any text, cut in any two or three places or into its characters, gives the same state as the whole; what was said while it
/// came is never taken back before the end. The first two bytes say where to cut.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < 2)
        return 0;
    const QString text = QString::fromUtf8(QByteArrayView(data + 2, qsizetype(size) - 2));
    AnswerParser whole;
    whole.feed(text);
    whole.finish();

    const qsizetype first = text.size() * data[0] / 255;
    const qsizetype second = first + (text.size() - first) * data[1] / 255;
    AnswerParser split;
    for (const QStringView piece : {QStringView(text).left(first), QStringView(text).mid(first, second - first), QStringView(text).mid(second)})
        split.feed(piece);
    split.finish();

    AnswerParser single;
    QString shown;
    for (const QChar &character : text) {
        single.feed(QStringView(&character, 1));
        if (!single.text().startsWith(shown))
            std::abort();
        shown = single.text();
    }
    single.finish();
    if (!(split == whole) || !(single == whole))
        std::abort();
    return 0;
}
