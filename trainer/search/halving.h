// Successive halving: many trials get a short training each, the best of them a longer one, and so on, so
// that most of the time goes to what looks best.
//
// Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", 2016,
// with any factor in place of two: one bracket of Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar,
// "Hyperband: a novel bandit-based approach to hyperparameter optimization", 2018, algorithm 1, lines 4 to 8.
#pragma once

#include <vector>

#include "engine/core/error.h"

namespace inkling::trainer {

struct Halving {
  int trials = 27;  // n: of the first rung
  int epochs = 27;  // R: of each trial of the last rung
  int factor = 3;   // eta: of the trials one in so many goes on, and trains so many times as long
  int rungs = 0;    // s + 1; 0: as many as lead from all trials to one, with an epoch or more in the first
};

struct Rung {
  int trials = 0;
  int epochs = 0;  // of each of its trials since the beginning
  bool operator==(const Rung&) const = default;
};

// Rung i of s + 1 has floor(n / eta^i) trials, and each of them floor(R / eta^(s - i)) epochs.  An error
// begins with the field's name; at most 100,000 trials and 100,000 epochs.
Result<std::vector<Rung>> rungs_of(const Halving& halving);

}  // namespace inkling::trainer
