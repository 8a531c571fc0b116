#include "app/transfer/ingestjob.h"

#include "app/transfer/priorreading.h"

#include <QHash>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// A shipment at the server.
struct IngestJob::Flight {
    Shipment shipment;
    PriorReading prior;
    Call<QList<ChunkGroup>> groups;
    Call<QueuedChunks> chunks;
};

namespace {

constexpr size_t mostFlights = 2;
constexpr size_t mostSuspects = 5;

enum class Verdict {
    Passing, ///< Sending it again may help.
    Content, ///< Something in the shipment.
    Everything, ///< It would hit every other shipment too.
};

Verdict verdictOn(const Error &error)
{
    // What cannot be understood may be another server's page, in front of ours for a moment.
    if (RetryPolicy::isPassing(error) || error.kind == Error::Kind::Malformed)
        return Verdict::Passing;
    const bool isOfContent = error.kind == Error::Kind::Rejected || error.kind == Error::Kind::TooLarge || error.kind == Error::Kind::Conflict;
    return isOfContent ? Verdict::Content : Verdict::Everything;
}

} // namespace

IngestJob::IngestJob(const ApiClient &client, const DatasetId &dataset, const DocumentSource &source, const DocumentOptions &options, QObject *parent)
    : QObject(parent), m_client(client.withoutRetries()), m_dataset(dataset), m_source(source), m_options(options)
{
    m_wakeUp.setSingleShot(true);
    connect(&m_wakeUp, &QTimer::timeout, this, &IngestJob::advance);
    m_report.setSingleShot(true);
    m_report.setInterval(100ms);
    connect(&m_report, &QTimer::timeout, this, [this] {
        m_tally.measureRate();
        Q_EMIT progressed(progress());
    });
}

IngestJob::~IngestJob() = default;

void IngestJob::start()
{
    if (m_state != State::Ready)
        return;
    m_tally.begin();
    m_reader = std::make_unique<DocumentReader>(m_source, m_options, this, [this] { advance(); });
    setState(State::Running);
}

void IngestJob::pause()
{
    if (m_state == State::Running)
        setState(State::Paused);
}

void IngestJob::resume()
{
    if (m_state != State::Paused && m_state != State::Stalled)
        return;
    m_tally.forgetRate();
    setState(State::Running);
    advance();
}

void IngestJob::cancel()
{
    if (m_state == State::Finished || m_state == State::Canceling)
        return;
    m_tally.countCanceled();
    m_reader.reset();
    m_items.clear();
    m_again.clear();
    if (m_confirmation)
        m_accepted = m_confirmation->missing();
    m_confirmation.reset();
    setState(State::Canceling);
    // From the event loop, as every other end.
    m_wakeUp.start(0);
}

void IngestJob::setState(State state)
{
    m_state = state;
    if (state != State::Running)
        hideWait();
    Q_EMIT stateChanged(state);
}

void IngestJob::advance()
{
    if (m_state == State::Running || m_state == State::Paused || m_state == State::Stalled)
        takeFromReader();
    if (m_state == State::Running && m_flights.empty() && isEverythingSent())
        retrySuspects();
    while (m_state == State::Running && m_flights.size() < (m_inOrder ? 1 : mostFlights)) {
        std::optional<Shipment> shipment = nextShipment();
        if (!shipment)
            break;
        send(std::move(*shipment));
    }
    const bool isOver = (m_state == State::Running && isEverythingSent()) || m_state == State::Canceling;
    if (!isOver || !m_flights.empty())
        return;
    if (m_state == State::Running && !m_accepted.empty())
        confirm();
    else
        finish();
}

// Only as much as the next requests need: the reader waits when nothing is taken from it.
void IngestJob::takeFromReader()
{
    if (!m_reader)
        return;
    if (const std::optional<DocumentList> list = m_reader->takeList())
        m_tally.countFound(*list);
    while (m_items.size() < size_t(mostFlights * Shipment::mostItems)) {
        std::optional<ReadDocument> document = m_reader->take();
        if (!document)
            break;
        adopt(std::move(*document));
    }
    reportProgress();
}

void IngestJob::adopt(ReadDocument document)
{
    m_tally.countRead(document.file.size);
    if (document.problem) {
        m_tally.countLeftOut(document.file.name, *document.problem);
        return;
    }
    for (const QString &part : std::as_const(document.partsWithoutText))
        m_tally.countLeftOut(part, LeftOut::Reason::NoText);
    auto shipped = std::make_shared<ShippedDocument>();
    shipped->name = document.file.name;
    shipped->title = document.title;
    shipped->tags = document.tags;
    shipped->open = document.chunks.size();
    for (ChunkPatch &chunk : document.chunks) {
        const qsizetype bytes = chunk.chunkHtml.value()->size() * 3 / 2 + 600;
        m_items.push_back({std::move(chunk), shipped, bytes});
    }
}

std::optional<Shipment> IngestJob::nextShipment()
{
    const auto due = std::ranges::find_if(m_again, [](const Shipment &shipment) { return shipment.wait.hasExpired(); });
    if (due != m_again.end()) {
        Shipment shipment = std::move(*due);
        m_again.erase(due);
        m_retries.noteSent(m_waitNumber);
        return shipment;
    }
    if (!m_again.empty()) {
        // While the server has trouble it gets nothing new.
        const auto next = std::ranges::min_element(m_again, {}, [](const Shipment &shipment) { return shipment.wait.remainingTime(); });
        m_wakeUp.start(int(next->wait.remainingTime()) + 1);
        showWait(*next);
        return {};
    }
    takeFromReader();
    const bool isFull = m_items.size() >= size_t(Shipment::mostItems);
    const bool mayWait = m_inOrder || !m_flights.empty();
    if (m_items.empty() || (!isFull && !m_reader->isAtEnd() && mayWait))
        return {};
    return packed();
}

Shipment IngestJob::packed()
{
    Shipment shipment;
    shipment.attempts = m_policy.attempts;
    qsizetype bytes = 0;
    while (!m_items.empty() && shipment.items.size() < Shipment::mostItems) {
        bytes += m_items.front().bytes;
        if (!shipment.items.isEmpty() && bytes > Shipment::mostBytes)
            break;
        shipment.items.append(std::move(m_items.front()));
        m_items.pop_front();
    }
    return shipment;
}

void IngestJob::send(Shipment shipment)
{
    auto flight = std::make_unique<Flight>();
    flight->shipment = std::move(shipment);
    ++flight->shipment.attempt;
    m_flights.push_back(std::move(flight));
    goOn(m_flights.back().get());
}

// From one request of a shipment to the next, unless it was paused or stopped between them.
void IngestJob::goOn(Flight *flight)
{
    const Shipment &shipment = flight->shipment;
    if (m_state != State::Running) {
        Shipment waiting = land(flight);
        --waiting.attempt;
        if (m_state != State::Canceling)
            m_again.push_front(std::move(waiting));
        advance();
    } else if (PriorReading::isNeededFor(shipment)) {
        lookUp(*flight);
    } else if (!shipment.documentsWithoutGroup().isEmpty()) {
        sendGroups(*flight);
    } else {
        sendChunks(*flight);
    }
}

void IngestJob::lookUp(Flight &flight)
{
    flight.prior.start(m_client, m_dataset, flight.shipment, this, [this, sent = &flight](const PriorReading::Outcome &outcome) {
        if (outcome.error)
            return handleFailure(land(sent), *outcome.error, outcome.isOfGroup);
        // What was read is kept: the next step has all its attempts.
        sent->shipment.attempt = 1;
        goOn(sent);
    });
}

void IngestJob::sendGroups(Flight &flight)
{
    QList<NewChunkGroup> groups;
    for (const auto &document : flight.shipment.documentsWithoutGroup())
        groups.append(document->group());
    flight.groups = m_client.createGroups(m_dataset, groups);
    flight.groups.then(this, [this, sent = &flight](const Result<QList<ChunkGroup>> &created) { groupsAnswered(sent, created); });
}

void IngestJob::sendChunks(Flight &flight)
{
    m_tally.countSent(flight.shipment.items.size());
    flight.chunks = m_client.createChunks(m_dataset, flight.shipment.chunks());
    flight.chunks.then(this, [this, sent = &flight](const Answered &answer) { chunksAnswered(sent, answer); });
    reportProgress();
}

Shipment IngestJob::land(Flight *flight)
{
    Shipment shipment = std::move(flight->shipment);
    std::erase_if(m_flights, [flight](const auto &other) { return other.get() == flight; });
    return shipment;
}

void IngestJob::groupsAnswered(Flight *flight, const Result<QList<ChunkGroup>> &groups)
{
    if (!groups) {
        // It may be that one of them is there: then it has to be read first.
        if (verdictOn(groups.error()) == Verdict::Content && flight->shipment.wantGroupsRead())
            return goOn(flight);
        return handleFailure(land(flight), groups.error(), true);
    }
    for (const auto &document : flight->shipment.documentsWithoutGroup())
        document->hasGroup = true;
    goOn(flight);
}

void IngestJob::chunksAnswered(Flight *flight, const Answered &answer)
{
    const Shipment shipment = land(flight);
    if (answer) {
        settle(shipment, *answer);
        advance();
    } else {
        m_tally.countSent(-shipment.items.size());
        handleFailure(shipment, answer.error(), false);
    }
}

// The answer names what the server accepted in its own order; what it does not name was not accepted. Its times are of the answer, not of a
// chunk that is there, and tell nothing.
void IngestJob::settle(const Shipment &shipment, const QueuedChunks &queued)
{
    if (m_again.empty())
        hideWait();
    QSet<QString> answered;
    for (const Chunk &chunk : queued.chunks)
        answered.insert(chunk.trackingId.value_or(QString()));
    for (const Item &item : shipment.items) {
        if (!answered.contains(item.trackingId())) {
            fail(item, {Error::Kind::Malformed, 0, u"The server's answer does not name this chunk."_s, {}});
            continue;
        }
        m_tally.countAccepted();
        m_accepted.emplace_back(item);
    }
    retrySuspects();
    reportProgress();
}

void IngestJob::handleFailure(Shipment shipment, const Error &error, bool ofGroups)
{
    const Verdict verdict = verdictOn(error);
    const bool isServerTrouble = error.kind == Error::Kind::Server || error.kind == Error::Kind::Malformed;
    if (m_state == State::Canceling) {
        // It was not sent; nothing is said of it.
    } else if (m_state == State::Stalled && verdict != Verdict::Content) {
        beginAnew(shipment);
        m_again.push_front(std::move(shipment));
    } else if (verdict == Verdict::Passing && shipment.attempt < shipment.attempts) {
        tryAgain(std::move(shipment), error);
    } else if (verdict == Verdict::Content) {
        narrowDown(std::move(shipment), error, ofGroups);
    } else if (isServerTrouble && shipment.isDivisible()) {
        shipment.attempts = std::min(shipment.attempts, 2);
        narrowDown(std::move(shipment), error, ofGroups);
    } else if (isServerTrouble && shipment.isLastTry) {
        fail(shipment.items.first(), error);
    } else if (isServerTrouble) {
        suspect(shipment.items.first(), error);
    } else {
        m_again.push_front(std::move(shipment));
        stall(error);
    }
    advance();
}

void IngestJob::tryAgain(Shipment shipment, const Error &error)
{
    shipment.wait = QDeadlineTimer(m_policy.delay(shipment.attempt, error));
    shipment.error = error;
    m_again.push_back(std::move(shipment));
}

void IngestJob::showWait(const Shipment &next)
{
    const std::chrono::milliseconds wait(next.wait.remainingTime());
    const RetryBoard::Entry entry{.method = u"POST"_s, .path = u"/api/chunk"_s,
        .retry = {.failed = next.attempt, .attempts = next.attempts, .error = next.error, .wait = wait}, .next = next.wait,
        .sendNow = [this] { sendNow(); }, .giveUp = [this, error = next.error] { stall(error); }};
    if (m_waitNumber == 0)
        m_waitNumber = m_retries.add(entry);
    else
        m_retries.update(m_waitNumber, entry);
}

void IngestJob::hideWait()
{
    m_retries.remove(std::exchange(m_waitNumber, 0));
}

void IngestJob::sendNow()
{
    for (Shipment &waiting : m_again)
        waiting.wait = {};
    m_wakeUp.start(0);
}

// Finds what in the shipment is at fault by halving it.
void IngestJob::narrowDown(Shipment shipment, const Error &error, bool ofGroups)
{
    hideWait();
    const bool isFound = ofGroups ? shipment.documentsWithoutGroup().size() == 1 : !shipment.isDivisible();
    shipment.attempt = 0;
    if (!isFound) {
        Shipment second = shipment.splitOff();
        m_again.push_front(std::move(second));
        m_again.push_front(std::move(shipment));
        return;
    }
    // Of a group that was refused no chunk can go.
    const auto isToBlame = [ofGroups](const Item &item) { return !ofGroups || !item.document->hasGroup; };
    for (const Item &item : std::as_const(shipment.items)) {
        if (isToBlame(item))
            fail(item, error);
    }
    shipment.items.removeIf(isToBlame);
    if (!shipment.items.isEmpty())
        m_again.push_front(std::move(shipment));
}

void IngestJob::beginAnew(Shipment &shipment) const
{
    shipment.attempt = 0;
    shipment.attempts = m_policy.attempts;
    shipment.isLastTry = false;
    shipment.wait = {};
}

void IngestJob::stall(const Error &error)
{
    // Whether these were at fault is not known: they get another chance with the rest.
    while (!m_suspects.empty()) {
        m_items.push_front(std::move(m_suspects.back().first));
        m_suspects.pop_back();
    }
    for (Shipment &waiting : m_again)
        beginAnew(waiting);
    if (m_state == State::Stalled)
        return;
    setState(State::Stalled);
    Q_EMIT stalled(error);
}

void IngestJob::suspect(const Item &item, const Error &error)
{
    hideWait();
    m_suspects.emplace_back(item, error);
    if (m_suspects.size() >= mostSuspects)
        stall(error);
}

// The server is well again, or nothing else is left: each gets one more try, alone.
void IngestJob::retrySuspects()
{
    for (auto &[item, error] : std::exchange(m_suspects, {})) {
        Shipment shipment;
        shipment.items.append(std::move(item));
        shipment.isLastTry = true;
        m_again.push_back(std::move(shipment));
    }
}

void IngestJob::fail(const Item &item, const Error &error)
{
    m_tally.countFailed(item, error);
    reportProgress();
}

bool IngestJob::isEverythingSent() const
{
    return m_reader->isAtEnd() && m_items.empty() && m_again.empty();
}

void IngestJob::confirm()
{
    m_confirmation = std::make_unique<IngestConfirmation>(m_client, m_dataset, m_pace.fresh(), std::exchange(m_accepted, {}));
    connect(m_confirmation.get(), &IngestConfirmation::seen, this, [this](const SentChunk &chunk) {
        m_tally.countIndexed(chunk);
        reportProgress();
    });
    connect(m_confirmation.get(), &IngestConfirmation::ended, this, [this] {
        m_accepted = m_confirmation->missing();
        finish();
    });
    setState(State::Confirming);
    if (m_confirmation)
        m_confirmation->start();
}

void IngestJob::finish()
{
    m_wakeUp.stop();
    m_reader.reset();
    for (const SentChunk &chunk : std::exchange(m_accepted, {}))
        m_tally.countNotConfirmed(chunk);
    for (const auto &[item, error] : std::exchange(m_suspects, {}))
        m_tally.countFailed(item, error);
    m_report.stop();
    m_tally.end();
    Q_EMIT progressed(progress());
    setState(State::Finished);
    // Whoever hears it may delete the job.
    const IngestSummary whole = summary();
    Q_EMIT finished(whole);
}

void IngestJob::reportProgress()
{
    if (!m_report.isActive())
        m_report.start();
}
