#pragma once

#include "app/api/dispatcher.h"
#include "app/values/answerrequests.h"

/// The operations on topics and their messages, part of ApiClient.
class TopicCalls : public virtual Dispatcher
{
public:
    /// Newest first, unpaged.
    Call<QList<Topic>> topics(const DatasetId &dataset, const QString &ownerId) const;
    /// With a name and no first message: else a server asks its language model for one, and refuses where that is down.
    Call<Topic> createTopic(const DatasetId &dataset, const NewTopic &topic) const;
    /// A copy with its messages. Without a name it has the original's.
    Call<Topic> cloneTopic(const DatasetId &dataset, const TopicId &topic, const QString &ownerId, const std::optional<QString> &name) const;
    Call<void> renameTopic(const DatasetId &dataset, const TopicId &id, const QString &name) const;
    Call<void> deleteTopic(const DatasetId &dataset, const TopicId &id) const;
    /// In their order, the system message included.
    Call<QList<Message>> messages(const DatasetId &dataset, const TopicId &topic) const;
    Call<Message> message(const DatasetId &dataset, const MessageId &id) const;

    // Each gives its answer in a stream or, where the request says so, whole. Refused where the request has a fault.

    /// Says something in a topic.
    StreamCall sendMessage(const DatasetId &dataset, const MessageRequest &request) const;
    /// Says it instead of the message at that place, which goes with everything after it.
    StreamCall editMessage(const DatasetId &dataset, qint64 sortOrder, const MessageRequest &request) const;
    /// Asks for another answer to the last question. Servers leave a gap in the order and may ask the wrong question in a long topic:
    /// editMessage with the same text and place does not.
    StreamCall regenerateMessage(const DatasetId &dataset, const MessageRequest &request) const;

protected:
    TopicCalls() = default;
};
