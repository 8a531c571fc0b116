#pragma once

#include "app/values/chunkgroup.h"
#include "app/values/chunkpatch.h"

#include <QWidget>

class FieldList;
class FormField;
class GroupField;
class HtmlField;
class IndexingFields;
class MetadataField;
class MomentEdit;
class QLineEdit;
class QToolButton;
class QVBoxLayout;
class SourceEdit;
class TagEditor;

/// Every field of a chunk that a server takes, to fill in for a new one or to change of one that exists. It compares with the original: what
/// reads as before counts as untouched and is not in the patch, whatever was typed in between. Knows no server.
class ChunkForm : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkForm(QWidget *parent = nullptr);

    void startNew();
    /// What is shown was never stored: it becomes what somebody wrote of a new chunk, with what the server was sent and does not give back.
    void becomeNew(const ChunkPatch &sent);
    /// With keepTyped, fields that were changed keep what was typed and are compared with the new original.
    void showChunk(const Chunk &chunk, bool keepTyped = false);
    /// The groups it is in; nothing where that could not be read, and then they cannot be changed here.
    void showGroups(const std::optional<QList<SlimGroup>> &groups, bool keepTyped = false);
    /// The groups that somebody chose.
    void chooseGroups(const QList<SlimGroup> &groups);
    QList<SlimGroup> groups() const;

    bool isNew() const { return m_isNew; }
    const Chunk &original() const { return m_original; }
    ChunkPatch patch() const;
    bool isDirty() const;
    /// The first thing that keeps the form from being saved, empty where nothing does.
    QString problem() const;
    /// Shows every error, and puts the focus on the first.
    void sayProblems();
    void revert();
    void focusText();

Q_SIGNALS:
    void changed();
    void groupChoiceRequested();

private:
    void build();
    void addText(QVBoxLayout *column);
    void addNumbers(QVBoxLayout *column);
    void addMetadata(QVBoxLayout *column);
    void addGroups(QVBoxLayout *column);
    void addIndexing(QVBoxLayout *column);
    QLineEdit *addLine(QVBoxLayout *column, const QString &name, const QString &label, const QString &help,
                       std::function<QString()> problem = {});
    void load(bool keepTyped);
    void review();
    bool areGroupsTouched() const;
    bool isMomentTouched() const;
    /// Why an emptied field cannot be saved: an update cannot empty it.
    QString cannotEmpty(const QString &original) const;
    QString numberProblem(const QLineEdit *line) const;
    QString degreesProblem(const QLineEdit *line, double limit) const;
    QString momentProblem() const;
    QString metadataProblem() const;
    Field<Location> locationField() const;
    Field<Number> numberField(const QLineEdit *line) const;
    Field<QString> lineField(const QLineEdit *line) const;

    bool m_isNew = true;
    Chunk m_original;
    std::optional<QList<SlimGroup>> m_originalGroups;
    QStringList m_originalTags;
    QString m_originalImages;
    FieldList *m_fields = nullptr;
    HtmlField *m_text = nullptr;
    QLineEdit *m_trackingId = nullptr;
    TagEditor *m_tags = nullptr;
    QLineEdit *m_link = nullptr;
    SourceEdit *m_images = nullptr;
    QLineEdit *m_weight = nullptr;
    QLineEdit *m_number = nullptr;
    QLineEdit *m_latitude = nullptr;
    QLineEdit *m_longitude = nullptr;
    MomentEdit *m_moment = nullptr;
    MetadataField *m_metadata = nullptr;
    GroupField *m_groups = nullptr;
    FormField *m_groupsRow = nullptr;
    FormField *m_groupTrackingRow = nullptr;
    TagEditor *m_groupTracking = nullptr;
    QToolButton *m_indexingToggle = nullptr;
    IndexingFields *m_indexing = nullptr;
};
