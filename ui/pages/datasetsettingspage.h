#pragma once

#include "app/api/apiclient.h"
#include "ui/pages/page.h"

class CopyableId;
class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;
class SettingField;
class StateStack;

/// The settings of a dataset: its names, what it answers with and from, whether it may be deleted. Only what was changed is sent; what the
/// server does not have is not shown. The client must outlive it.
class DatasetSettingsPage : public Page
{
    Q_OBJECT

public:
    explicit DatasetSettingsPage(const ApiClient &client, QWidget *parent = nullptr);

    void showDataset(const Dataset &dataset) override;
    void refresh() override;
    QList<QAction *> pageActions() const override;
    void leave(std::function<void()> proceed) override;

Q_SIGNALS:
    /// The server's own copy after a change.
    void saved(const Dataset &dataset);

private:
    QWidget *makeHeader();
    void makeFields();
    SettingField *addField(SettingField *field);
    void addHeading(const QString &text);
    void addFacts();
    void load();
    void adopt(const Dataset &dataset, bool keepEdits);
    void updateState();
    bool check();
    DatasetPatch patch() const;
    int changes() const;
    void save();
    void finishSaving(const Result<Dataset> &dataset);
    void revert();

    const ApiClient &m_client;
    Dataset m_dataset;
    bool m_isLoaded = false;
    Call<Dataset> m_load;
    Call<Dataset> m_save;
    std::function<void()> m_afterSaving;

    QAction *m_saveAction = nullptr;
    QAction *m_revertAction = nullptr;
    QLabel *m_changes = nullptr;
    QPushButton *m_saveButton = nullptr;
    QPushButton *m_revertButton = nullptr;
    QWidget *m_form = nullptr;
    QVBoxLayout *m_column = nullptr;
    StateStack *m_states = nullptr;
    QList<SettingField *> m_fields;
    SettingField *m_name = nullptr;
    SettingField *m_trackingId = nullptr;
    CopyableId *m_id = nullptr;
    CopyableId *m_organization = nullptr;
    QLabel *m_created = nullptr;
    QLabel *m_updated = nullptr;
};
