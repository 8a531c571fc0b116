#pragma once

#include "app/values/extraheader.h"

#include <QMap>
#include <QWidget>

class QCheckBox;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

/// Headers that every request carries, a line each: name, value, whether the value is secret. Secret values are never shown.
class HeadersField : public QWidget
{
    Q_OBJECT

public:
    explicit HeadersField(QWidget *parent = nullptr);

    void setHeaders(const QList<ExtraHeader> &headers);
    /// Lines without a name are left out; secret values too: see typedSecrets.
    QList<ExtraHeader> headers() const;
    /// The secret values that were typed, by their names.
    QMap<QString, QString> typedSecrets() const;

Q_SIGNALS:
    void changed();

private:
    struct Line {
        QWidget *row = nullptr;
        QLineEdit *name = nullptr;
        QLineEdit *value = nullptr;
        QCheckBox *isSecret = nullptr;
    };

    void addLine(const ExtraHeader &header);
    void removeLine(const QWidget *row);
    void showSecrecy(const Line &line, bool isStored);

    QVBoxLayout *m_lines = nullptr;
    QList<Line> m_all;
};
