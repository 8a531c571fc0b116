#pragma once

#include "ui/pagespecs.h"

#include <QAction>
#include <QWidget>

class DatasetModel;
class ProfileButton;
class SearchField;
class QLabel;
class QListView;
class QListWidget;
class QSortFilterProxyModel;
class QToolButton;

/// What is there to go to: the connection, its datasets with their counts, the pages of the chosen dataset. It asks by signals and marks
/// what the window then says is shown; a click alone marks nothing.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    Sidebar(const QList<PageSpec> &pages, QWidget *parent = nullptr);

    ProfileButton &profileButton() { return *m_profile; }
    /// Null empties it.
    void setModel(DatasetModel *model);
    /// What the "+" button does, and the menu of a dataset; the dataset that a menu is opened on becomes menuDataset().
    void setActions(QAction *newDataset, const QList<QAction *> &datasetActions);
    DatasetId menuDataset() const { return m_menuDataset; }

    /// An empty id where none is chosen: then there are no pages to go to.
    void markDataset(const DatasetId &dataset);
    void markPage(const QString &id);

Q_SIGNALS:
    void datasetRequested(const DatasetId &dataset);
    void pageRequested(const QString &id);

private:
    QWidget *datasetHeading();
    void showMarks();
    void requestDataset(const QModelIndex &index);
    void openMenu(const QPoint &position);
    void filter(const QString &text);

    ProfileButton *m_profile = nullptr;
    QToolButton *m_add = nullptr;
    SearchField *m_find = nullptr;
    QListView *m_datasets = nullptr;
    QLabel *m_nothingFound = nullptr;
    QLabel *m_pagesHeading = nullptr;
    QListWidget *m_pages = nullptr;
    QSortFilterProxyModel *m_sorted = nullptr;
    DatasetModel *m_model = nullptr;
    QList<QAction *> m_datasetActions;
    DatasetId m_marked;
    DatasetId m_menuDataset;
    QString m_markedPage;
};
