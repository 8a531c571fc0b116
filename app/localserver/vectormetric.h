#pragma once

#include <QByteArray>
#include <QStringView>

#include <optional>
#include <span>
#include <vector>

/// The numbers that an embeddings model gives for a text.
using Vector = std::vector<float>;

/// How near two vectors are, by one of the four measures of DISTANCE_METRIC.
class VectorMetric
{
public:
    enum class Kind { Cosine, Euclidean, Manhattan, Dot };

    VectorMetric(Kind kind) : m_kind(kind) { }
    /// Nothing for a name that is none. Source: DistanceMetric of the server's description, with its alias "euclid".
    static std::optional<VectorMetric> named(QStringView name);

    Kind kind() const { return m_kind; }
    QByteArray name() const;
    /// More is nearer: the cosine, the product, or 1 / (1 + distance). Both are of one size.
    double similarity(std::span<const float> a, std::span<const float> b) const;
    /// Whether clients know the measure as a distance, less being nearer.
    bool isDistance() const { return m_kind == Kind::Euclidean || m_kind == Kind::Manhattan; }
    /// The similarity as clients see it, and back.
    double shown(double similarity) const { return isDistance() ? 1 / similarity - 1 : similarity; }
    double similarityOf(double shown) const { return isDistance() ? 1 / (1 + shown) : shown; }

private:
    Kind m_kind;
};

namespace vectors
{

/// As it is stored: float32, the lowest byte first.
QByteArray toBytes(const Vector &vector);
Vector fromBytes(QByteArrayView bytes);
/// Of length 1; as it is where it has none.
Vector normalized(Vector vector);
/// sum += factor * vector
void add(Vector &sum, const Vector &vector, double factor);

}
