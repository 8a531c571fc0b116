#pragma once

#include "app/values/json.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QUrl>

/// What came back for a request, whole.
struct PlainAnswer {
    /// 0 where there was no answer.
    int status = 0;
    QByteArray body;
    /// Names in lower case.
    QHash<QByteArray, QByteArray> headers;

    /// Null where the body is not JSON.
    Json json() const;
    /// The words of {"message": ...}.
    QString message() const { return json()[u"message"].toString(); }
};

/// The simplest client of an HTTP server: one request at a time, waits for the answer, knows nothing of what it carries.
class PlainHttp
{
public:
    PlainHttp(const QString &url, const QString &key) : m_url(url), m_key(key) { }

    /// Goes with every request from now on; an empty value takes it away.
    void setHeader(const QByteArray &name, const QByteArray &value);
    /// Sends TR-Dataset from now on.
    void useDataset(const QString &id) { setHeader("TR-Dataset", id.toUtf8()); }

    /// The path is as it goes over the wire, with its query.
    PlainAnswer send(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    PlainAnswer get(const QByteArray &path) { return send("GET", path); }
    PlainAnswer post(const QByteArray &path, const QByteArray &body) { return send("POST", path, body); }
    PlainAnswer put(const QByteArray &path, const QByteArray &body = {}) { return send("PUT", path, body); }
    PlainAnswer remove(const QByteArray &path, const QByteArray &body = {}) { return send("DELETE", path, body); }

    /// A request that is under way.
    QNetworkReply *start(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});
    static PlainAnswer finished(QNetworkReply *reply);

private:
    QString m_url;
    QString m_key;
    QHash<QByteArray, QByteArray> m_headers;
    QNetworkAccessManager m_network;
};
