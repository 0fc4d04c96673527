// Tells on stderr how a training goes: one line that is rewritten on a terminal, one plain line per epoch
// elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace inkling {

// One epoch, so far or as a whole.
struct EpochProgress {
  int epoch = 0, epochs = 0;        // from 1
  int64_t step = 0, steps = 0;      // of the whole training
  double images_per_second = 0;     // of training, in this epoch
  double loss = 0;                  // mean over its images
  double training_accuracy = 0;     // the same, of distorted images with dropout
  double validation_accuracy = -1;  // below 0 until the epoch is done
};

class Progress {
 public:
  explicit Progress(int64_t first_step = 0);             // those that were done before this program began
  void show(const EpochProgress& progress);              // at most ten times a second, and only on a terminal
  std::string end_epoch(const EpochProgress& progress);  // gives the line that was shown, without its end

 private:
  using Clock = std::chrono::steady_clock;
  double seconds_left(const EpochProgress& progress) const;

  const bool terminal_;
  const Clock::time_point start_ = Clock::now();
  const int64_t first_step_;
  Clock::time_point shown_{};
};

}  // namespace inkling
