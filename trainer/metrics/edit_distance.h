// How far a reading is from what was written.
#pragma once

#include <cstddef>
#include <span>

namespace inkling {

// The least number of labels to insert, leave out or replace that makes one sequence of the other.  Time
// grows as the product of their lengths. Source: Levenshtein, "Binary codes capable of correcting deletions,
// insertions, and reversals", 1966.
size_t edit_distance(std::span<const int> a, std::span<const int> b);

}  // namespace inkling
