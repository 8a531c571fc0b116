#pragma once

#include "app/api/answerparser.h"
#include "app/api/apiclient.h"
#include "app/models/turn.h"

#include <QAbstractListModel>
#include <QTimer>

/// The turns of one conversation: what the server stored, and the answer that streams in. One answer at a time. What streams is
/// read at once and told in dataChanged at most every 33 ms. The client must outlive it.
///
/// A conversation is with a topic, which the server remembers and which is made with the first question, or over given chunks,
/// which nobody remembers.
class Conversation : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KeyRole = Qt::UserRole + 1, SpeakerRole, StateRole };
    enum class State { Idle, Loading, Failed };

    explicit Conversation(const ApiClient &client, QObject *parent = nullptr);

    /// Whether stored turns are being loaded.
    State state() const { return m_state; }
    const std::optional<Error> &error() const { return m_error; }
    const TopicId &topic() const { return m_topic; }
    const QList<ChunkId> &chunks() const { return m_chunks; }
    bool isAnswering() const;
    const Turn &turn(int row) const { return m_turns.at(row); }
    /// The last thing the user asked, empty where there is none.
    QString lastQuestion() const;
    /// The first words of a question, at most 48 characters, whole words where possible.
    static QString topicName(const QString &question);

    /// An empty conversation; an answer under way is aborted.
    void begin(const DatasetId &dataset);
    /// The same over these chunks.
    void beginOver(const DatasetId &dataset, const QList<ChunkId> &chunks);
    /// Loads what the server stored.
    void open(const DatasetId &dataset, const TopicId &topic);
    void reload();

    /// Sends a question. It is shown at once, and taken back with refused() when the server does not take it. The filter narrows
    /// what a topic's answer is made from. Does nothing while an answer is under way or stored turns are being loaded.
    void ask(QString question, const AnswerSettings &settings, const Filter &filter = {});
    /// Ends the answer under way and keeps what came of it.
    void stop();

    /// The three steps of an answer, for what feeds a conversation without a server. ask() runs through them by itself.
    void beginAnswer(const QString &question, const AnswerSettings &settings);
    void feed(const QString &piece);
    void endAnswer(const StreamEnd &end);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the text; KeyRole: Turn::key; SpeakerRole: a Message::Role, StateRole: a Turn::State, both as int.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void stateChanged();
    /// isAnswering() changed.
    void answeringChanged();
    void topicCreated(const Topic &topic);
    /// A topic took a question, so that it is the last used one.
    void topicUsed(const TopicId &topic);
    /// Nothing came back but this error; the question is in no turn any more.
    void refused(const QString &question, const Error &error);

private:
    void clear();
    void adoptMessages(const Result<QList<Message>> &messages);
    void send();
    void sendOverChunks();
    QList<GenerateRequest::Turn> earlierTurns() const;
    void adoptChunks(const Result<QList<Chunk>> &chunks);
    void listen(StreamCall call);
    void refuse(const Error &error);
    void finishAnswer(Turn::State state, std::optional<Error> error);
    void publish();
    void setState(State state, std::optional<Error> error = {});
    Turn &answer() { return m_turns.last(); }

    const ApiClient &m_client;
    DatasetId m_dataset;
    TopicId m_topic;
    QList<ChunkId> m_chunks;
    QList<SearchHit> m_chunkHits;
    QList<Turn> m_turns;
    quint64 m_nextKey = 1;
    State m_state = State::Idle;
    std::optional<Error> m_error;

    MessageRequest m_request;
    AnswerParser m_parser;
    QTimer m_publish;
    Call<QList<Message>> m_load;
    Call<Topic> m_create;
    Call<QList<Chunk>> m_loadChunks;
    StreamCall m_stream;
};
