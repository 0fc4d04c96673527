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
#include "trainer/session/adaptation.h"
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

// For an adaptation (trainer/session/adaptation.h): the keys new-labels and, of AdaptationOptions, epochs,
// learning-rate, replay-share, batch, augment and seed.
struct AdaptingOptions {
  AdaptationOptions adaptation;
  std::vector<std::string> new_labels;
};
Result<AdaptingOptions> adapting_options_from_json(std::string_view text);

// What samples are for.  The last two are an adaptation's alone: old ones to be replayed, and what is none of
// the labels.
enum class Role { training, validation, replay, outsiders };

class MemoryTraining {
 public:
  // Fails when the options make no sense.
  static Result<MemoryTraining> create(TrainingOptions options);
  // Of finished weights, which go on in the same numbers.
  static Result<MemoryTraining> adapting(std::span<const uint8_t> weights, const AdaptingOptions& options);

  // Adds those of the samples that have one of the classes' labels, as outsiders the others.  Before start()
  // only.
  void add(Samples samples, Role role);
  // What could not be used of all that was added.
  const std::vector<LeftOut>& left_out() const { return left_out_; }

  // Fails when there are too few samples.  An adaptation without samples to validate on validates on those it
  // learns.  seconds: the time by any clock.  From here on it must not be moved.
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
  Result<Trainer> made_trainer();

  TrainingOptions options_;
  Recipe recipe_;
  std::shared_ptr<const Model> model_;  // to go on from; null: from random weights
  AdaptationOptions adaptation_;
  Dataset samples_, validation_, replayed_;
  std::vector<LeftOut> left_out_;
  std::optional<Trainer> trainer_;  // then it has the samples to train on
  Checkpoint at_;
  std::function<double()> seconds_;
  std::optional<Training> training_;
};

}  // namespace inkling::trainer
