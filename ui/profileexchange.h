#pragma once

#include <QAction>

class Sessions;

/// Giving connections to others and taking theirs: the two actions and the file dialogs behind them. Dialogs belong to the window; the
/// sessions must outlive it.
class ProfileExchange : public QObject
{
    Q_OBJECT

public:
    ProfileExchange(Sessions &sessions, QWidget *window);

    QAction *importAction() const { return m_import; }
    QAction *exportAction() const { return m_export; }
    void importFile(const QString &path);
    void exportFile(const QString &path);

Q_SIGNALS:
    void statusMessage(const QString &text);
    /// The connection that is open was replaced.
    void profileRequested(const QString &id);

private:
    void chooseImport();
    void chooseExport();
    void sayWhy(const QString &title, const QString &why);

    Sessions &m_sessions;
    QWidget *m_window = nullptr;
    QAction *m_import = nullptr;
    QAction *m_export = nullptr;
};
