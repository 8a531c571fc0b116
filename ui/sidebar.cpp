#include "ui/sidebar.h"

#include "app/models/datasetmodel.h"
#include "ui/profilebutton.h"
#include "ui/sidebardelegate.h"
#include "ui/widgets/searchfield.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

constexpr int pageRowHeight = 28;
// Beyond the roles of the datasets' model, which has no icons.
constexpr int pageIdRole = Qt::UserRole + 100;
constexpr int iconNameRole = pageIdRole + 1;

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("look", u"section"_s);
    return label;
}

void dressList(QListView &list)
{
    list.setFrameShape(QFrame::NoFrame);
    list.setProperty("hover", true);
    list.setMouseTracking(true);
    list.setUniformItemSizes(true);
    list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list.setEditTriggers(QAbstractItemView::NoEditTriggers);
    // The sidebar is of the window's colour, not of a page's.
    list.viewport()->setAutoFillBackground(false);
}

}

Sidebar::Sidebar(const QList<PageSpec> &pages, QWidget *parent)
    : QWidget(parent), m_profile(new ProfileButton(this)), m_add(new QToolButton(this)), m_find(new SearchField(tr("Find a dataset"), this)),
      m_datasets(new QListView(this)), m_nothingFound(new QLabel(tr("No dataset has that in its name."), this)),
      m_pagesHeading(heading({}, this)), m_pages(new QListWidget(this)), m_sorted(new QSortFilterProxyModel(this))
{
    setObjectName(u"sidebar"_s);
    setMinimumWidth(200);
    m_find->setObjectName(u"findDataset"_s);
    m_nothingFound->setProperty("look", u"secondary"_s);
    m_nothingFound->setWordWrap(true);
    m_nothingFound->hide();

    m_sorted->setSortLocaleAware(true);
    m_sorted->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_sorted->setSortRole(DatasetModel::SortRole);
    m_sorted->sort(0);
    m_datasets->setObjectName(u"datasets"_s);
    m_datasets->setAccessibleName(tr("Datasets"));
    m_datasets->setModel(m_sorted);
    m_datasets->setItemDelegate(new SidebarDelegate(iconNameRole, u"dataset"_s, m_datasets));
    m_datasets->setContextMenuPolicy(Qt::CustomContextMenu);
    dressList(*m_datasets);

    m_pages->setObjectName(u"pages"_s);
    m_pages->setAccessibleName(tr("Pages of the dataset"));
    dressList(*m_pages);
    m_pages->setItemDelegate(new SidebarDelegate(iconNameRole, {}, m_pages));
    for (const PageSpec &page : pages) {
        auto *item = new QListWidgetItem(page.title, m_pages);
        item->setData(pageIdRole, page.id);
        item->setData(iconNameRole, page.iconName);
        item->setSizeHint(QSize(0, pageRowHeight));
    }
    m_pages->setFixedHeight(int(pages.size()) * pageRowHeight + 2);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_profile);
    layout->addSpacing(8);
    layout->addWidget(datasetHeading());
    layout->addWidget(m_find);
    layout->addSpacing(4);
    layout->addWidget(m_nothingFound);
    layout->addWidget(m_datasets, 1);
    layout->addSpacing(8);
    layout->addWidget(m_pagesHeading);
    layout->addWidget(m_pages);
    markDataset({});

    connect(m_find, &SearchField::searchChanged, this, &Sidebar::filter);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { requestDataset(m_sorted->index(0, 0)); });
    connect(m_datasets, &QListView::clicked, this, &Sidebar::requestDataset);
    connect(m_datasets, &QListView::activated, this, &Sidebar::requestDataset);
    connect(m_datasets, &QWidget::customContextMenuRequested, this, &Sidebar::openMenu);
    const auto requestPage = [this](const QListWidgetItem *item) {
        Q_EMIT pageRequested(item->data(pageIdRole).toString());
        showMarks();
    };
    connect(m_pages, &QListWidget::itemClicked, this, requestPage);
    connect(m_pages, &QListWidget::itemActivated, this, requestPage);
    connect(m_sorted, &QAbstractItemModel::modelReset, this, &Sidebar::showMarks);
    connect(m_sorted, &QAbstractItemModel::rowsInserted, this, &Sidebar::showMarks);
    connect(m_sorted, &QAbstractItemModel::dataChanged, this, &Sidebar::showMarks);
}

QWidget *Sidebar::datasetHeading()
{
    m_add->setObjectName(u"newDataset"_s);
    m_add->setAutoRaise(true);
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(10, 0, 0, 0);
    layout->addWidget(heading(tr("Datasets"), row), 1);
    layout->addWidget(m_add);
    m_pagesHeading->setContentsMargins(10, 4, 4, 4);
    m_nothingFound->setContentsMargins(10, 4, 4, 4);
    return row;
}

void Sidebar::setModel(DatasetModel *model)
{
    m_model = model;
    m_sorted->setSourceModel(model);
    m_find->clear();
    markDataset({});
}

void Sidebar::setActions(QAction *newDataset, const QList<QAction *> &datasetActions)
{
    m_add->setDefaultAction(newDataset);
    m_add->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_add->setAccessibleName(newDataset->text().remove(u'&'));
    m_datasetActions = datasetActions;
}

void Sidebar::markDataset(const DatasetId &dataset)
{
    m_marked = dataset;
    showMarks();
}

void Sidebar::markPage(const QString &id)
{
    m_markedPage = id;
    showMarks();
}

void Sidebar::showMarks()
{
    const Dataset *dataset = m_model ? m_model->find(m_marked) : nullptr;
    const int row = m_model ? m_model->rowWithId(m_marked.text()) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : m_sorted->mapFromSource(m_model->index(row, 0));
    if (index.isValid())
        m_datasets->setCurrentIndex(index);
    else
        m_datasets->clearSelection();
    m_pagesHeading->setText(dataset ? m_pagesHeading->fontMetrics().elidedText(dataset->name, Qt::ElideRight, 190) : QString());
    m_pagesHeading->setVisible(dataset);
    m_pages->setVisible(dataset);
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->item(i)->data(pageIdRole).toString() == m_markedPage)
            m_pages->setCurrentRow(i);
    }
}

void Sidebar::requestDataset(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    Q_EMIT datasetRequested(DatasetId(index.data(PagedModel::IdRole).toString()));
    showMarks();
}

void Sidebar::openMenu(const QPoint &position)
{
    const QModelIndex index = m_datasets->indexAt(position);
    m_menuDataset = index.isValid() ? DatasetId(index.data(PagedModel::IdRole).toString()) : m_marked;
    if (m_menuDataset.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_datasetActions);
    connect(menu, &QMenu::aboutToHide, this, [this] {
        // The action that was chosen runs after the menu is hidden.
        QMetaObject::invokeMethod(this, [this] { m_menuDataset = {}; }, Qt::QueuedConnection);
    });
    menu->popup(m_datasets->viewport()->mapToGlobal(position));
}

void Sidebar::filter(const QString &text)
{
    m_sorted->setFilterFixedString(text);
    m_nothingFound->setVisible(!text.isEmpty() && m_sorted->rowCount() == 0);
    showMarks();
}
