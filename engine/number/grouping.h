// Which strokes belong together: the best of all divisions of a line's strokes into groups, each stroke in
// one.
//
// The strokes are numbered along the line.  A group may leave out strokes between its own, as those of a 5 do
// whose hat reaches over the next digit, but lies within `group_window` strokes in a row.  A division's score
// is the sum over its groups, so that the best one is found exactly, by dynamic programming over the strokes
// and which of the next ones are taken already: its time grows as the number of strokes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace inkling {

constexpr size_t group_window = 8;

struct Group {
  size_t first = 0;     // its first stroke
  uint8_t members = 1;  // bit k: stroke first + k, so that bit 0 is set
  float score = 0;      // finite
  bool is_dot = false;  // a stroke alone that is no digit, whatever it looks like
};

// The indices, into `groups`, of the groups of the best division of `strokes` strokes, in the order of their
// first strokes.  groups: in the order of their first strokes; every stroke alone must be among them, so that
// there is a division.  Of equal ones the same is chosen always.
std::vector<size_t> best_grouping(size_t strokes, std::span<const Group> groups);

}  // namespace inkling
