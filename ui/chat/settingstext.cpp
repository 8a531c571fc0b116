#include "ui/chat/settingstext.h"

using namespace Qt::StringLiterals;

QString settingsToText(const AnswerSettings &settings)
{
    if (settings == AnswerSettings())
        return {};
    const QString temperature = settings.temperature ? QString::number(*settings.temperature) : QString();
    return QStringList{settings.searchType, QString::number(settings.chunks), temperature, settings.model.value_or(QString())}.join(u';');
}

AnswerSettings settingsFromText(const QString &text)
{
    AnswerSettings settings;
    if (QStringList{u"fulltext"_s, u"semantic"_s, u"hybrid"_s, u"bm25"_s}.contains(text.section(u';', 0, 0)))
        settings.searchType = text.section(u';', 0, 0);
    bool ok = false;
    if (const int chunks = text.section(u';', 1, 1).toInt(&ok); ok && chunks >= 1)
        settings.chunks = chunks;
    if (const double temperature = text.section(u';', 2, 2).toDouble(&ok); ok && temperature >= 0 && temperature <= 2)
        settings.temperature = temperature;
    if (const QString model = text.section(u';', 3); !model.isEmpty())
        settings.model = model;
    return settings;
}
