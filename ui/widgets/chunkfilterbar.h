#pragma once

#include "app/models/chunkmodel.h"

#include <QWidget>

class FlowLayout;
class QComboBox;
class QToolButton;
class SearchField;

/// Says which chunks are listed: words to search for and how, a group, tags. What is chosen stands below as chips that take it away.
class ChunkFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkFilterBar(QWidget *parent = nullptr);

    ChunkSource source() const;
    void setGroup(const SlimGroup &group);
    void addTag(const QString &tag);
    /// Nothing is announced.
    void reset();
    void clearAll();
    SearchField *field() const { return m_field; }

Q_SIGNALS:
    void sourceChanged();
    void groupChoiceRequested();
    /// The person leaves the empty field (Escape) for the list.
    void left();

private:
    void showChips();
    void addChip(const QString &text, const QString &accessibleName, std::function<void()> remove);
    void keyPressEvent(QKeyEvent *event) override;

    SlimGroup m_group;
    QStringList m_tags;
    SearchField *m_field = nullptr;
    QComboBox *m_type = nullptr;
    QToolButton *m_chooseGroup = nullptr;
    QWidget *m_chips = nullptr;
    FlowLayout *m_chipsLayout = nullptr;
};
