#pragma once

#include "app/api/call.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

/// The paging, the state and the rows' order of every list that a server gives in pages; written once, for scrolls that go on from an
/// id and for pages with numbers. Rows are light (an id and a page); a subclass keeps the bodies and may forget those of far
/// rows: asking for a forgotten one brings its page back, with a placeholder until then.
///
/// Pages are appended as a view asks for them (canFetchMore), until the server says that there is no more, or repeats itself. Rows survive a refresh that fails. Ids never appear twice.
class PagedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class State { Idle, Loading, Failed };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value of a cell: numbers, QDateTime, text.
        IdRole, ///< The row's id, a QString.
    };

    using QAbstractTableModel::QAbstractTableModel;

    State state() const { return m_state; }
    /// Why the state is Failed.
    const Error &lastError() const { return m_error; }
    /// Whether the first page of what is asked for has come; only then an empty list means that there is nothing.
    bool hasLoaded() const { return !m_needsFirst; }
    /// Whether every row that the server has is here.
    bool isComplete() const { return !m_needsFirst && m_isComplete; }

    QString idAt(int row) const;
    /// -1 where there is no such row.
    int rowWithId(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// Asks for the first page again; the rows stay until it is there, and after that where it brings the same ones.
    void refresh();
    /// Asks again for what failed.
    void retry();

Q_SIGNALS:
    void stateChanged();
    /// A page came, or rows came or went by a write.
    void rowsArrived();

protected:
    /// Where a page begins: at an id (which servers include in the answer), or by its number from 1.
    struct Place {
        QString from;
        int number = 1;
    };
    struct Page {
        QStringList ids;
        /// The server said that nothing comes after it. A scroll cannot know; it ends when a page brings nothing new.
        bool isLast = false;
    };
    using Answer = std::function<void(const Result<Page> &)>;
    /// Owns a request; letting it go aborts the request.
    using Request = std::shared_ptr<void>;

    /// Asks for a page, keeps the bodies of what comes and answers with its ids.
    virtual Request ask(const Place &place, Answer answer) = 0;
    /// Whether pages go on from the last id (else by number).
    virtual bool goesOnFromIds() const = 0;
    virtual bool hasBody(const QString &id) const = 0;
    /// A first page came: bodies of all other ids may be out of date.
    virtual void forgetBodiesExcept(const QStringList &ids) = 0;

    /// Wraps a call into a Request; toPage turns its value into a Page.
    template <typename T, typename ToPage>
    Request hold(Call<T> call, ToPage toPage, Answer answer)
    {
        auto handle = std::make_shared<Call<T>>(std::move(call));
        handle->then(this, [toPage, answer](const Result<T> &result) {
            answer(result ? Result<Page>(toPage(*result)) : Result<Page>(result.error()));
        });
        return handle;
    }

    /// Asks for the first page of something else; without keepRows the old rows go at once.
    void startOver(bool keepRows);
    /// Drops everything, asks for nothing.
    void clearRows();
    /// Brings a forgotten body back, soon: many rows of one page make one request. From data(), hence const.
    void wantBody(int row) const;
    /// Puts a row on top that the server has only accepted; it stays over refreshes until settleRow.
    void insertLocalRow(const QString &id);
    void settleRow(const QString &id);
    /// For good: no page that is under way brings it back.
    void removeRowWithId(const QString &id);
    void changeRowId(const QString &from, const QString &to);
    void announceRow(const QString &id);
    /// The server no longer has what the row stands for.
    bool isGone(const QString &id) const { return m_gone.contains(id); }

private:
    struct Row {
        QString id;
        int page = 1;
        bool isLocal = false;
    };
    enum class Purpose { First, Next, Refill };

    void load(Purpose purpose, const Place &place);
    void arrived(Purpose purpose, const Place &place, const Result<Page> &page);
    void adoptFirst(const Page &page);
    bool startsWith(const QList<Row> &rows) const;
    void adoptNext(const Place &place, const Page &page);
    void adoptRefill(const Page &page);
    void refill();
    void takeRow(int row);
    void reindexFrom(int row);
    void setState(State state);

    QList<Row> m_rows;
    QHash<QString, int> m_rowOf;
    mutable QSet<QString> m_gone;
    /// Taken out since the first page was asked for: a page that was under way may still bring them.
    QSet<QString> m_removed;
    Request m_load;
    Request m_refill;
    State m_state = State::Idle;
    Error m_error;
    Purpose m_failed = Purpose::First;
    int m_page = 0;
    /// Pages in a row that brought nothing new.
    int m_barrenPages = 0;
    bool m_needsFirst = true;
    bool m_isComplete = true;
    bool m_hasSource = false;
    mutable QString m_wanted;
};
