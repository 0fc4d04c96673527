// Tells on stderr how a training goes: one line that is rewritten on a terminal, one plain line per epoch
// elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "trainer/session/training.h"

namespace inkling {

class Progress {
 public:
  explicit Progress(int64_t first_step = 0);          // those that were done before this program began
  void show(const trainer::EpochProgress& progress);  // at most ten times a second, and only on a terminal
  std::string end_epoch(
      const trainer::EpochProgress& progress);  // gives the line that was shown, without its end

 private:
  using Clock = std::chrono::steady_clock;
  double seconds_left(const trainer::EpochProgress& progress) const;

  const bool terminal_;
  const Clock::time_point start_ = Clock::now();
  const int64_t first_step_;
  Clock::time_point shown_{};
};

}  // namespace inkling
