#include "app/localserver/meaning.h"

#include "app/localserver/datasetrow.h"
#include "app/localserver/embeddingclient.h"
#include "app/localserver/refusal.h"
#include "app/localserver/store.h"

using namespace Qt::StringLiterals;

namespace
{

/// Nothing where none of the chunks has a vector.
std::optional<Vector> average(Database &database, qint64 dataset, const EmbeddingSettings &settings, const QList<qint64> &chunks)
{
    Vector sum(settings.size);
    int count = 0;
    auto row = database.prepare("SELECT vector FROM vectors JOIN vector_sets ON vector_sets.dataset = vectors.dataset "
                                "WHERE chunk = ? AND vectors.dataset = ? AND stamp > base");
    for (const qint64 chunk : chunks) {
        row.bind(chunk, dataset);
        if (row.step() && row.blob(0).size() == qsizetype(settings.size * sizeof(float))) {
            const Vector vector = vectors::fromBytes(row.blob(0));
            vectors::add(sum, settings.metric.kind() == VectorMetric::Kind::Cosine ? vectors::normalized(vector) : vector, 1);
            ++count;
        }
        row.reset();
    }
    if (count == 0)
        return std::nullopt;
    for (float &number : sum)
        number /= float(count);
    return sum;
}

}

bool Meaning::isPossible(const DatasetRow &dataset)
{
    return EmbeddingSettings::fromDataset(dataset).ok();
}

Meaning Meaning::ofTexts(const QList<Text> &texts, const Boost &boost, const DatasetRow &dataset, Store &store,
    const std::function<bool()> &isWanted)
{
    const auto settings = EmbeddingSettings::fromDataset(dataset);
    if (!settings)
        throw Refusal(400, settings.error().message);
    const auto goesOn = [&] { return !store.isStopping() && (!isWanted || isWanted()); };
    const EmbeddingClient client(*settings);
    const auto vectorOf = [&](const QString &text) {
        auto vector = client.embedQuery(text, goesOn);
        if (!vector)
            throw Refusal(400, u"The search needs the vector of its query. "_s + vector.error().message);
        return *std::move(vector);
    };
    Meaning meaning{Vector(settings->size), settings->metric, &store.vectorGraphs()};
    for (const Text &text : texts)
        vectors::add(meaning.vector, vectorOf(text.text), text.weight);
    if (!boost.phrase.isEmpty() && boost.factor != 0) {
        const Vector start = meaning.vector;
        vectors::add(meaning.vector, vectorOf(boost.phrase), boost.factor);
        vectors::add(meaning.vector, start, -boost.factor);
    }
    return meaning;
}

std::optional<Meaning> Meaning::ofChunks(
    Database &database, Store &store, const DatasetRow &dataset, const QList<qint64> &near, const QList<qint64> &far)
{
    const auto settings = EmbeddingSettings::fromDataset(dataset);
    if (!settings)
        return std::nullopt;
    auto vector = average(database, dataset.key, *settings, near);
    if (!vector)
        return std::nullopt;
    // Twice the wanted less the unwanted. Source: the strategy average_vector of Qdrant, which real servers use.
    if (const auto unwanted = average(database, dataset.key, *settings, far)) {
        vectors::add(*vector, Vector(*vector), 1);
        vectors::add(*vector, *unwanted, -1);
    }
    return Meaning{*std::move(vector), settings->metric, &store.vectorGraphs()};
}
