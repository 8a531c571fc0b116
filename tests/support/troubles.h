#pragma once

#include "app/values/error.h"
#include "app/api/streamcall.h"
#include "tests/support/faultproxy.h"

#include <QList>

/// What a network does to requests, and how an operation may end then.
struct Trouble {
    enum class Way {
        Relay, ///< Through a FaultProxy with this fault.
        Certificate, ///< Over TLS; the server shows the certificate of that name.
        PlainServer, ///< The same, though the client believes that TLS is spoken there.
        NobodyThere, ///< To a port where nobody listens.
        NoSuchName, ///< To a host whose name nobody knows.
    };

    QByteArray name;
    Fault fault = {};
    /// Of calls; empty where they succeed.
    QList<Error::Kind> kinds = {};
    StreamEnd::How stream = StreamEnd::How::Refused;
    /// The beginning of a stream's text has come by then.
    bool keepsText = false;
    /// After another request on the same connection.
    bool onKeptConnection = false;
    bool isImpatient = false;
    /// Touches nothing where the answer's body is not looked at.
    bool needsValue = false;
    /// The error says this.
    QString says = {};
    Way way = Way::Relay;
    QString certificate = {};

    /// The client cannot know whether a request that ended so was carried out.
    bool leavesDoubt() const { return way == Way::Relay && !kinds.contains(Error::Kind::Rejected); }
    /// It may pass, so what may go again goes again.
    bool isPassing() const
    {
        return kinds == QList{Error::Kind::Offline} || kinds == QList{Error::Kind::Timeout} || kinds == QList{Error::Kind::Server};
    }
};

namespace troubles {

using namespace Qt::StringLiterals;

inline Fault instead(const QByteArray &answer)
{
    return {.kind = Fault::Kind::Instead, .answer = answer};
}

inline Fault page(const QByteArray &status, const QByteArray &html)
{
    return instead("HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\nContent-Length: " + QByteArray::number(html.size()) + "\r\n\r\n" + html);
}

/// portal is where a captive portal sends everybody; key is what a careless proxy repeats.
inline QList<Trouble> all(const QByteArray &portal, const QByteArray &key)
{
    using Kind = Fault::Kind;
    using Place = Fault::Place;
    using How = StreamEnd::How;
    const QList<Error::Kind> none;
    const QList<Error::Kind> offline{Error::Kind::Offline};
    const QList<Error::Kind> timeout{Error::Kind::Timeout};
    const QList<Error::Kind> server{Error::Kind::Server};
    const QList<Error::Kind> malformed{Error::Kind::Malformed};
    const QList<Error::Kind> untrusted{Error::Kind::Untrusted};
    const QString broke = u"broke off"_s;
    return {
        {.name = "nothing is wrong", .stream = How::Complete},
        {.name = "the answer is late, within patience", .fault = {.delay = 100}, .stream = How::Complete},
        {.name = "the answer is later than patience", .fault = {.delay = 3000}, .kinds = timeout, .stream = How::TimedOut, .isImpatient = true},
        {.name = "the answer drips", .fault = {.kind = Kind::Drip, .delay = 10}, .kinds = timeout, .stream = How::Complete, .isImpatient = true},
        {.name = "closed when the request begins", .fault = {.kind = Kind::CutRequest}, .kinds = offline, .says = broke},
        {.name = "reset when the request begins", .fault = {.kind = Kind::CutRequest, .resets = true}, .kinds = offline, .says = broke},
        {.name = "closed in the request's head", .fault = {.kind = Kind::CutRequest, .place = Place::InHead}, .kinds = offline, .says = broke},
        {.name = "closed in the request's body", .fault = {.kind = Kind::CutRequest, .place = Place::InBody}, .kinds = offline, .says = broke},
        {.name = "closed after the request", .fault = {.kind = Kind::HangUp}, .kinds = offline, .says = broke},
        {.name = "reset after the request", .fault = {.kind = Kind::HangUp, .resets = true}, .kinds = offline, .says = broke},
        {.name = "closed after the request, kept connection", .fault = {.kind = Kind::HangUp}, .kinds = offline, .onKeptConnection = true, .says = broke},
        {.name = "the answer is lost", .fault = {.kind = Kind::Swallow}, .kinds = offline, .says = broke},
        {.name = "the answer is lost, kept connection", .fault = {.kind = Kind::Swallow, .resets = true}, .kinds = offline, .onKeptConnection = true, .says = broke},
        {.name = "cut in the answer's head", .fault = {.kind = Kind::CutAnswer, .place = Place::InHead}, .kinds = offline, .says = broke},
        {.name = "cut in the answer's body", .fault = {.kind = Kind::CutAnswer, .place = Place::InBody}, .kinds = offline, .stream = How::Interrupted, .keepsText = true, .says = broke},
        {.name = "reset in the answer's body", .fault = {.kind = Kind::CutAnswer, .place = Place::InBody, .resets = true}, .kinds = offline, .stream = How::Interrupted, .says = broke},
        {.name = "silent in the answer's head", .fault = {.kind = Kind::StallAnswer, .place = Place::InHead}, .kinds = timeout, .stream = How::TimedOut, .isImpatient = true},
        {.name = "silent in the answer's body", .fault = {.kind = Kind::StallAnswer, .place = Place::InBody}, .kinds = timeout, .stream = How::TimedOut, .keepsText = true, .isImpatient = true},
        {.name = "half an answer that says it is whole", .fault = {.kind = Kind::TrimBody}, .kinds = malformed, .needsValue = true},
        {.name = "not HTTP at all", .fault = instead("SSH-2.0-OpenSSH_9.2p1 Debian\r\n"), .kinds = offline, .says = broke},
        {.name = "bytes without sense", .fault = instead(QByteArray("\x15\x03\x01\x00\x02\x02\x46\x00\xff\xfe\r\n\r\n", 14)), .kinds = offline, .says = broke},
        {.name = "says gzip and is not", .fault = instead("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 14\r\n\r\n" + QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03\xff\xff\xff\xff", 14)), .kinds = malformed, .stream = How::Interrupted, .needsValue = true},
        {.name = "502 of a proxy", .fault = page("502 Bad Gateway", "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"), .kinds = server, .says = u"502 Bad Gateway"_s},
        {.name = "503 without a word", .fault = instead("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"), .kinds = server, .says = u"503"_s},
        {.name = "504 that repeats the request", .fault = page("504 Gateway Timeout", "<html><title>504 for Authorization: Bearer " + key + "</title></html>"), .kinds = server, .says = u"504 for"_s},
        {.name = "a portal redirects", .fault = instead("HTTP/1.1 302 Found\r\nLocation: " + portal + "/login?from=x\r\nContent-Length: 0\r\n\r\n"), .kinds = {Error::Kind::Rejected}, .says = QString::fromLatin1(portal)},
        {.name = "a portal's page", .fault = page("200 OK", "<!doctype html><title>Hotel Wi-Fi login</title>"), .kinds = malformed, .says = u"Hotel Wi-Fi login"_s},
        {.name = "a portal's 511", .fault = page("511 Network Authentication Required", "<title>Log in to the network</title>"), .kinds = server, .says = u"Log in to the network"_s},
        {.name = "a certificate for another name", .kinds = untrusted, .says = u"another name"_s, .way = Trouble::Way::Certificate, .certificate = u"othername"_s},
        {.name = "an expired certificate", .kinds = untrusted, .says = u"It expired on"_s, .way = Trouble::Way::Certificate, .certificate = u"expired"_s},
        {.name = "a self-signed certificate", .kinds = untrusted, .says = u"signed itself"_s, .way = Trouble::Way::Certificate, .certificate = u"selfsigned"_s},
        {.name = "no TLS there", .fault = {.kind = Kind::CutRequest, .answer = "HTTP/1.1 400 Bad Request\r\n\r\n"}, .kinds = untrusted, .says = u"http://"_s, .way = Trouble::Way::PlainServer},
        {.name = "nobody listens", .kinds = offline, .says = u"no server listens"_s, .way = Trouble::Way::NobodyThere},
        {.name = "no such name", .kinds = offline, .says = u"name was not found"_s, .way = Trouble::Way::NoSuchName},
    };
}

}
