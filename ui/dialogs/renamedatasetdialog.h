#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/formdialog.h"

class QLineEdit;

/// Changes the name and the tracking id of a dataset; sends only the one that was changed, with what the server would reset. The client must outlive it.
class RenameDatasetDialog : public FormDialog
{
    Q_OBJECT

public:
    RenameDatasetDialog(const ApiClient &client, const Dataset &dataset, QWidget *parent);

Q_SIGNALS:
    /// The server's own copy.
    void renamed(const Dataset &dataset);

private:
    void check();
    void rename();
    void send(const Result<Dataset> &current);
    DatasetPatch patch() const;

    const ApiClient &m_client;
    const Dataset m_dataset;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_trackingId = nullptr;
    bool m_hasWarned = false;
    Call<Dataset> m_call;
};
