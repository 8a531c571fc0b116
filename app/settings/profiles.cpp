#include "app/settings/profiles.h"

#include "app/settings/settings.h"
#include "app/values/json.h"

#include <QRegularExpression>
#include <QUuid>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

const auto localId = "local"_L1;

const std::array offeredColours = {u"#2f6feb"_s, u"#1f883d"_s, u"#bf8700"_s, u"#cf222e"_s, u"#8250df"_s, u"#0e8a92"_s, u"#bc4c00"_s, u"#bf3989"_s};

Profile freshLocalWorkspace()
{
    Profile local;
    local.id = localId;
    local.name = u"Local workspace"_s;
    local.colour = u"#57606a"_s;
    return local;
}

Json toJson(const Profile &profile)
{
    return Json::object({
        {u"id", profile.id},
        {u"kind", profile.kind == Profile::Kind::LocalWorkspace ? u"local" : u"server"},
        {u"name", profile.name},
        {u"colour", profile.colour},
        {u"url", profile.url.toString(QUrl::FullyEncoded)},
        {u"organization", profile.organization.text()},
        {u"dataset", profile.dataset.text()},
        {u"hasStoredKey", profile.hasStoredKey},
    });
}

std::optional<Profile> profileFromJson(const Json &json)
{
    const QString kind = json[u"kind"].toString();
    Profile profile;
    profile.id = json[u"id"].toString();
    profile.kind = kind == "local"_L1 ? Profile::Kind::LocalWorkspace : Profile::Kind::Server;
    profile.name = json[u"name"].toString();
    profile.colour = json[u"colour"].toString();
    profile.url = QUrl(json[u"url"].toString(), QUrl::StrictMode);
    profile.organization = OrganizationId(json[u"organization"].toString());
    profile.dataset = DatasetId(json[u"dataset"].toString());
    profile.hasStoredKey = json[u"hasStoredKey"].toBool().value_or(false);
    const bool known = kind == "local"_L1 || kind == "server"_L1;
    if (!known || profile.id.isEmpty() || (profile.id == localId) != (profile.kind == Profile::Kind::LocalWorkspace))
        return {};
    return profile;
}

Profiles::Problem urlProblem(const QUrl &url)
{
    using Problem = Profiles::Problem;
    if (url.isEmpty())
        return Problem::UrlMissing;
    if (url.scheme() != "http"_L1 && url.scheme() != "https"_L1)
        return Problem::UrlNotHttp;
    if (!url.isValid() || url.host().isEmpty())
        return Problem::UrlWithoutHost;
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return Problem::UrlHasSecret;
    return Problem::None;
}

void tidy(Profile &profile)
{
    profile.name = profile.name.trimmed();
    QString path = profile.url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    profile.url.setPath(path);
}

} // namespace

Profiles::Profiles(Settings &settings, QObject *parent) : QObject(parent), m_settings(settings)
{
    load();
}

const Profile *Profiles::find(const QString &id) const
{
    const auto found = std::ranges::find(m_profiles, id, &Profile::id);
    return found == m_profiles.end() ? nullptr : &*found;
}

QStringList Profiles::colours()
{
    return QStringList(offeredColours.begin(), offeredColours.end());
}

Profile Profiles::draft() const
{
    Profile profile;
    profile.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    profile.kind = Profile::Kind::Server;
    const auto uses = [this](const QString &colour) { return std::ranges::count(m_profiles, colour, &Profile::colour); };
    profile.colour = *std::ranges::min_element(offeredColours, {}, uses);
    return profile;
}

Profiles::Problem Profiles::problem(const Profile &profile) const
{
    static const QRegularExpression colour(u"\\A#[0-9a-fA-F]{6}\\z"_s);
    const QString name = profile.name.trimmed();
    if (name.isEmpty())
        return Problem::NameMissing;
    for (const Profile &other : m_profiles) {
        if (other.id != profile.id && other.name.compare(name, Qt::CaseInsensitive) == 0)
            return Problem::NameTaken;
    }
    if (!colour.match(profile.colour).hasMatch())
        return Problem::ColourInvalid;
    if (profile.kind == Profile::Kind::LocalWorkspace)
        return Problem::None;
    if (const Problem url = urlProblem(profile.url); url != Problem::None)
        return url;
    if (!profile.organization.isEmpty() && !isUuid(profile.organization.text()))
        return Problem::OrganizationInvalid;
    if (!profile.dataset.isEmpty() && !isUuid(profile.dataset.text()))
        return Problem::DatasetInvalid;
    return Problem::None;
}

bool Profiles::add(Profile profile)
{
    if (profile.kind != Profile::Kind::Server || profile.id.isEmpty() || find(profile.id) || problem(profile) != Problem::None)
        return false;
    tidy(profile);
    m_profiles.append(profile);
    save();
    Q_EMIT added(profile);
    return true;
}

bool Profiles::update(Profile profile)
{
    const auto found = std::ranges::find(m_profiles, profile.id, &Profile::id);
    if (found == m_profiles.end() || found->kind != profile.kind || problem(profile) != Problem::None)
        return false;
    tidy(profile);
    if (*found == profile)
        return true;
    *found = profile;
    save();
    Q_EMIT updated(profile);
    return true;
}

bool Profiles::remove(const QString &id)
{
    const auto found = std::ranges::find(m_profiles, id, &Profile::id);
    if (found == m_profiles.end() || found->kind == Profile::Kind::LocalWorkspace)
        return false;
    const Profile profile = *found;
    m_profiles.erase(found);
    save();
    Q_EMIT removed(profile);
    return true;
}

void Profiles::load()
{
    m_profiles = {freshLocalWorkspace()};
    const Result<Json> stored = Json::parse(m_settings.value(Settings::Key::Profiles).toString().toUtf8());
    if (!stored)
        return;
    for (const Json &entry : stored->items()) {
        const std::optional<Profile> profile = profileFromJson(entry);
        if (!profile)
            m_unreadable.append(entry.toBytes());
        else if (profile->kind == Profile::Kind::LocalWorkspace)
            m_profiles.first() = *profile;
        else if (!find(profile->id))
            m_profiles.append(*profile);
    }
}

void Profiles::save()
{
    Json list = Json::array();
    for (const Profile &profile : std::as_const(m_profiles))
        list.append(toJson(profile));
    for (const QByteArray &entry : std::as_const(m_unreadable))
        list.append(Json::verbatim(entry));
    m_settings.setValue(Settings::Key::Profiles, QString::fromUtf8(list.toBytes()));
}
