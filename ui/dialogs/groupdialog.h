#pragma once

#include "app/api/apiclient.h"
#include "ui/widgets/formdialog.h"

class QCheckBox;
class QLineEdit;
class SourceEdit;
class TagEditor;

/// Makes a group or changes one: every field a server takes. Emits saved() before it closes. The client must outlive it.
class GroupDialog : public FormDialog
{
    Q_OBJECT

public:
    /// A new group.
    GroupDialog(const ApiClient &client, const DatasetId &dataset, QWidget *parent);
    /// A group as just read from the server.
    GroupDialog(const ApiClient &client, const ChunkGroup &group, QWidget *parent);

    /// What was changed; nothing of a new group.
    ChunkGroupPatch patch() const;

Q_SIGNALS:
    /// The server's own copy; an empty id where it took the change but could not be read back.
    void saved(const ChunkGroup &group);

private:
    void build();
    void check();
    void submit();
    NewChunkGroup newGroup() const;
    void create();
    void readCreated(const ChunkGroup &answered);
    void explainMissing();
    void sayTaken(const ChunkGroup &other);
    void update();
    void send(const Result<ChunkGroup> &current);
    void askAboutConflict(const QStringList &fields);
    void readBack();
    void finish(const ChunkGroup &group);
    std::optional<Metadata> typedMetadata() const;

    const ApiClient &m_client;
    DatasetId m_dataset;
    std::optional<ChunkGroup> m_original;
    Call<ChunkGroup> m_read;
    Call<QList<ChunkGroup>> m_create;
    Call<void> m_update;
    /// The person has seen that somebody else changed the same fields and wants to write all the same.
    bool m_overwrites = false;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_description = nullptr;
    QLineEdit *m_trackingId = nullptr;
    TagEditor *m_tags = nullptr;
    SourceEdit *m_metadata = nullptr;
    QCheckBox *m_upsert = nullptr;
};
