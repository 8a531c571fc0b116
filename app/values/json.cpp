#include "app/values/json.h"

#include "app/values/jsonparser.h"
#include "app/values/jsontext.h"

#include <QHash>
#include <QLocale>

#include <cmath>

Json::Json(double value)
{
    if (!std::isfinite(value))
        return;
    // The shortest text that reads back as the same double.
    m_value = NumberText{QByteArray::number(value, 'g', QLocale::FloatingPointShortest)};
}

Json Json::array(QList<Json> items)
{
    Json json;
    json.m_value = std::move(items);
    return json;
}

Json Json::object(std::initializer_list<std::pair<QStringView, Json>> members)
{
    Json json;
    QList<Member> list;
    list.reserve(qsizetype(members.size()));
    for (const auto &[name, value] : members)
        list.append({name.toString(), value});
    json.m_value = std::move(list);
    return json;
}

Json Json::object(QList<Member> members)
{
    Json json;
    json.m_value = std::move(members);
    return json;
}

Json Json::number(QByteArrayView spelling)
{
    Json json;
    if (JsonParser::isNumber(spelling))
        json.m_value = NumberText{spelling.toByteArray()};
    return json;
}

Json Json::strings(const QStringList &items)
{
    QList<Json> list;
    list.reserve(items.size());
    for (const QString &item : items)
        list.append(Json(item));
    return array(std::move(list));
}

Json Json::verbatim(QByteArray text)
{
    Json json;
    if (!text.isEmpty())
        json.m_value = Verbatim{std::move(text)};
    return json;
}

Json Json::utf8(QByteArrayView text)
{
    if (!text.isValidUtf8())
        return QString::fromUtf8(text);
    QByteArray quoted;
    quoted.reserve(text.size() + text.size() / 8 + 2);
    jsontext::write(quoted, text);
    return verbatim(std::move(quoted));
}

Result<Json> Json::parse(QByteArrayView utf8)
{
    return JsonParser(utf8).parse();
}

void Json::resolve() const
{
    if (const auto *verbatim = std::get_if<Verbatim>(&m_value)) {
        const QByteArray text = verbatim->text;
        auto json = parse(text);
        m_value = json ? std::move(json->m_value) : decltype(m_value)();
    }
}

Json::Type Json::type() const
{
    resolve();
    return Type(m_value.index());
}

std::optional<bool> Json::toBool() const
{
    resolve();
    const bool *value = std::get_if<bool>(&m_value);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<qint64> Json::toInteger() const
{
    const QByteArray text = numberText();
    if (text.isEmpty())
        return std::nullopt;
    bool ok = false;
    const qint64 integer = text.toLongLong(&ok);
    if (ok)
        return integer;
    const double number = text.toDouble(&ok);
    // Beyond 2^53 a double no longer says which whole number was meant.
    if (!ok || std::trunc(number) != number || std::abs(number) > 9007199254740992.0)
        return std::nullopt;
    return qint64(number);
}

std::optional<double> Json::toDouble() const
{
    const QByteArray text = numberText();
    if (text.isEmpty())
        return std::nullopt;
    return text.toDouble();
}

QByteArray Json::numberText() const
{
    resolve();
    const NumberText *number = std::get_if<NumberText>(&m_value);
    return number ? number->text : QByteArray();
}

QString Json::toString() const
{
    resolve();
    const QString *string = std::get_if<QString>(&m_value);
    return string ? *string : QString();
}

const QList<Json> &Json::items() const
{
    static const QList<Json> none;
    resolve();
    const auto *items = std::get_if<QList<Json>>(&m_value);
    return items ? *items : none;
}

const QList<Json::Member> &Json::members() const
{
    static const QList<Member> none;
    resolve();
    const auto *members = std::get_if<QList<Member>>(&m_value);
    return members ? *members : none;
}

const Json &Json::operator[](QStringView name) const
{
    static const Json null;
    const Json *value = find(name);
    return value ? *value : null;
}

const Json *Json::find(QStringView name) const
{
    const QList<Member> &list = members();
    for (auto member = list.crbegin(); member != list.crend(); ++member) {
        if (member->name == name)
            return &member->value;
    }
    return nullptr;
}

void Json::set(QStringView name, Json value)
{
    resolve();
    if (!std::holds_alternative<QList<Member>>(m_value))
        m_value = QList<Member>();
    auto &list = std::get<QList<Member>>(m_value);
    for (qsizetype i = list.size() - 1; i >= 0; --i) {
        if (list.at(i).name == name) {
            list[i].value = std::move(value);
            return;
        }
    }
    list.append({name.toString(), std::move(value)});
}

void Json::remove(QStringView name)
{
    resolve();
    if (auto *list = std::get_if<QList<Member>>(&m_value))
        list->removeIf([name](const Member &member) { return member.name == name; });
}

void Json::append(Json value)
{
    resolve();
    if (!std::holds_alternative<QList<Json>>(m_value))
        m_value = QList<Json>();
    std::get<QList<Json>>(m_value).append(std::move(value));
}

bool Json::operator==(const Json &other) const
{
    if (type() != other.type())
        return false;
    if (!isObject())
        return isArray() ? items() == other.items()
                         : isNumber() ? numberText() == other.numberText() : isString() ? toString() == other.toString() : toBool() == other.toBool();
    // The last of several members of one name is the one that counts, on both sides.
    QHash<QStringView, const Json *> mine;
    QHash<QStringView, const Json *> theirs;
    for (const Member &member : members())
        mine.insert(member.name, &member.value);
    for (const Member &member : other.members())
        theirs.insert(member.name, &member.value);
    if (mine.size() != theirs.size())
        return false;
    for (auto it = mine.cbegin(); it != mine.cend(); ++it) {
        const Json *value = theirs.value(it.key());
        if (!value || !(*it.value() == *value))
            return false;
    }
    return true;
}

namespace {

void breakLine(QByteArray &out, int indent, int depth)
{
    if (indent > 0) {
        out += '\n';
        out.append(qsizetype(indent) * depth, ' ');
    }
}

}

void Json::write(QByteArray &out, int indent, int depth) const
{
    if (indent == 0) {
        if (const auto *verbatim = std::get_if<Verbatim>(&m_value)) {
            out += verbatim->text;
            return;
        }
    }
    bool first = true;
    const auto separate = [&] {
        if (!first)
            out += ',';
        first = false;
        breakLine(out, indent, depth + 1);
    };
    switch (type()) {
    case Type::Null: out += "null"; break;
    case Type::Bool: out += std::get<bool>(m_value) ? "true" : "false"; break;
    case Type::Number: out += std::get<NumberText>(m_value).text; break;
    case Type::String: jsontext::write(out, std::get<QString>(m_value)); break;
    case Type::Array:
        out += '[';
        for (const Json &item : items()) {
            separate();
            item.write(out, indent, depth + 1);
        }
        if (!first)
            breakLine(out, indent, depth);
        out += ']';
        break;
    case Type::Object:
        out += '{';
        for (const Member &member : members()) {
            separate();
            jsontext::write(out, member.name);
            out += indent ? ": " : ":";
            member.value.write(out, indent, depth + 1);
        }
        if (!first)
            breakLine(out, indent, depth);
        out += '}';
        break;
    }
}

void Json::write(QByteArray &out) const
{
    write(out, 0, 0);
}

QByteArray Json::toBytes() const
{
    QByteArray out;
    write(out);
    return out;
}

QByteArray Json::toIndentedBytes() const
{
    QByteArray out;
    write(out, 2, 0);
    return out;
}
