#pragma once

#include <cstddef>
#include <utility>

/// The fields of a plain struct, without naming them: what is said of a value by them cannot forget one.
namespace fields {

/// Becomes whatever a field is of; never run.
struct Anything {
    // Of a temporary only: else the lists of the library take it for one of their items.
    template <typename T>
    operator T() const &&;
};

template <typename T, typename... Tried>
constexpr std::size_t count()
{
    if constexpr (requires { T{Tried()..., Anything()}; })
        return count<T, Tried..., Anything>();
    else
        return sizeof...(Tried);
}

/// Calls visit with all fields in their order.
template <typename T, typename Visit>
auto visit(const T &value, Visit &&visitor)
{
    constexpr std::size_t size = count<T>();
    static_assert(size >= 1 && size <= 14, "Structs of that many fields have no line here yet.");
#define FIELDS(number, ...) \
    if constexpr (size == number) { \
        const auto &[__VA_ARGS__] = value; \
        return visitor(__VA_ARGS__); \
    }
    FIELDS(1, a)
    FIELDS(2, a, b)
    FIELDS(3, a, b, c)
    FIELDS(4, a, b, c, d)
    FIELDS(5, a, b, c, d, e)
    FIELDS(6, a, b, c, d, e, f)
    FIELDS(7, a, b, c, d, e, f, g)
    FIELDS(8, a, b, c, d, e, f, g, h)
    FIELDS(9, a, b, c, d, e, f, g, h, i)
    FIELDS(10, a, b, c, d, e, f, g, h, i, j)
    FIELDS(11, a, b, c, d, e, f, g, h, i, j, k)
    FIELDS(12, a, b, c, d, e, f, g, h, i, j, k, l)
    FIELDS(13, a, b, c, d, e, f, g, h, i, j, k, l, m)
    FIELDS(14, a, b, c, d, e, f, g, h, i, j, k, l, m, n)
#undef FIELDS
}

}
