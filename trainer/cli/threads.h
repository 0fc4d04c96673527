// A fixed number of threads that lend themselves to the trainer as its ParallelFor.
#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "trainer/parallel.h"

namespace inkling {

class Threads {
 public:
  // `count` threads in all, 1 or more; the caller's own is one of them.
  explicit Threads(int count);
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  // One call at a time.
  void run(int count, const std::function<void(int)>& body);

  trainer::ParallelFor parallel_for() {
    return [this](int count, const std::function<void(int)>& body) { run(count, body); };
  }

 private:
  void work();

  const std::function<void(int)>* body_ = nullptr;
  int count_ = 0;
  std::atomic<int> next_ = 0;       // the next index nobody has taken
  std::atomic<int> working_ = 0;    // helpers not yet done with this call
  std::atomic<unsigned> call_ = 0;  // how often run() was called
  std::atomic<bool> stopping_ = false;
  std::vector<std::thread> helpers_;
};

}  // namespace inkling
