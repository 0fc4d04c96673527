// A training from its beginning, or from a checkpoint, to its end: batches, the validation after each epoch,
// the best state so far, early stopping.  Whoever runs it lends threads and a clock, and does what is to be
// done between two batches: show, write down, pause or end it.  The command line does so with files and a
// bar, a worker with messages.
//
// Do this:
//   Training training(trainer, validation, patience, at, seconds);
//   while (training.goes_on()) {
//     const TrainingEvent event = training.step(parallel_for);
//     …
//   }
#pragma once

#include <functional>
#include <string>

#include "trainer/parallel.h"
#include "trainer/session/checkpoint.h"

namespace inkling::trainer {

// One epoch, so far or as a whole.
struct EpochProgress {
  int epoch = 0, epochs = 0;        // from 1
  int64_t step = 0, steps = 0;      // batches of the whole training
  double images_per_second = 0;     // of training, in this epoch
  double loss = 0;                  // mean over its images
  double training_accuracy = 0;     // the same, of distorted images with dropout
  double validation_accuracy = -1;  // below 0 until the epoch is done
};

// What a step came to.
struct TrainingEvent {
  enum class Kind {
    batch,     // one more is learned
    epoch,     // and it was the last of its epoch: checkpoint().metrics has one more
    diverged,  // numbers are not finite any more; checkpoint() stays as it was after the last epoch
  };
  Kind kind = Kind::batch;
  EpochProgress progress;
  bool is_best = false;  // of an epoch: none before it was better
  std::string reason;    // of divergence: where, and what is not finite
};

class Training {
 public:
  // Goes on from `at`, whose state the trainer has, and moves it on.  patience: epochs without a better
  // validation after which the training stops; 0: never.  seconds: the time by any clock.  All that is given
  // here has to outlive this.
  Training(Trainer& trainer, const Dataset& validation, int patience, Checkpoint& at,
           std::function<double()> seconds);

  // Whether there is another step: false at the end, when patience is at an end, and after divergence.
  bool goes_on() const;
  // Whether it ended before its last epoch because no validation was better.
  bool stopped_early() const;

  TrainingEvent step(const ParallelFor& parallel_for);

  int64_t epoch() const { return static_cast<int64_t>(at_.metrics.size()) + 1; }  // under way, from 1
  // Where it stands now, also within an epoch.
  const Checkpoint& checkpoint();

 private:
  TrainingEvent end_epoch(const ParallelFor& parallel_for);
  TrainingEvent diverged(std::string reason);
  EpochProgress progress() const;

  Trainer& trainer_;
  const Dataset& validation_;
  const int patience_;
  Checkpoint& at_;
  const std::function<double()> seconds_;
  bool has_diverged_ = false;
};

}  // namespace inkling::trainer
