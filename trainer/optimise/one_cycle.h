// The one-cycle learning rate: up along a cosine from peak / 25 over the first 30 % of the steps, then down
// along a cosine to peak / 250,000.  Smith and Topin, "Super-convergence", 2018; the shape is PyTorch's
// OneCycleLR.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace inkling::trainer {

// step: 0 to steps - 1.
inline float one_cycle(float peak, int64_t step, int64_t steps) {
  const double first = peak / 25.0, last = first / 1e4;
  const double turn = 0.3 * static_cast<double>(steps) - 1, end = static_cast<double>(steps) - 1;
  const double at = static_cast<double>(step);
  const auto cosine = [](double from, double to, double share) {
    return to + (from - to) / 2 * (1 + std::cos(std::numbers::pi * share));
  };
  if (at <= turn) return static_cast<float>(cosine(first, peak, at / turn));
  return static_cast<float>(cosine(peak, last, end > turn ? (at - turn) / (end - turn) : 1));
}

}  // namespace inkling::trainer
