// Schedules: the learning rate of each step.  Their values are those of PyTorch's schedulers.
#pragma once

#include <cstdint>
#include <limits>

namespace inkling::trainer {

enum class ScheduleKind {
  constant,
  step,       // times `factor` after every `epochs` epochs (StepLR)
  cosine,     // down to 0 along half a cosine (CosineAnnealingLR, each step).  Loshchilov and Hutter,
              // "SGDR", 2017
  one_cycle,  // up along a cosine from a 25th over the first 30 % of the steps, then down along a cosine to a
              // 250,000th (OneCycleLR).  Smith and Topin, "Super-convergence", 2018
  plateau,    // times `factor` when the validation loss has not fallen for more than `epochs` epochs
              // (ReduceLROnPlateau)
};

struct Schedule {
  ScheduleKind kind = ScheduleKind::one_cycle;
  int epochs = 5;       // of step and plateau
  float factor = 0.1f;  // of step and plateau
};

// What the plateau schedule remembers.
struct Plateau {
  double least_loss = std::numeric_limits<double>::max();
  int64_t epochs_since = 0;  // it fell, or the rate did
  double scale = 1;          // of the learning rate

  bool operator==(const Plateau&) const = default;
};

// After an epoch: its validation loss.  A fall by less than 0.01 % is none.
void report_loss(Plateau& plateau, const Schedule& schedule, double loss);

// Where a training is.
struct Position {
  int64_t step = 0, steps = 1;  // done; of the whole training
  int64_t steps_per_epoch = 1;
};

// highest: the learning rate of the recipe, from which all schedules fall (one_cycle also rises to it).
float scheduled_rate(const Schedule& schedule, float highest, const Position& at, const Plateau& plateau);

}  // namespace inkling::trainer
