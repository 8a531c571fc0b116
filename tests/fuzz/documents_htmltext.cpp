#include "app/documents/headingsplit.h"
#include "app/documents/htmltext.h"

#include <cstdint>
#include <cstdlib>

/// No text may crash or stall the readers of HTML, and what a split shows is no longer than the document.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString html = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (plainText(html).size() > html.size())
        std::abort();
    qsizetype length = 0;
    for (const DocumentPiece &piece : splitByHeadings(html, 500))
        length += plainText(piece.html).size();
    if (length > 2 * html.size() + 1)
        std::abort();
    return 0;
}
