#include "trainer/cli/threads.h"

namespace inkling {

Threads::Threads(int count) {
  for (int helper = 1; helper < count; ++helper) {
    helpers_.emplace_back([this] {
      for (unsigned seen = 0;;) {
        call_.wait(seen);
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
  for (int left = working_; left > 0; left = working_) working_.wait(left);
}

void Threads::work() {
  for (int index = next_++; index < count_; index = next_++) (*body_)(index);
}

}  // namespace inkling
