#include "app/api/unrepeatablebody.h"

#include <algorithm>

qint64 UnrepeatableBody::readData(char *data, qint64 most)
{
    const qsizetype count = qMin(qsizetype(most), m_bytes.size() - m_read);
    if (count == 0)
        return -1;
    std::copy_n(m_bytes.constData() + m_read, count, data);
    m_read += count;
    return count;
}
