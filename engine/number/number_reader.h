// Reads a number: ink of several digits, beside each other on one line, becomes a string.
//
//   NumberReader reader(recogniser);
//   reader.add(stroke);                      // each as the pen leaves the paper; undo() takes the last one
//   back Result<Reading> reading = reader.read();
//
// Strokes are grouped into digits wherever and whenever they were written: the bar of a 7 may come after the
// digits behind it.  Of all groupings that one is taken whose digits have the highest sum of: the network's
// log-probability of their likeliest label, what the places and sizes of their strokes say
// (engine/number/geometry.h), and how much they look like a digit at all.  The search is exact and lazy: a
// group nobody has read counts as read with certainty, the groups of the best grouping are read in one batch,
// and that is repeated until all of them were. Readings are kept, so that a further stroke costs the reading
// of the few groups it makes likely.
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "engine/number/candidates.h"
#include "engine/reading/recogniser.h"

namespace inkling {

// More than anybody writes on a line; keeps time and memory bounded.
constexpr size_t most_strokes = 256;
class NumberReader {
 public:
  // The recogniser must outlive the reader and keep its weights.
  explicit NumberReader(Recogniser& recogniser);

  // One more stroke, in any unit, y growing downwards.  Refused, and nothing changes: a stroke without a
  // point, with coordinates that are not finite or beyond 1e9, and one more than most_strokes.
  Result<void> add(Stroke stroke);
  // Takes the last stroke back; nothing happens without one.
  void undo();
  void clear();
  // The strokes become those of the ink.  What it begins with as the strokes before is kept, and its readings
  // with it.  Strokes without a point are passed over.  When one is refused, those before it stay.
  Result<void> set(const Ink& ink);

  // The number, its digits from left to right; an empty reading without strokes.  The reading is rejected
  // when one of its digits is, or when there is a dot among them, which counts as a digit of probability 0,
  // nearly.  Fails when memory runs out.
  Result<Reading> read();

  // The strokes, numbered as they were added, of each digit of the number that read() gave last.
  const std::vector<std::vector<size_t>>& groups() const { return groups_; }

 private:
  // The strokes of a group in descending order, 1 more than their number; 0 behind the last.
  using Key = std::array<uint16_t, most_strokes_of_digit>;
  struct Hash {
    size_t operator()(const Key& key) const;
  };
  // Of a group that was read.
  struct Read {
    std::vector<float> logits;  // [labels]
    float score = 0;            // digit_score()
  };
  struct Candidates;

  static std::vector<size_t> strokes_of(const Key& key);  // in the order they were written in
  Candidates candidates() const;
  Result<void> read_groups(const std::vector<Key>& keys);

  Recogniser* recogniser_;
  Ink ink_;
  std::vector<Box> boxes_;  // [strokes]
  std::unordered_map<Key, Read, Hash> read_;
  std::vector<std::vector<size_t>> groups_;
};

}  // namespace inkling
