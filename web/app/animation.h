// Movement: values that glide to where they belong.
#pragma once

#include <cmath>

namespace inkling::page {

// A value on its way.  It may be sent elsewhere at any time, as it is many times a second while the pen
// moves, and has all but arrived 120 ms after it was sent.
struct Glide {
  float value = 0, target = 0;

  void jump() { value = target; }

  // One frame of `milliseconds`.  True while it still moves.
  bool step(double milliseconds) {
    constexpr double time_constant = 30;
    constexpr float arrived = 0.002f;
    value += (target - value) * static_cast<float>(1 - std::exp(-milliseconds / time_constant));
    if (std::abs(target - value) >= arrived) return true;
    value = target;
    return false;
  }
};

}  // namespace inkling::page
