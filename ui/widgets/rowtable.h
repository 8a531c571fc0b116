#pragma once

#include <QTableView>

/// A table the way all of ours are: whole rows of one height, no grid, no wrapping, smooth scrolling; Enter activates the current row.
/// Columns go by narrowest first as the room gets less: see hideWhenNarrower.
class RowTable : public QTableView
{
    Q_OBJECT

public:
    explicit RowTable(QWidget *parent = nullptr);

protected:
    /// To be called once the model is there: the column that gets what room is left, and the widths of the others in pixels.
    void setWidths(int stretched, const QList<std::pair<int, int>> &widths);
    /// The column is hidden while there is less room than that, in pixels.
    void hideWhenNarrower(int column, int room) { m_needs.append({column, room}); }
    /// Makes it the current and only selected row, and brings it into view; false for -1.
    bool selectRowAt(int row);

    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QList<std::pair<int, int>> m_needs;
};
