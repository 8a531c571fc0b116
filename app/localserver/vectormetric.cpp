#include "app/localserver/vectormetric.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>

static_assert(std::endian::native == std::endian::little, "vectors are stored as they stand in memory");

namespace
{

constexpr std::array<const char *, 4> names{"cosine", "euclidean", "manhattan", "dot"};

/// Sums of several numbers at once, which the compiler can keep in one wide register without changing the meaning.
template <typename Term>
float sum(std::span<const float> a, std::span<const float> b, Term term)
{
    constexpr std::size_t lanes = 8;
    std::array<float, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= a.size(); i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += term(a[i + lane], b[i + lane]);
    }
    for (; i < a.size(); ++i)
        sums[0] += term(a[i], b[i]);
    return std::accumulate(sums.begin(), sums.end(), 0.0F);
}

float product(std::span<const float> a, std::span<const float> b)
{
    return sum(a, b, [](float x, float y) { return x * y; });
}

}

std::optional<VectorMetric> VectorMetric::named(QStringView name)
{
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1StringView(names[i]))
            return VectorMetric(Kind(i));
    }
    return name == u"euclid" ? std::optional(VectorMetric(Kind::Euclidean)) : std::nullopt;
}

QByteArray VectorMetric::name() const
{
    return names[std::size_t(m_kind)];
}

double VectorMetric::similarity(std::span<const float> a, std::span<const float> b) const
{
    switch (m_kind) {
    case Kind::Cosine: {
        const double lengths = std::sqrt(double(product(a, a)) * double(product(b, b)));
        return lengths > 0 ? double(product(a, b)) / lengths : 0;
    }
    case Kind::Dot:
        return double(product(a, b));
    case Kind::Euclidean:
        return 1 / (1 + std::sqrt(double(sum(a, b, [](float x, float y) { return (x - y) * (x - y); }))));
    case Kind::Manhattan:
        return 1 / (1 + double(sum(a, b, [](float x, float y) { return std::abs(x - y); })));
    }
    return 0;
}

QByteArray vectors::toBytes(const Vector &vector)
{
    QByteArray bytes(qsizetype(vector.size() * sizeof(float)), Qt::Uninitialized);
    std::memcpy(bytes.data(), vector.data(), std::size_t(bytes.size()));
    return bytes;
}

Vector vectors::fromBytes(QByteArrayView bytes)
{
    Vector vector(std::size_t(bytes.size()) / sizeof(float));
    if (!vector.empty())
        std::memcpy(vector.data(), bytes.data(), vector.size() * sizeof(float));
    return vector;
}

Vector vectors::normalized(Vector vector)
{
    const float length = std::sqrt(product(vector, vector));
    if (length > 0) {
        for (float &number : vector)
            number /= length;
    }
    return vector;
}

void vectors::add(Vector &sum, const Vector &vector, double factor)
{
    for (std::size_t i = 0; i < sum.size() && i < vector.size(); ++i)
        sum[i] += float(factor) * vector[i];
}
