// What the places and sizes of strokes say about which of them make one digit, without reading any.
//
// All of it is in logarithms of odds, so that it adds up with the network's log-probabilities, and relative
// to the line's own digit height, so that no unit matters.  The constants come from lines composed of real
// digits by writers of the folds 2 to 4 (tools/compose-numbers.mjs), roomy and crowded ones: from a logistic
// regression over pairs of strokes, then moved a little to group best together with the readings of two
// networks.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/core/geometry.h"

namespace inkling {

// The smallest box around both.
inline Box joined(const Box& a, const Box& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

// How tall the digits of a line are, in the ink's unit and above 0, from the boxes [strokes] of its strokes:
// half of all the height drawn is in strokes at least as tall, so that bars and dots do not count.  At least
// one box.
float digit_height(std::span<const Box> strokes);

// The logarithm of the odds that two strokes belong to one digit, from -7 to 14.  `height` is
// digit_height().
float affinity(const Box& a, const Box& b, float height);

// Which strokes are dots, as the point of 3.14 is: tiny, both ways, against the digits, and lower than the
// middle of the digits beside them.  boxes: [strokes], those along a line; `height` is their digit_height().
std::vector<bool> dots(std::span<const Box> boxes, float height);

// What is taken off a digit, from -10 to 0, for a box that no digit of the line would have: flat, tiny, huge.
float size_score(const Box& digit, float height);

}  // namespace inkling
