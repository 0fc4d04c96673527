// The groups of strokes that may be digits, and what they score.
#pragma once

#include <span>
#include <vector>

#include "engine/core/geometry.h"
#include "engine/number/grouping.h"

namespace inkling {

// A digit has at most these; what has more is a scribble.
constexpr size_t most_strokes_of_digit = 5;

// The groups that may be digits, in the order of their first strokes, each stroke alone among them; their
// scores say what the places and sizes of the strokes say (engine/number/geometry.h).  boxes: [strokes],
// those along a line.  Strokes that are much too far apart for one digit are in no group together, and at
// most 32 groups, the likeliest, begin with one stroke.
std::vector<Group> possible_groups(std::span<const Box> boxes);

// How much a group looks like a digit at all: the weighted logarithms of the probabilities that it is its
// likeliest label and that it is any, at most 0.  probabilities: [labels], those of a
// part (engine/reading/reading.h).
float digit_score(std::span<const float> probabilities);

}  // namespace inkling
