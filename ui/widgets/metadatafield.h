#pragma once

#include "app/values/metadata.h"

#include <QWidget>

class SourceEdit;

/// Free JSON as text, with a button that lays it out; where it is no JSON the place is marked.
class MetadataField : public QWidget
{
    Q_OBJECT

public:
    explicit MetadataField(QWidget *parent = nullptr);

    SourceEdit *edit() const { return m_edit; }
    bool isEmpty() const;
    /// Nothing where it is no JSON.
    std::optional<Metadata> metadata() const;
    /// Whether it says something else than the original; another layout of the same is no change.
    bool differsFrom(const Metadata &original) const;
    /// Line, column and what is wrong, empty where nothing is; marks the place.
    QString fault() const;

Q_SIGNALS:
    void changed();

private:
    void layOut();

    SourceEdit *m_edit = nullptr;
};
