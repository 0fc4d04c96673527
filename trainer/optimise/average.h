// The exponential moving average of the parameters (EMA): smoother than the last step's, and often better.
// Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace inkling::trainer {

// The share of the average that stays when the values after step 0, 1, 2 … come in: little at first, so that
// the random start is soon forgotten, as in TensorFlow's ExponentialMovingAverage with num_updates.
inline double kept_share(float decay, int64_t step) {
  if (step == 0) return 0;
  const double steps = static_cast<double>(step);
  return std::min(double{decay}, (1 + steps) / (10 + steps));
}

template <class Scalar>
void update_average(float decay, int64_t step, std::span<const Scalar> values, std::span<Scalar> average) {
  const Scalar kept = static_cast<Scalar>(kept_share(decay, step));
  for (size_t at = 0; at < values.size(); ++at) {
    average[at] = kept * average[at] + (1 - kept) * values[at];
  }
}

}  // namespace inkling::trainer
