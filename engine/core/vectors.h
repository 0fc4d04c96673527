// Four floats at once, by the vector extension that GCC and Clang share: SSE, NEON or WebAssembly's SIMD128.
#pragma once

namespace inkling {

typedef float Vector __attribute__((vector_size(16)));
constexpr int lanes = 4;

// A Vector, or a float, from wherever it lies.
template <class Value>
inline __attribute__((always_inline)) Value load(const float* from) {
  Value value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

template <class Value>
inline __attribute__((always_inline)) void store(float* to, Value value) {
  __builtin_memcpy(to, &value, sizeof value);
}

inline __attribute__((always_inline)) Vector splat(float value) {
  return Vector{value, value, value, value};
}

}  // namespace inkling
