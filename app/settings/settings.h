#pragma once

#include <QObject>
#include <QSettings>
#include <QVariant>

/// What the program remembers between runs: one table of key, stored name, default and scope over an INI file.
/// Secrets are never in it. Unknown stored keys are kept, so that a newer version's file survives an older program.
/// For the GUI thread; written by itself a moment after a change and at destruction.
class Settings : public QObject
{
    Q_OBJECT
public:
    enum class Key {
        WindowGeometry, ///< QByteArray of saveGeometry()
        WindowState, ///< QByteArray of saveState()
        Splitter, ///< QByteArray of saveState(), sub-key: the splitter's object name
        TableHeader, ///< QByteArray of saveState(), sub-key: the table's object name
        DialogSize, ///< QSize, sub-key: the dialog's object name
        SidebarFolded, ///< bool
        InspectorFolded, ///< bool, sub-key: the page
        LastProfile, ///< QString: a profile's id
        LastDataset, ///< QString: a dataset's id, sub-key: the profile's id
        LastPage, ///< QString: a page's object name
        Appearance, ///< QString: "system", "light" or "dark"
        Language, ///< QString: "en", "de"..., empty follows the desktop
        LastFolder, ///< QString: a path, sub-key: what for ("documents", "export")
        Draft, ///< QString: text not sent yet, sub-key: where it was typed
        ChatSettings, ///< QString, sub-key: the dataset's id
        SampleOffered, ///< bool: the handbook was installed or declined at the first start
        Profiles, ///< QString: the connection profiles, written by Profiles
    };
    /// Whether a key stands alone or once for each sub-key.
    enum class Scope { Single, PerSubKey };

    /// AppConfigLocation/retriever.ini.
    static QString defaultPath();

    /// An unreadable or broken file is like an empty one; it is set aside as <path>.broken before the first write.
    explicit Settings(const QString &path = defaultPath(), QObject *parent = nullptr);

    /// The stored value where it has the default's type or can be turned into it, else the default.
    QVariant value(Key key) const;
    QVariant value(Key key, const QString &sub) const;
    /// Setting the default removes the entry, so that later versions may choose better defaults.
    void setValue(Key key, const QVariant &value);
    void setValue(Key key, const QString &sub, const QVariant &value);
    void remove(Key key, const QString &sub = {});

    /// The name in the file, for tests and for the person who reads the file.
    static QString storedName(Key key);
    static Scope scope(Key key);
    QString path() const { return m_store.fileName(); }
    /// Whether everything set so far is on the disk; tries to write first.
    bool isSaved();
    /// Written by a later version than this program knows: read as well as it can be, and kept.
    bool isFromLaterVersion() const;

Q_SIGNALS:
    void changed(Settings::Key key, const QString &sub);

private:
    QString entry(Key key, const QString &sub) const;

    QSettings m_store;
};
