#include "app/localserver/localserver.h"
#include "tests/support/takingserver.h"
#include "ui/dialogs/adddocumentsdialog.h"
#include "ui/dialogs/adddocumentsform.h"
#include "ui/dialogs/documenttext.h"
#include "ui/widgets/messagebar.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QNetworkAccessManager>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAddDocuments : public QObject
{
    Q_OBJECT

private:
    QNetworkAccessManager m_requests;
    QNetworkAccessManager m_streams;
    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<QWidget> m_window;
    Dataset m_dataset;
    QPointer<AddDocumentsDialog> m_dialog;

    ApiClient client()
    {
        return ApiClient({QUrl(m_server->url()), m_server->key(), OrganizationId(m_server->organizationId())}, m_requests, m_streams);
    }
    qint64 chunkCount()
    {
        std::optional<qint64> count;
        Call<qint64> call = client().chunkCount(m_dataset.id);
        call.then(this, [&count](const Result<qint64> &answer) { count = answer ? *answer : -1; });
        return QTest::qWaitFor([&count] { return count.has_value(); }) ? *count : -2;
    }
    template <typename T>
    T *child(const char16_t *name) const
    {
        return m_dialog->findChild<T *>(QString::fromUtf16(name));
    }
    QString text(const char16_t *name) const { return child<QLabel>(name)->text(); }
    void click(const char16_t *name) { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
    void openDialog(const ApiClient &client)
    {
        m_dialog = new AddDocumentsDialog(client, m_dataset, m_window.get());
        m_dialog->setRetryPolicy({5ms, 10ms, 2});
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    }

    static void write(const QString &path, const QByteArray &content)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    static void writePages(const QString &root, int count)
    {
        for (int i = 0; i < count; ++i)
            write(root + u"/%1.html"_s.arg(i), "<h1>Page " + QByteArray::number(i) + "</h1><p>Text.</p>");
    }

private Q_SLOTS:
    void init()
    {
        m_data = std::make_unique<QTemporaryDir>();
        auto server = LocalServer::start({m_data->path(), 0, {}});
        QVERIFY(server.ok());
        m_server = *std::move(server);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 700);
        m_window->show();
        std::optional<Dataset> made;
        client().createDataset({.name = u"Manual"_s, .trackingId = {}, .serverConfiguration = {}}).then(this, [&made](const Result<Dataset> &dataset) {
            made = *dataset;
        });
        QTRY_VERIFY(made);
        m_dataset = *made;
    }

    void cleanup()
    {
        m_window.reset();
        QVERIFY(!m_dialog);
        m_server.reset();
        m_requests.clearConnectionCache();
    }

    void countsBeforeAnythingIsSent()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 12);
        write(folder.filePath(u"m/readme.md"_s), "# Hello\n\ntext");
        write(folder.filePath(u"m/photo.jpg"_s), "x");
        write(folder.filePath(u"m/empty.txt"_s), "");
        openDialog(client());
        QVERIFY(m_dialog->windowTitle().contains(u"Manual"_s));
        QVERIFY(!child<QPushButton>(u"accept")->isEnabled());
        QTest::keyClicks(child<QLineEdit>(u"folder"), folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        const QString count = text(u"documentCount");
        QVERIFY2(count.startsWith(u"13 file"_s), qPrintable(count));
        QVERIFY2(count.contains(u"12 HTML, 1 Markdown"_s), qPrintable(count));
        QVERIFY2(count.contains(u"2 more will be left out"_s) && count.contains(u"1 of another kind"_s) && count.contains(u"1 empty"_s), qPrintable(count));
        QTest::mouseClick(child<QCheckBox>(u"kindHtml"), Qt::LeftButton, {}, QPoint(8, child<QCheckBox>(u"kindHtml")->height() / 2));
        QVERIFY(!child<QPushButton>(u"accept")->isEnabled());
        QTRY_VERIFY(text(u"documentCount").startsWith(u"1 file"_s));
        QCOMPARE(chunkCount(), 0);
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void cannotStartWithoutDocumentsOrWithAWrongAddress()
    {
        QTemporaryDir folder;
        openDialog(client());
        m_dialog->setPath(u"/nowhere/at/all"_s);
        QTRY_COMPARE(text(u"documentCount"), u"This folder cannot be read."_s);
        QVERIFY(!child<QPushButton>(u"accept")->isEnabled());
        m_dialog->setPath(folder.path());
        QTRY_COMPARE(text(u"documentCount"), u"There is nothing here to add."_s);
        QVERIFY(!child<QPushButton>(u"accept")->isEnabled());
        writePages(folder.filePath(u"m"_s), 1);
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        QTest::keyClicks(child<QLineEdit>(u"baseUrl"), u"ftp://x"_s);
        QVERIFY(!child<QPushButton>(u"accept")->isEnabled());
        QVERIFY(text(u"baseUrlError").contains(u"http"_s));
        child<QLineEdit>(u"baseUrl")->setText(u"https://docs.example.org"_s);
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void addsThemAndSaysWhatBecameOfEach()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 30);
        write(folder.filePath(u"m/broken.txt"_s), QByteArray("a\0b", 3));
        openDialog(client());
        QSignalSpy finished(m_dialog, &AddDocumentsDialog::finishedAdding);
        QSignalSpy wanted(m_dialog, &AddDocumentsDialog::chunksRequested);
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        QVERIFY(finished.wait(10000));
        const QString summary = text(u"addingSummary");
        QVERIFY2(summary.contains(u"30 chunk"_s) && summary.contains(u"30 file"_s), qPrintable(summary));
        QVERIFY(child<QPlainTextEdit>(u"addingDetails")->toPlainText().contains(u"m/broken.txt: left out, binary"_s));
        QCOMPARE(chunkCount(), 30);
        click(u"copyDetails");
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"m/broken.txt"_s));
        QCOMPARE(child<QPushButton>(u"cancel")->text(), u"Close"_s);
        QCOMPARE(child<QPushButton>(u"accept")->text().remove(u'&'), u"Show chunks"_s);
        click(u"accept");
        QCOMPARE(wanted.size(), 1);
        QTRY_VERIFY(!m_dialog);
    }

    void saysWhichChunksWereNeverSeen()
    {
        TakingServer losing;
        losing.loses = u"1.html"_s;
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 3);
        openDialog(ApiClient({losing.url(), u"key"_s, {}}, m_requests, m_streams));
        m_dialog->setConfirmationPace({1, 100});
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        QTRY_VERIFY(!text(u"addingSummary").isEmpty());
        QVERIFY2(text(u"addingSummary").startsWith(u"2 chunk(s) of 2 file(s) indexed."_s), qPrintable(text(u"addingSummary")));
        QVERIFY2(text(u"addingSummary").contains(u"1 chunk(s) accepted by the server but not confirmed"_s), qPrintable(text(u"addingSummary")));
        QVERIFY(child<QPlainTextEdit>(u"addingDetails")->toPlainText().contains(u"m/1.html#page-1: accepted, not confirmed"_s));
        click(u"cancel");
        QTRY_VERIFY(!m_dialog);
    }

    void endsTheWaitForTheServerWhenToldTo()
    {
        TakingServer slow;
        slow.indexes = false;
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 3);
        openDialog(ApiClient({slow.url(), u"key"_s, {}}, m_requests, m_streams));
        m_dialog->setConfirmationPace({1, 60'000});
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        QTRY_VERIFY(m_dialog->messageBar().text().contains(u"Waiting for the server to index it"_s));
        click(u"cancel");
        QTRY_VERIFY(text(u"addingSummary").startsWith(u"Stopped."_s));
        QVERIFY(text(u"addingSummary").contains(u"3 chunk(s) accepted by the server"_s));
        click(u"cancel");
        QTRY_VERIFY(!m_dialog);
    }

    void pausesAndGoesOnWithTheKeyboard()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 800);
        openDialog(client());
        QSignalSpy finished(m_dialog, &AddDocumentsDialog::finishedAdding);
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        QVERIFY(child<QPushButton>(u"pause")->isVisible());
        QTest::keyClick(child<QPushButton>(u"pause"), Qt::Key_Space);
        QCOMPARE(child<QPushButton>(u"pause")->text().remove(u'&'), u"Resume"_s);
        QVERIFY(m_dialog->messageBar().text().contains(u"Paused"_s));
        QVERIFY(!finished.wait(300));
        QTest::keyClick(child<QPushButton>(u"pause"), Qt::Key_Space);
        QVERIFY(finished.wait(20000));
        QCOMPARE(chunkCount(), 800);
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void cancelStopsAndSaysWhatWasAdded()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 1500);
        openDialog(client());
        QSignalSpy finished(m_dialog, &AddDocumentsDialog::finishedAdding);
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        QTRY_VERIFY(!text(u"addingText").isEmpty() && !text(u"addingText").contains(u" 0 chunk"_s));
        click(u"cancel");
        QVERIFY(m_dialog);
        QTRY_VERIFY(!finished.isEmpty());
        const qint64 count = chunkCount();
        QVERIFY(count > 0 && count < 1500);
        QVERIFY2(text(u"addingSummary").startsWith(u"Stopped."_s), qPrintable(text(u"addingSummary")));
        QVERIFY2(text(u"addingSummary").contains(QLocale().toString(count) + u" chunk"_s), qPrintable(text(u"addingSummary")));
        click(u"cancel");
        QTRY_VERIFY(!m_dialog);
    }

    void haltsWithTheReasonAndRetries()
    {
        FakeServer refusing;
        refusing.on("POST", "*", FakeAnswer::json("{\"message\":\"Unauthorized\"}", 401));
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 3);
        openDialog(ApiClient({refusing.url(), u"key"_s, {}}, m_requests, m_streams));
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        auto *retry = child<QPushButton>(u"retry");
        QTRY_VERIFY(retry->isVisible());
        QVERIFY(m_dialog->messageBar().text().contains(u"halt"_s));
        const qsizetype asked = refusing.requests().size();
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_VERIFY(refusing.requests().size() > asked);
        QTRY_VERIFY(retry->isVisible());
        click(u"cancel");
        QTRY_VERIFY(text(u"addingSummary").startsWith(u"Stopped."_s));
        QVERIFY(!child<QPushButton>(u"accept")->isVisible());
        click(u"cancel");
        QTRY_VERIFY(!m_dialog);
    }

    void saysThatItWaitsAndWhyAndStopsWaiting()
    {
        FakeServer busy;
        busy.on("POST", "*", FakeAnswer::json("{\"message\":\"later\"}", 503));
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 3);
        openDialog(ApiClient({busy.url(), u"key"_s, {}}, m_requests, m_streams));
        m_dialog->setRetryPolicy({1h, 1h, 4});
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        auto *strip = child<QWidget>(u"retryStrip");
        QTRY_VERIFY(strip->isVisible());
        QVERIFY2(text(u"retryWords").contains(u"(attempt 2 of 4): the server answered 503"_s), qPrintable(text(u"retryWords")));
        if (const QString grabs = qEnvironmentVariable("RETRIEVER_GRABS"); !grabs.isEmpty())
            QVERIFY(m_dialog->grab().save(grabs + u"/add-waits.png"_s));
        const qsizetype asked = busy.requests().size();
        QTest::mouseClick(child<QToolButton>(u"retryNow"), Qt::LeftButton);
        QTRY_VERIFY(busy.requests().size() > asked);
        QTRY_VERIFY2(text(u"retryWords").contains(u"again in"_s) && text(u"retryWords").contains(u"(attempt 3 of 4)"_s), qPrintable(text(u"retryWords")));
        QTest::mouseClick(child<QToolButton>(u"retryStop"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>(u"retry")->isVisible());
        QVERIFY(m_dialog->messageBar().text().contains(u"halt"_s));
        QVERIFY(!strip->isVisible());
        click(u"cancel");
        QTRY_VERIFY(text(u"addingSummary").startsWith(u"Stopped."_s));
        click(u"cancel");
        QTRY_VERIFY(!m_dialog);
    }

    void closesWhileItWorks()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 300);
        openDialog(client());
        m_dialog->setPath(folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        click(u"accept");
        delete m_dialog;
        QTest::qWait(50);
    }

    void takesADroppedFolder()
    {
        QTemporaryDir folder;
        writePages(folder.filePath(u"m"_s), 2);
        openDialog(client());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.filePath(u"m"_s))});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_dialog, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_dialog, &drop);
        QCOMPARE(child<QLineEdit>(u"folder")->text(), folder.filePath(u"m"_s));
        QTRY_VERIFY(child<QPushButton>(u"accept")->isEnabled());
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void choosesAFolderInADialog()
    {
        openDialog(client());
        click(u"chooseFolder");
        auto *chooser = m_dialog->findChild<QFileDialog *>();
        QVERIFY(chooser);
        QTemporaryDir folder;
        Q_EMIT chooser->fileSelected(folder.path());
        QCOMPARE(m_dialog->path(), folder.path());
        chooser->close();
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }

    void namesEveryControl()
    {
        openDialog(client());
        for (QWidget *control : m_dialog->findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<QLineEdit *>(control) || qobject_cast<QPlainTextEdit *>(control) || qobject_cast<QProgressBar *>(control);
            if (isControl && !control->accessibleName().isEmpty())
                continue;
            QVERIFY2(!isControl, qPrintable(control->objectName()));
        }
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
    }
};

QTEST_MAIN(TestAddDocuments)
#include "tst_ui_adddocuments.moc"
