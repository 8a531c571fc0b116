#include "app/api/answerparser.h"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace {

bool operator==(const AnswerParser &one, const AnswerParser &other)
{
    return one.text() == other.text() && one.hits() == other.hits() && one.searches() == other.searches()
        && one.reportedError() == other.reportedError() && one.arrayCut() == other.arrayCut();
}

AnswerParser parsed(AnswerParser::Kind kind, std::initializer_list<QStringView> pieces)
{
    AnswerParser parser(kind);
    for (const QStringView piece : pieces)
        parser.feed(piece);
    parser.finish();
    return parser;
}

/// The most that a character may cost: arrays nest 64 deep, and each of them may have to be read until it turns out to be none.
constexpr qint64 mostWork = 200;

}

/// Any text, cut in any two or three places or into its characters, gives the same state as the whole; what was said while it
/// came is never taken back before the end, and nothing takes more than linear work. The first two bytes say where to cut.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < 2)
        return 0;
    const QString all = QString::fromUtf8(QByteArrayView(data + 2, qsizetype(size) - 2));
    const QStringView text = all;
    const qsizetype first = text.size() * data[0] / 255;
    const qsizetype second = first + (text.size() - first) * data[1] / 255;

    for (const auto kind : {AnswerParser::Kind::Streamed, AnswerParser::Kind::Stored, AnswerParser::Kind::Plain}) {
        const AnswerParser whole = parsed(kind, {text});
        const AnswerParser split = parsed(kind, {text.left(first), text.mid(first, second - first), text.mid(second)});
        AnswerParser single(kind);
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
        if (kind == AnswerParser::Kind::Plain && whole.text() != all)
            std::abort();
        if (std::max({whole.work(), split.work(), single.work()}) > mostWork * (text.size() + 10))
            std::abort();
    }
    return 0;
}
