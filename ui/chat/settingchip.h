#pragma once

#include <QToolButton>

/// A small rounded button that shows a setting and opens its menu.
class SettingChip : public QToolButton
{
    Q_OBJECT

public:
    explicit SettingChip(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int iconWidth() const;
    int arrowWidth() const;
};
