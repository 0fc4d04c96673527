// How the caller lends its threads.
#pragma once

#include <functional>

namespace inkling::trainer {

// Calls body(0) … body(count - 1), each once, in any order and on any threads, and returns when all are done.
using ParallelFor = std::function<void(int count, const std::function<void(int)>& body)>;

// For callers without threads.
inline void one_after_another(int count, const std::function<void(int)>& body) {
  for (int index = 0; index < count; ++index) body(index);
}

}  // namespace inkling::trainer
