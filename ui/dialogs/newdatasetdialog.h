#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/formdialog.h"

class QGroupBox;
class QLineEdit;

/// Makes a dataset: a name, a tracking id, and the language model it answers with. The client must outlive it.
class NewDatasetDialog : public FormDialog
{
    Q_OBJECT

public:
    NewDatasetDialog(const ApiClient &client, QWidget *parent);

Q_SIGNALS:
    /// The server's own copy.
    void created(const Dataset &dataset);

private:
    QLineEdit *addLine(const QString &name, const QString &label, const QString &help, const QString &placeholder = {});
    void check();
    void create();
    void finishCreating(const Result<Dataset> &dataset);
    void storeKey();
    NewDataset wanted() const;

    const ApiClient &m_client;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_trackingId = nullptr;
    QLineEdit *m_baseUrl = nullptr;
    QLineEdit *m_model = nullptr;
    QLineEdit *m_key = nullptr;
    std::optional<Dataset> m_made;
    Call<Dataset> m_call;
};
