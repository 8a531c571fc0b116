#pragma once

#include "app/values/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

/// A JSON value that keeps what QJsonValue loses: the spelling of every number (2^63, 1e400, 1.10 stay what they were), the order
/// of an object's members, and members nobody knows. Implicitly shared, cheap to copy.
/// Source of the grammar: RFC 8259. A member named twice: the last one wins, as in every client of the server.
class Json
{
public:
    enum class Type { Null, Bool, Number, String, Array, Object };
    struct Member;

    Json() = default;
    Json(std::nullptr_t) { }
    Json(bool value) : m_value(value) { }
    Json(int value) : Json(qint64(value)) { }
    Json(qint64 value) : m_value(NumberText{QByteArray::number(value)}) { }
    /// NaN and infinities have no JSON form and become null, as the server writes them.
    Json(double value);
    Json(QString value) : m_value(std::move(value)) { }
    Json(QStringView value) : m_value(value.toString()) { }
    Json(const char16_t *value) : m_value(QString::fromUtf16(value)) { }
    Json(const char *) = delete;

    static Json array(QList<Json> items = {});
    static Json object(std::initializer_list<std::pair<QStringView, Json>> members = {});
    static Json object(QList<Member> members);
    /// A number by its JSON spelling; null where the text is not a JSON number.
    static Json number(QByteArrayView spelling);
    /// An array of strings.
    static Json strings(const QStringList &items);
    /// Text that is known to be JSON (it was parsed before) and is written out as it stands; null where it is empty.
    /// Reading such a value parses it, so it is for passing stored JSON on.
    static Json verbatim(QByteArray text);

    /// A string that is there as UTF-8 already and is going to be written; what is not UTF-8 in it is replaced by U+FFFD.
    static Json utf8(QByteArrayView text);

    /// Parses one JSON text in UTF-8 (a leading byte order mark is passed over). Kind Malformed, with the line and column, for
    /// anything that is not JSON, invalid UTF-8 and nesting deeper than 256.
    static Result<Json> parse(QByteArrayView utf8);

    Type type() const;
    bool isNull() const { return type() == Type::Null; }
    bool isBool() const { return type() == Type::Bool; }
    bool isNumber() const { return type() == Type::Number; }
    bool isString() const { return type() == Type::String; }
    bool isArray() const { return type() == Type::Array; }
    bool isObject() const { return type() == Type::Object; }

    std::optional<bool> toBool() const;
    /// The number where it is a whole one within 64 bits (1.0 and 1e2 count as whole).
    std::optional<qint64> toInteger() const;
    /// The number, infinite where it is beyond a double.
    std::optional<double> toDouble() const;
    /// The spelling of a number, empty for anything else.
    QByteArray numberText() const;
    /// The text of a string, empty for anything else.
    QString toString() const;

    /// The items of an array, empty for anything else.
    const QList<Json> &items() const;
    /// The members of an object in their order, empty for anything else.
    const QList<Member> &members() const;
    /// The member of that name, a null value where there is none.
    const Json &operator[](QStringView name) const;
    const Json *find(QStringView name) const;
    bool contains(QStringView name) const { return find(name) != nullptr; }

    /// Sets a member, in its old place where it existed; a null value becomes an object.
    void set(QStringView name, Json value);
    void remove(QStringView name);
    /// Appends an item; a null value becomes an array.
    void append(Json value);

    /// Compact UTF-8.
    QByteArray toBytes() const;
    /// The same, behind what is there.
    void write(QByteArray &out) const;
    /// For people: two spaces a level.
    QByteArray toIndentedBytes() const;

    /// Same type, same spelling of numbers, same members in any order.
    bool operator==(const Json &other) const;

private:
    struct NumberText {
        QByteArray text;
        bool operator==(const NumberText &) const = default;
    };
    struct Verbatim {
        QByteArray text;
    };
    void resolve() const;
    void write(QByteArray &out, int indent, int depth) const;

    // Verbatim text is replaced by what it says when somebody first reads it.
    mutable std::variant<std::monostate, bool, NumberText, QString, QList<Json>, QList<Member>, Verbatim> m_value;
};

struct Json::Member {
    QString name;
    Json value;
};

// Moved by their bytes when a list grows: all that they hold may be.
Q_DECLARE_TYPEINFO(Json, Q_RELOCATABLE_TYPE);
Q_DECLARE_TYPEINFO(Json::Member, Q_RELOCATABLE_TYPE);
