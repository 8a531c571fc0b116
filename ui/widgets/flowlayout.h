#pragma once

#include <QLayout>

/// Lays widgets out like words: in lines, the next line where the width ends. A widget marked as last in the line takes what is left of it.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(QWidget *parent = nullptr, int spacing = 4);
    ~FlowLayout() override;

    /// That widget gets the rest of its line (at least its smallest width).
    void setStretched(QWidget *widget) { m_stretched = widget; }
    void insertWidget(int index, QWidget *widget);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;

private:
    int place(const QRect &rect, bool forReal) const;

    QList<QLayoutItem *> m_items;
    QWidget *m_stretched = nullptr;
};
