#pragma once

#include "app/values/chunk.h"

#include <QWidget>

class QGridLayout;

/// What a chunk says of itself beside its text: only what it has. Images are named as links and never fetched.
class ChunkDetails : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkDetails(QWidget *parent = nullptr);

    void showChunk(const Chunk &chunk);
    void clear();

Q_SIGNALS:
    void tagActivated(const QString &tag);
    void linkActivated(const QUrl &target);

private:
    void addRow(const QString &name, QWidget *value);
    void addText(const QString &name, const QString &text, const QString &toolTip = {});
    void addTags(const QStringList &tags);
    void addLinks(const QString &name, const QStringList &links);
    void addMoment(const QString &name, const QString &moment);
    void addMetadata(const Metadata &metadata);

    QGridLayout *m_layout = nullptr;
};
