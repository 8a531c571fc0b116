#pragma once

#include <QTextBrowser>

/// Shows HTML that anybody may have written: through safeHtml, in the colours of the look, and without ever loading anything, neither
/// from the network nor from files. A link is never followed: linkActivated says which one a person chose.
class HtmlView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit HtmlView(QWidget *parent = nullptr);

    /// Bodies beyond 200,000 characters are cut for showing, with a line that says so.
    void showHtml(const QString &html);
    /// As it is written, in the fixed font.
    void showSource(const QString &html);

    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void linkActivated(const QUrl &target);

private:
    void changeEvent(QEvent *event) override;
    void render();
    void onAnchor(const QUrl &target);

    QString m_html;
    bool m_isSource = false;
};
