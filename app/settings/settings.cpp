#include "app/settings/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSize>
#include <QStandardPaths>

#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr int currentVersion = 1;

using Key = Settings::Key;
using Scope = Settings::Scope;

struct Row {
    Key key;
    QLatin1String name;
    QVariant fallback;
    Scope scope;
};

const auto &table()
{
    static const auto rows = std::to_array<Row>({
        {Key::WindowGeometry, "window/geometry"_L1, QByteArray(), Scope::Single},
        {Key::WindowState, "window/state"_L1, QByteArray(), Scope::Single},
        {Key::Splitter, "splitters"_L1, QByteArray(), Scope::PerSubKey},
        {Key::TableHeader, "tables"_L1, QByteArray(), Scope::PerSubKey},
        {Key::DialogSize, "dialogs"_L1, QSize(), Scope::PerSubKey},
        {Key::SidebarFolded, "window/sidebarFolded"_L1, false, Scope::Single},
        {Key::InspectorFolded, "inspectorFolded"_L1, false, Scope::PerSubKey},
        {Key::LastProfile, "last/profile"_L1, QString(), Scope::Single},
        {Key::LastDataset, "lastDatasets"_L1, QString(), Scope::PerSubKey},
        {Key::LastPage, "last/page"_L1, QString(), Scope::Single},
        {Key::Appearance, "appearance"_L1, u"system"_s, Scope::Single},
        {Key::Language, "language"_L1, QString(), Scope::Single},
        {Key::LastFolder, "lastFolders"_L1, QString(), Scope::PerSubKey},
        {Key::Draft, "drafts"_L1, QString(), Scope::PerSubKey},
        {Key::ChatSettings, "chat"_L1, QString(), Scope::PerSubKey},
        {Key::SampleOffered, "sampleOffered"_L1, false, Scope::Single},
        {Key::Profiles, "profiles"_L1, QString(), Scope::Single},
    });
    return rows;
}

const Row &row(Key key)
{
    const auto &rows = table();
    for (const Row &candidate : rows) {
        if (candidate.key == key)
            return candidate;
    }
    Q_UNREACHABLE();
}

// A sub-key is anything: slashes would make folders in the file and be mangled on the way back.
QString encoded(const QString &sub)
{
    return QString::fromLatin1(sub.toUtf8().toPercentEncoding());
}

const auto versionName = "version"_L1;

bool isReadable(const QString &path)
{
    // It is read no earlier than it is asked for.
    const QSettings settings(path, QSettings::IniFormat);
    return settings.allKeys().size() >= 0 && settings.status() == QSettings::NoError;
}

// Looks at a copy: QSettings remembers what it once read from a path, the failure too.
QString preparedPath(const QString &path)
{
    const QString aside = path + ".broken"_L1;
    const QString copy = path + ".check"_L1;
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile::remove(copy);
    if (!QFile::copy(path, copy))
        return path;
    if (!isReadable(copy)) {
        QFile::remove(aside);
        QFile::rename(path, aside);
    }
    QFile::remove(copy);
    return path;
}

} // namespace

QString Settings::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/retriever.ini"_L1;
}

Settings::Settings(const QString &path, QObject *parent) : QObject(parent), m_store(preparedPath(path), QSettings::IniFormat)
{
    m_store.setFallbacksEnabled(false);
}

QVariant Settings::value(Key key) const
{
    return value(key, {});
}

QVariant Settings::value(Key key, const QString &sub) const
{
    const QVariant &fallback = row(key).fallback;
    QVariant stored = m_store.value(entry(key, sub), fallback);
    if (stored.metaType() != fallback.metaType() && !stored.convert(fallback.metaType()))
        return fallback;
    return stored;
}

void Settings::setValue(Key key, const QVariant &value)
{
    setValue(key, {}, value);
}

void Settings::setValue(Key key, const QString &sub, const QVariant &value)
{
    const QVariant &fallback = row(key).fallback;
    Q_ASSERT_X(value.metaType() == fallback.metaType(), "Settings::setValue", "a value of another type than its default");
    if (value == this->value(key, sub))
        return;
    if (value == fallback)
        m_store.remove(entry(key, sub));
    else
        m_store.setValue(entry(key, sub), value);
    if (!isFromLaterVersion())
        m_store.setValue(versionName, currentVersion);
    Q_EMIT changed(key, sub);
}

void Settings::remove(Key key, const QString &sub)
{
    setValue(key, sub, row(key).fallback);
}

QString Settings::storedName(Key key)
{
    return row(key).name;
}

Settings::Scope Settings::scope(Key key)
{
    return row(key).scope;
}

bool Settings::isSaved()
{
    m_store.sync();
    return m_store.status() == QSettings::NoError;
}

bool Settings::isFromLaterVersion() const
{
    return m_store.value(versionName, currentVersion).toInt() > currentVersion;
}

QString Settings::entry(Key key, const QString &sub) const
{
    const Row &found = row(key);
    Q_ASSERT_X(sub.isEmpty() == (found.scope == Scope::Single), "Settings::entry", "a sub-key belongs to keys of that scope only");
    return sub.isEmpty() ? QString(found.name) : found.name + u'/' + encoded(sub);
}
