// Tells on stderr how a training goes: one line that is rewritten on a terminal, one plain line per epoch
// elsewhere.
#pragma once

#include <chrono>
#include <cstdint>

namespace inkling {

// One epoch, so far or as a whole.
struct EpochProgress {
  int epoch = 0, epochs = 0;        // from 1
  int64_t step = 0, steps = 0;      // of the whole training
  int64_t images = 0;               // seen in this epoch
  double loss = 0;                  // mean over these images
  double training_accuracy = 0;     // the same, of distorted images with dropout
  double validation_accuracy = -1;  // below 0 until the epoch is done
};

class Progress {
 public:
  Progress();
  void show(const EpochProgress& progress);  // at most ten times a second, and only on a terminal
  void end_epoch(const EpochProgress& progress);

 private:
  using Clock = std::chrono::steady_clock;
  double images_per_second(const EpochProgress& progress) const;
  double seconds_left(const EpochProgress& progress) const;

  const bool terminal_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point epoch_start_ = start_, shown_{};
};

}  // namespace inkling
