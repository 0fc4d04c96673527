// Runs a training in a run's folder: what it measures, its checkpoints and its log are kept there.
#pragma once

#include "trainer/cli/run/checkpoints.h"
#include "trainer/cli/run/run_folder.h"
#include "trainer/session/training.h"

namespace inkling {

struct LoopOptions {
  int patience = 0;  // epochs without a better validation after which the training stops; 0: never
  int64_t checkpoint_every = 0;  // batches between checkpoints within an epoch; 0: only after each epoch
};

// What a run's log says in the end when numbers stopped being finite.
constexpr const char* diverged_sentence = "The training has diverged";

// Trains from `at`, which is moved on, to the end.  Stops with an error that says where and what to do when
// numbers stop being finite or a file cannot be written; the checkpoints on disk then stay as they are.
Result<void> run_training(const RunFolder& folder, trainer::Trainer& trainer,
                          const trainer::Dataset& validation, const trainer::ParallelFor& parallel_for,
                          const LoopOptions& options, trainer::Checkpoint& at);

}  // namespace inkling
