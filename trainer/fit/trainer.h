// Trains a network, one batch at a time.  Owns no thread, loop, clock or file: the caller does.
//
//   auto trainer = Trainer::create(recipe, std::move(training));
//   while (!trainer->finished()) trainer->step(parallel_for);
//   std::vector<float> logits = trainer->logits(validation.glyphs, parallel_for);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "trainer/data/dataset.h"
#include "trainer/fit/recipe.h"
#include "trainer/network/network.h"
#include "trainer/optimise/adam.h"

namespace inkling::trainer {

// All that changes while training.  With the same recipe and data a trainer that takes over this state goes
// on to the same bits.
struct TrainerState {
  int64_t step = 0;                             // batches done
  AlignedVector<float> parameters, statistics;  // of the network
  AdamMoments<float> moments;

  bool operator==(const TrainerState&) const = default;
};

// Calls visit(name, field) for every field of a state, so that whoever writes states down misses none.
template <class State, class Visit>
void for_each_field(State& state, Visit visit) {
  visit("step", state.step);
  visit("parameters", state.parameters);
  visit("statistics", state.statistics);
  visit("moments.first", state.moments.first);
  visit("moments.second", state.moments.second);
}

struct BatchResult {
  int images = 0;
  int correct = 0;         // of the distorted images, with dropout: lower than outside of training
  double loss = 0;         // the sum over the images
  std::string not_finite;  // empty, or what was the first to be no finite number: the training has diverged
};

class Trainer {
 public:
  // Fails when the recipe makes no sense or the data is less than one batch.
  static Result<Trainer> create(Recipe recipe, Dataset training);

  // One batch.  Not to be called once finished().  When something is not finite the step is not made: neither
  // step() nor the parameters change.
  BatchResult step(const ParallelFor& parallel_for);
  bool finished() const { return step_ >= steps(); }

  int64_t step() const { return step_; }
  int64_t steps() const { return steps_per_epoch() * recipe_.epochs; }
  int64_t steps_per_epoch()
      const;  // whole batches: the few samples beyond the last one sit out, others each epoch
  float learning_rate() const { return learning_rate_; }  // of the last step

  // Outside of training: [glyphs, classes].
  std::vector<float> logits(std::span<const Glyph> glyphs, const ParallelFor& parallel_for);

  TrainerState state() const;
  // Fails when the state belongs to another network.
  Result<void> restore(const TrainerState& state);

  const Recipe& recipe() const { return recipe_; }
  const Network<float>& network() const { return network_; }

 private:
  Trainer(Recipe recipe, Dataset training, Network<float> network);
  void begin_epoch(uint32_t epoch);

  Recipe recipe_;
  Dataset training_;
  Network<float> network_;
  AdamMoments<float> moments_;
  int64_t step_ = 0;
  float learning_rate_ = 0;
  int64_t ordered_epoch_ = -1;   // the epoch that order_ is for
  std::vector<uint32_t> order_;  // [samples]
};

}  // namespace inkling::trainer
