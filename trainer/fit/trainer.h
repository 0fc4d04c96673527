// Trains a network, one batch at a time.  Owns no thread, loop, clock or file: the caller does.
//
//   auto trainer = Trainer::create(recipe, std::move(training));
//   while (!trainer->finished()) trainer->step(parallel_for);
//   std::vector<float> logits = trainer->logits(validation, parallel_for);
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/network/model.h"
#include "trainer/data/dataset.h"
#include "trainer/data/relatives.h"
#include "trainer/fit/recipe.h"
#include "trainer/network/network.h"
#include "trainer/random.h"

namespace inkling::trainer {

// All that changes while training.  With the same recipe and data a trainer that takes over this state goes
// on to the same bits.
struct TrainerState {
  int64_t step = 0;                             // batches done
  AlignedVector<float> parameters, statistics;  // as trained
  Moments<float> moments;
  AlignedVector<float> average_parameters, average_statistics;  // empty without EMA
  Plateau plateau;

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
  visit("average.parameters", state.average_parameters);
  visit("average.statistics", state.average_statistics);
  visit("plateau.least_loss", state.plateau.least_loss);
  visit("plateau.epochs_since", state.plateau.epochs_since);
  visit("plateau.scale", state.plateau.scale);
}

struct BatchResult {
  int images = 0;
  int correct = 0;         // of the distorted images, with dropout: lower than outside of training
  double loss = 0;         // the sum over the images, with label smoothing
  std::string not_finite;  // empty, or what was the first to be no finite number: the training has diverged
};

// What a teacher is asked about a batch.
struct Question {
  std::span<const float> inputs;      // [images, 28, 28, planes], distorted, with the path as it was written
  std::span<const uint32_t> samples;  // [images], which draws of the training data they were
  uint32_t distortion = 0;            // in which of their versions; the same two numbers, the same input
};

// Whom distillation learns from: writes the logits [images, outputs].  The same question has to give the same
// bits whatever the number of threads.
using Teacher = std::function<void(const Question&, std::span<float> logits, const ParallelFor&)>;

class Trainer {
 public:
  // Fails when the recipe or the mixture makes no sense or an epoch is less than one batch.  Without a
  // teacher the labels alone are learned from.  start: the model of one network to go on from, whose labels
  // are the data's first; the recipe's layers are then those of trainer/network/unfold.h.  Without one it
  // begins with random weights.
  static Result<Trainer> create(Recipe recipe, Dataset training, Teacher teacher = {},
                                const Model* start = nullptr);

  // One batch.  Not to be called once finished().  When something is not finite the step is not made: neither
  // step() nor the parameters change.
  BatchResult step(const ParallelFor& parallel_for);
  bool finished() const { return step_ >= steps(); }

  // To be called once after each epoch, before the next step: the plateau schedule lives on it.
  void report_validation_loss(double loss) { report_loss(plateau_, recipe_.schedule, loss); }

  int64_t step() const { return step_; }
  int64_t steps() const { return steps_per_epoch() * recipe_.epochs; }
  int64_t steps_per_epoch()
      const;  // whole batches: the few samples beyond the last one sit out, others each epoch
  float learning_rate() const { return learning_rate_; }  // of the last step

  // Outside of training, with network(), its weights rounded if the recipe says so: [samples, outputs].
  // Glyphs alone are read without the pen's path.
  std::vector<float> logits(const Dataset& data, const ParallelFor& parallel_for);
  std::vector<float> logits(std::span<const Glyph> glyphs, const ParallelFor& parallel_for);

  TrainerState state() const;
  // Fails when the state belongs to another network.
  Result<void> restore(const TrainerState& state);

  const Recipe& recipe() const { return recipe_; }
  // What is to be evaluated and exported: with EMA the averages, of parameters and of batch norm's statistics
  // alike.
  const Network<float>& network() const { return network_; }

 private:
  Trainer(Recipe recipe, Dataset training, Network<float> network, Teacher teacher);
  void begin_epoch(uint32_t epoch);
  uint32_t distortion_of(uint32_t epoch) const;
  uint64_t seed_of_distortions() const;
  Seen seen_of(uint32_t draw, uint32_t epoch) const;
  void write_input(uint32_t draw, uint32_t epoch, std::span<float> input) const;
  bool has_strokes(uint32_t draw) const;
  bool is_one(size_t sample) const;
  Ink ink_of(size_t sample, Random& random) const;
  void change_path(uint32_t draw, uint32_t epoch, std::span<float> input) const;
  std::vector<float> logits(size_t count, const std::function<void(size_t at, std::span<float> input)>& write,
                            const ParallelFor& parallel_for);
  BatchResult find_gradients(const BatchContext& context, const ParallelFor& parallel_for);
  void take_losses(const BatchContext& context, BatchResult& result);
  void update_network();
  void exchange_averages();

  Recipe recipe_;
  Dataset training_;
  Relatives relatives_;  // of its samples, if they are to be morphed
  Network<float> network_;
  Teacher teacher_;
  std::vector<float> teacher_logits_;  // [batch, outputs]; empty without a teacher
  std::vector<float> as_written_;      // [batch, 28, 28, planes], what it sees; empty without one
  Moments<float> moments_;
  // With EMA: the values as trained while the network holds the averages, between steps, and the other way
  // round within a step.  Otherwise empty.
  AlignedVector<float> other_parameters_, other_statistics_;
  Plateau plateau_;
  int64_t step_ = 0;
  float learning_rate_ = 0;
  int64_t ordered_epoch_ = -1;   // the epoch that order_ is for
  std::vector<uint32_t> order_;  // its draws (trainer/data/mixture.h)
};

}  // namespace inkling::trainer
