#pragma once

#include <QWidget>

class QButtonGroup;

/// A row of colours, one of which is chosen; arrow keys and Space work on it.
class ColourPicker : public QWidget
{
    Q_OBJECT

public:
    /// Colours as "#rrggbb"; the first is chosen.
    explicit ColourPicker(const QStringList &colours, QWidget *parent = nullptr);

    QString colour() const;
    /// One that is not among those offered is added.
    void setColour(const QString &colour);

private:
    void addColour(const QString &colour);

    QButtonGroup *m_group = nullptr;
    QStringList m_colours;
};
