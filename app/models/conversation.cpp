#include "app/models/conversation.h"

#include "app/models/topicmodel.h"
#include "app/values/timestamp.h"

using namespace std::chrono_literals;

namespace {

constexpr qsizetype topicNameLength = 48;

Turn::State stateOf(StreamEnd::How how)
{
    switch (how) {
    case StreamEnd::How::Complete: return Turn::State::Complete;
    case StreamEnd::How::Interrupted: return Turn::State::Interrupted;
    case StreamEnd::How::TimedOut: return Turn::State::TimedOut;
    case StreamEnd::How::Refused: return Turn::State::Interrupted;
    }
    return Turn::State::Complete;
}

Turn storedTurn(const Message &message, quint64 key)
{
    Turn turn;
    turn.key = key;
    turn.role = message.role;
    turn.createdAt = timestamp::parse(message.createdAt).value_or(QDateTime());
    if (message.role != Message::Role::Assistant) {
        turn.text = message.content;
        return turn;
    }
    AnswerParser parser(AnswerParser::Kind::Stored);
    parser.feed(message.content);
    parser.finish();
    turn.text = parser.text();
    turn.hits = parser.hits();
    turn.searches = parser.searches();
    turn.arrayCut = parser.arrayCut();
    if (!parser.reportedError().isEmpty())
        turn.error = Error{Error::Kind::Server, 0, parser.reportedError(), {}};
    return turn;
}

}

Conversation::Conversation(const ApiClient &client, QObject *parent)
    : QAbstractListModel(parent)
    , m_client(client)
{
    m_publish.setSingleShot(true);
    m_publish.setInterval(33ms);
    connect(&m_publish, &QTimer::timeout, this, &Conversation::publish);
}

bool Conversation::isAnswering() const
{
    return !m_turns.isEmpty() && m_turns.last().isUnderWay();
}

QString Conversation::lastQuestion() const
{
    const auto found = std::find_if(m_turns.rbegin(), m_turns.rend(), [](const Turn &turn) { return !turn.isAnswer(); });
    return found == m_turns.rend() ? QString() : found->text;
}

QString Conversation::topicName(const QString &question)
{
    const QString line = question.simplified();
    if (line.size() <= topicNameLength)
        return line;
    const qsizetype space = line.lastIndexOf(u' ', topicNameLength - 1);
    qsizetype length = space > topicNameLength / 2 ? space : topicNameLength - 1;
    if (line.at(length - 1).isHighSurrogate())
        --length;
    return line.left(length) + QChar(0x2026);
}

void Conversation::clear()
{
    const bool wasAnswering = isAnswering();
    m_load = {};
    m_create = {};
    m_loadChunks = {};
    m_stream = {};
    m_publish.stop();
    m_topic = {};
    m_chunks.clear();
    m_chunkHits.clear();
    beginResetModel();
    m_turns.clear();
    endResetModel();
    if (wasAnswering)
        Q_EMIT answeringChanged();
}

void Conversation::begin(const DatasetId &dataset)
{
    clear();
    m_dataset = dataset;
    setState(State::Idle);
}

void Conversation::beginOver(const DatasetId &dataset, const QList<ChunkId> &chunks)
{
    begin(dataset);
    m_chunks = chunks;
}

void Conversation::open(const DatasetId &dataset, const TopicId &topic)
{
    clear();
    m_dataset = dataset;
    m_topic = topic;
    reload();
}

void Conversation::reload()
{
    // What streams is not stored yet: reading now would lose it.
    if (m_topic.isEmpty() || isAnswering())
        return;
    setState(State::Loading);
    m_load = m_client.messages(m_dataset, m_topic);
    m_load.then(this, [this](const Result<QList<Message>> &messages) { adoptMessages(messages); });
}

void Conversation::adoptMessages(const Result<QList<Message>> &messages)
{
    if (!messages)
        return setState(State::Failed, messages.error());
    QList<Message> sorted = *messages;
    sorted.removeIf([](const Message &message) { return message.role == Message::Role::System; });
    std::stable_sort(sorted.begin(), sorted.end(), [](const Message &a, const Message &b) {
        if (a.sortOrder != b.sortOrder)
            return a.sortOrder < b.sortOrder;
        return timestamp::parse(a.createdAt).value_or(QDateTime()) < timestamp::parse(b.createdAt).value_or(QDateTime());
    });
    QList<Turn> turns;
    for (const Message &message : sorted)
        turns.append(storedTurn(message, m_nextKey++));
    // What was said while we listened is known better than it is stored: how it was asked, how long it took.
    qsizetype same = 0;
    for (; same < qMin(turns.size(), m_turns.size()); ++same) {
        if (turns.at(same).role != m_turns.at(same).role || turns.at(same).text != m_turns.at(same).text)
            break;
        turns[same] = m_turns.at(same);
    }
    if (same < turns.size() || same < m_turns.size()) {
        beginResetModel();
        m_turns = std::move(turns);
        endResetModel();
    }
    setState(State::Idle);
}

void Conversation::ask(QString question, const AnswerSettings &settings, const Filter &filter)
{
    if (isAnswering() || m_state == State::Loading || question.trimmed().isEmpty())
        return;
    beginAnswer(question, settings);
    if (!m_chunks.isEmpty())
        return sendOverChunks();
    m_request = {.topicId = m_topic,
                 .content = question,
                 .searchType = settings.searchType,
                 .pageSize = settings.chunks,
                 .filter = filter,
                 .model = settings.model,
                 .llm = {.temperature = settings.temperature}};
    if (!m_topic.isEmpty())
        return send();
    m_create = m_client.createTopic(m_dataset, {.name = topicName(question), .ownerId = TopicModel::owner()});
    m_create.then(this, [this](const Result<Topic> &topic) {
        if (!topic)
            return refuse(topic.error());
        m_topic = topic->id;
        Q_EMIT topicCreated(*topic);
        send();
    });
}

void Conversation::send()
{
    m_request.topicId = m_topic;
    Q_EMIT topicUsed(m_topic);
    listen(m_client.sendMessage(m_dataset, m_request));
}

void Conversation::sendOverChunks()
{
    if (m_chunkHits.isEmpty()) {
        m_loadChunks = m_client.chunks(m_dataset, m_chunks);
        return m_loadChunks.then(this, [this](const Result<QList<Chunk>> &chunks) { adoptChunks(chunks); });
    }
    GenerateRequest request;
    request.previousMessages = earlierTurns();
    request.previousMessages.append({Message::Role::User, lastQuestion()});
    for (const SearchHit &hit : std::as_const(m_chunkHits))
        request.chunkIds.append(hit.chunk.id);
    request.llm.temperature = answer().settings->temperature;
    request.model = answer().settings->model;
    answer().hits = m_chunkHits;
    listen(m_client.generate(m_dataset, request));
}

QList<GenerateRequest::Turn> Conversation::earlierTurns() const
{
    QList<GenerateRequest::Turn> turns;
    for (qsizetype i = 0; i + 3 < m_turns.size(); i += 2) {
        const Turn &question = m_turns.at(i);
        const Turn &reply = m_turns.at(i + 1);
        // A question that nobody answered would make two of them in a row, which models take badly.
        if (!reply.text.isEmpty())
            turns << GenerateRequest::Turn{Message::Role::User, question.text} << GenerateRequest::Turn{Message::Role::Assistant, reply.text};
    }
    return turns;
}

void Conversation::adoptChunks(const Result<QList<Chunk>> &chunks)
{
    if (!chunks)
        return refuse(chunks.error());
    // The server answers in an order of its own, leaves out what it does not know, and counts citations over the rest.
    for (const ChunkId &id : std::as_const(m_chunks)) {
        const auto found = std::find_if(chunks->begin(), chunks->end(), [&id](const Chunk &chunk) { return chunk.id == id; });
        if (found != chunks->end())
            m_chunkHits.append({*found, 0, {}});
    }
    if (m_chunkHits.isEmpty())
        return refuse(Error{Error::Kind::NotFound, 0, tr("None of the chunks of this chat exists any more."), {}});
    sendOverChunks();
}

void Conversation::listen(StreamCall call)
{
    m_stream = std::move(call);
    m_stream.then(this, [this](const QString &piece) { feed(piece); }, [this](const StreamEnd &end) { endAnswer(end); });
}

void Conversation::beginAnswer(const QString &question, const AnswerSettings &settings)
{
    m_parser = AnswerParser(m_chunks.isEmpty() ? AnswerParser::Kind::Streamed : AnswerParser::Kind::Plain);
    const int row = int(m_turns.size());
    beginInsertRows({}, row, row + 1);
    Turn asked;
    asked.key = m_nextKey++;
    asked.text = question;
    asked.createdAt = QDateTime::currentDateTimeUtc();
    Turn answer;
    answer.key = m_nextKey++;
    answer.role = Message::Role::Assistant;
    answer.state = Turn::State::Waiting;
    answer.settings = settings;
    answer.createdAt = asked.createdAt;
    m_turns.append(std::move(asked));
    m_turns.append(std::move(answer));
    endInsertRows();
    Q_EMIT answeringChanged();
}

void Conversation::feed(const QString &piece)
{
    m_parser.feed(piece);
    if (!m_publish.isActive())
        m_publish.start();
}

void Conversation::publish()
{
    if (!isAnswering())
        return;
    Turn &turn = answer();
    turn.text = m_parser.text();
    turn.searches = m_parser.searches();
    turn.arrayCut = m_parser.arrayCut();
    if (m_chunks.isEmpty())
        turn.hits = m_parser.hits();
    if (!turn.text.isEmpty())
        turn.state = Turn::State::Streaming;
    Q_EMIT dataChanged(index(rowCount() - 1), index(rowCount() - 1));
}

void Conversation::endAnswer(const StreamEnd &end)
{
    if (end.how == StreamEnd::How::Refused)
        return refuse(end.error.value_or(Error{}));
    m_parser.finish();
    answer().milliseconds = end.milliseconds;
    answer().mayBeCut = end.mayBeCut(m_parser.endsUnfinished()) || (end.how == StreamEnd::How::Complete && m_parser.arrayCut());
    std::optional<Error> error = end.error;
    if (!error && !m_parser.reportedError().isEmpty())
        error = Error{Error::Kind::Server, 0, m_parser.reportedError(), {}};
    finishAnswer(stateOf(end.how), std::move(error));
}

void Conversation::stop()
{
    if (!isAnswering())
        return;
    m_create = {};
    m_loadChunks = {};
    m_stream = {};
    m_parser.finish();
    answer().milliseconds = answer().createdAt.msecsTo(QDateTime::currentDateTimeUtc());
    finishAnswer(Turn::State::Stopped, {});
}

void Conversation::finishAnswer(Turn::State state, std::optional<Error> error)
{
    m_publish.stop();
    publish();
    answer().state = state;
    answer().error = std::move(error);
    Q_EMIT dataChanged(index(rowCount() - 1), index(rowCount() - 1));
    Q_EMIT answeringChanged();
}

void Conversation::refuse(const Error &error)
{
    m_publish.stop();
    const QString question = m_turns.at(m_turns.size() - 2).text;
    beginRemoveRows({}, rowCount() - 2, rowCount() - 1);
    m_turns.remove(m_turns.size() - 2, 2);
    endRemoveRows();
    Q_EMIT answeringChanged();
    Q_EMIT refused(question, error);
}

int Conversation::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_turns.size());
}

QVariant Conversation::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Turn &turn = m_turns.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return turn.text;
    case KeyRole: return turn.key;
    case SpeakerRole: return int(turn.role);
    case StateRole: return int(turn.state);
    }
    return {};
}

void Conversation::setState(State state, std::optional<Error> error)
{
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged();
}
