#include "app/settings/profiles.h"

#include "app/settings/profilejson.h"
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

std::optional<Profile> profileFromJson(const Json &json)
{
    const std::optional<Profile> profile = profilejson::fromStored(json);
    if (!profile || profile->id.isEmpty() || (profile->id == localId) != (profile->kind == Profile::Kind::LocalWorkspace))
        return {};
    return profile;
}

/// What requests carry anyway, and what would change how they are understood: servers read X-Dataset, X-Organization and X-API-Key as
/// other names of the scope and the key, so that a second scope went along, and a cookie of theirs ("vault") counts more than the key.
bool isReserved(const QString &header)
{
    static const QStringList reserved{u"authorization"_s, u"proxy-authorization"_s, u"host"_s, u"content-length"_s, u"content-type"_s, u"transfer-encoding"_s,
        u"connection"_s, u"accept"_s, u"accept-encoding"_s, u"user-agent"_s, u"tr-dataset"_s, u"tr-organization"_s, u"x-api-version"_s, u"x-dataset"_s, u"x-organization"_s, u"x-api-key"_s, u"cookie"_s};
    return reserved.contains(header.toLower());
}

Profiles::Problem headerProblem(const QList<ExtraHeader> &headers)
{
    using Problem = Profiles::Problem;
    static const QRegularExpression name(u"\\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\\z"_s);
    static const QRegularExpression value(u"\\A[\\x20-\\x7e]+\\z"_s);
    QStringList seen;
    for (const ExtraHeader &header : headers) {
        if (!name.match(header.name).hasMatch())
            return Problem::HeaderNameInvalid;
        if (isReserved(header.name))
            return Problem::HeaderReserved;
        if (seen.contains(header.name, Qt::CaseInsensitive))
            return Problem::HeaderTwice;
        if (!header.isSecret && !value.match(header.value).hasMatch())
            return Problem::HeaderValueInvalid;
        seen.append(header.name);
    }
    return Problem::None;
}

Profiles::Problem wayProblem(const Profile &profile)
{
    using Problem = Profiles::Problem;
    if (profile.proxy.isNamed() && (profile.proxy.host.trimmed().isEmpty() || profile.proxy.host.contains(u'/')))
        return Problem::ProxyHostMissing;
    if (profile.proxy.isNamed() && profile.proxy.port == 0)
        return Problem::ProxyPortMissing;
    if (!profile.tls.key.isEmpty() && profile.tls.certificate.isEmpty())
        return Problem::CertificateMissing;
    return headerProblem(profile.headers);
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
    // Whoever filled in a secret wants it used, not stored in the clear.
    profile.proxy.password.clear();
    profile.tls.passphrase.clear();
    for (ExtraHeader &header : profile.headers) {
        if (header.isSecret)
            header.value.clear();
    }
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

QString Profiles::freeName(const QString &name) const
{
    const auto isTaken = [this](const QString &wanted) {
        return std::ranges::any_of(m_profiles, [&wanted](const Profile &profile) { return profile.name.compare(wanted, Qt::CaseInsensitive) == 0; });
    };
    QString free = name.trimmed();
    for (int number = 2; isTaken(free); ++number)
        free = u"%1 %2"_s.arg(name.trimmed()).arg(number);
    return free;
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
    return wayProblem(profile);
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
        list.append(profilejson::stored(profile));
    for (const QByteArray &entry : std::as_const(m_unreadable))
        list.append(Json::verbatim(entry));
    m_settings.setValue(Settings::Key::Profiles, QString::fromUtf8(list.toBytes()));
}
