#pragma once

#include <QTimer>
#include <QWidget>

class HtmlView;
class QToolButton;
class SourceEdit;

/// The source of a chunk's text, with a preview below that follows the typing, safely, where the person wants it.
class HtmlField : public QWidget
{
    Q_OBJECT

public:
    explicit HtmlField(QWidget *parent = nullptr);

    SourceEdit *edit() const { return m_edit; }
    /// A sentence where the text says nothing: servers accept such a chunk and then drop it.
    QString problem() const;

Q_SIGNALS:
    void changed();

private:
    void showPreview();

    SourceEdit *m_edit = nullptr;
    HtmlView *m_preview = nullptr;
    QToolButton *m_toggle = nullptr;
    QTimer m_pause;
};
