// One training from samples in memory: options and data in, weights and states out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/error.h"
#include "trainer/data/collect.h"
#include "trainer/fit/recipe_options.h"
#include "trainer/session/training.h"

namespace inkling::trainer {

struct TrainingOptions {
  RecipeOptions recipe;
  std::vector<std::string> classes;   // the labels to tell apart
  std::string weight_format = "f16";  // f32, f16 or i8
  uint64_t validation = 0;            // so many of the samples to train on are held out instead
  uint64_t split_seed = 1;            // which
};

// Of a JSON object.  Errors name the key.
Result<TrainingOptions> options_from_json(std::string_view text);

class MemoryTraining {
 public:
  // Fails when the options make no sense.
  static Result<MemoryTraining> create(TrainingOptions options);

  // Adds those of the samples that have one of the classes' labels, to train on or to validate on.  Before
  // start() only.
  void add(Samples samples, bool validates);
  // What could not be used of all that was added.
  const std::vector<LeftOut>& left_out() const { return left_out_; }

  // Fails when there are too few samples.  seconds: the time by any clock.  From here on it must not be
  // moved.
  Result<void> start(std::function<double()> seconds);

  // All below only after start().  So many batches, but none beyond the end of the epoch; what the last one
  // came to.  Fails when the training is over, or has diverged.
  Result<TrainingEvent> step(int batches);
  std::vector<uint8_t> weights();
  // A checkpoint (trainer/session/checkpoint.h), and from one of the same options and samples on.
  std::vector<uint8_t> state();
  Result<void> restore(std::span<const uint8_t> state);

  bool started() const { return training_.has_value(); }
  float learning_rate() const { return trainer_->learning_rate(); }
  const EpochMetrics& last_epoch() const { return at_.metrics.back(); }
  size_t validation_samples() const { return validation_.size(); }

 private:
  MemoryTraining(TrainingOptions options, Recipe recipe);
  Dataset none() const;  // of the classes

  TrainingOptions options_;
  Recipe recipe_;
  Dataset samples_, validation_;
  std::vector<LeftOut> left_out_;
  std::optional<Trainer> trainer_;  // then it has the samples to train on
  Checkpoint at_;
  std::function<double()> seconds_;
  std::optional<Training> training_;
};

}  // namespace inkling::trainer
