// A vector whose memory begins on a cache line, so that wide loads do not straddle two.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace inkling::trainer {

constexpr size_t cache_line = 64;

template <class Value>
struct CacheLineAllocator {
  using value_type = Value;
  CacheLineAllocator() = default;
  template <class Other>
  CacheLineAllocator(const CacheLineAllocator<Other>&) {}
  Value* allocate(size_t count) {
    return static_cast<Value*>(::operator new(count * sizeof(Value), std::align_val_t{cache_line}));
  }
  void deallocate(Value* memory, size_t) { ::operator delete(memory, std::align_val_t{cache_line}); }
  bool operator==(const CacheLineAllocator&) const { return true; }
};

template <class Value>
using AlignedVector = std::vector<Value, CacheLineAllocator<Value>>;

}  // namespace inkling::trainer
