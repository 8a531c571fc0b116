#pragma once

#include "app/values/json.h"

#include <QByteArrayView>

#include <array>
#include <vector>

/// Reads one JSON text (RFC 8259) into a Json; used once. Json::parse is the way in.
class JsonParser
{
public:
    explicit JsonParser(QByteArrayView utf8);

    Result<Json> parse();

    /// Whether the text is exactly one JSON number.
    static bool isNumber(QByteArrayView text);

private:
    bool value(Json &out, int depth);
    bool array(Json &out, int depth);
    bool object(Json &out, int depth);
    bool name(QString &out);
    bool string(QString &out);
    /// The bytes up to the next quote, backslash or control character, which are passed over.
    QByteArrayView plainRun(quint64 &bits);
    bool escape(QString &out);
    bool word(QByteArrayView expected);
    bool fail(const char *what);
    void skipSpace();
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    static qsizetype numberLength(QByteArrayView text);

    QByteArrayView m_text;
    qsizetype m_at = 0;
    const char *m_fault = nullptr;
    /// What of the arrays and objects around was read so far.
    std::vector<Json> m_items;
    std::vector<Json::Member> m_members;
    /// Of members, by what is quickly seen of them.
    std::array<QString, 64> m_names;
};
