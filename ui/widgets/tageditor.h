#pragma once

#include <QStringList>
#include <QWidget>

class FlowLayout;
class QLineEdit;

/// A list of short texts as chips. Enter ends one (a comma belongs to it), pasted lines make one each, Backspace in the empty field takes the
/// last one back into the field. What is typed and not ended yet counts too: nothing typed is lost.
class TagEditor : public QWidget
{
    Q_OBJECT

public:
    explicit TagEditor(QWidget *parent = nullptr);

    /// As they are: empty and double ones stay.
    void setTags(const QStringList &tags);
    QStringList tags() const;
    QLineEdit *field() const { return m_field; }

Q_SIGNALS:
    void tagsChanged();

private:
    void add(const QString &tag);
    void addChip(const QString &tag);
    void removeAt(int index);
    void endTyping();
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

    FlowLayout *m_layout = nullptr;
    QLineEdit *m_field = nullptr;
    QStringList m_tags;
};
