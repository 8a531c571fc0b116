#pragma once

#include "app/settings/profile.h"

#include <QObject>

class Settings;

/// The connection profiles, the local workspace always first; stored in the settings' file at once. Keys are not in it: see SecretStore.
/// The settings must outlive it.
class Profiles : public QObject
{
    Q_OBJECT
public:
    enum class Problem {
        None,
        NameMissing,
        NameTaken, ///< Another profile has that name; upper and lower case are one.
        UrlMissing,
        UrlNotHttp, ///< Something else than http or https, or no scheme at all.
        UrlWithoutHost,
        UrlHasSecret, ///< A user name, password, query or fragment: it would be stored and shown in the clear.
        ColourInvalid, ///< Not "#rrggbb".
        OrganizationInvalid, ///< Not a UUID.
        DatasetInvalid, ///< Not a UUID.
        ProxyHostMissing, ///< Or an address where a host is wanted.
        ProxyPortMissing,
        CertificateMissing, ///< There is a key file, but nothing that it is the key of.
        HeaderNameInvalid,
        HeaderReserved, ///< Requests carry it anyway.
        HeaderTwice,
        HeaderValueInvalid, ///< Empty, or not ASCII.
    };

    explicit Profiles(Settings &settings, QObject *parent = nullptr);

    /// Never empty: the local workspace comes first, then servers in the order they were added.
    const QList<Profile> &all() const { return m_profiles; }
    const Profile &localWorkspace() const { return m_profiles.first(); }
    /// Null where there is none; valid until the next change.
    const Profile *find(const QString &id) const;

    /// The colours that are offered for a profile.
    static QStringList colours();
    /// A server profile to begin with: an id of its own and a colour that no other profile has yet.
    Profile draft() const;
    /// "Name", or "Name 2" and so on where that is taken.
    QString freeName(const QString &name) const;
    /// The first thing that stands against storing it, among the profiles there are.
    Problem problem(const Profile &profile) const;

    /// Stores a valid new server profile; the url loses slashes at its end. False, and nothing changes, where problem() names one.
    bool add(Profile profile);
    /// Stores the valid profile in place of the one with its id, whose kind it keeps.
    bool update(Profile profile);
    /// Its key in the keychain is the caller's to remove. The local workspace stays: false.
    bool remove(const QString &id);

Q_SIGNALS:
    void added(const Profile &profile);
    void updated(const Profile &profile);
    void removed(const Profile &profile);

private:
    void load();
    void save();

    Settings &m_settings;
    QList<Profile> m_profiles;
    // Entries that a later version wrote and this one cannot read: kept as they are.
    QList<QByteArray> m_unreadable;
};
