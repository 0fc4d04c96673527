#include "trainer/cli/threads.h"

namespace inkling {
namespace {

// Waits until `value` is no longer `old`.  The loops of a training follow each other within microseconds,
// which is less than it takes to put a thread to sleep and wake it: look a while before sleeping.
template <class Value>
void wait_while(const std::atomic<Value>& value, Value old) {
  constexpr int looks = 2000;  // some 20 microseconds
  for (int look = 0; look < looks; ++look) {
    if (value != old) return;
#ifdef __x86_64__
    __builtin_ia32_pause();
#endif
  }
  value.wait(old);
}

}  // namespace

Threads::Threads(int count) {
  for (int helper = 1; helper < count; ++helper) {
    helpers_.emplace_back([this] {
      for (unsigned seen = 0;;) {
        wait_while(call_, seen);
        ++seen;
        if (stopping_) return;
        work();
        if (working_.fetch_sub(1) == 1) working_.notify_one();
      }
    });
  }
}

Threads::~Threads() {
  stopping_ = true;
  ++call_;
  call_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

void Threads::run(int count, const std::function<void(int)>& body) {
  body_ = &body;
  count_ = count;
  next_ = 0;
  working_ = static_cast<int>(helpers_.size());
  ++call_;
  call_.notify_all();
  work();
  for (int left = working_; left > 0; left = working_) wait_while(working_, left);
}

void Threads::work() {
  for (int index = next_++; index < count_; index = next_++) (*body_)(index);
}

}  // namespace inkling
