#pragma once

#include <QLabel>

/// A title on one line, cut with an ellipsis where it does not fit; the tooltip has the whole of it.
class TitleLabel : public QLabel
{
    Q_OBJECT

public:
    explicit TitleLabel(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
};
