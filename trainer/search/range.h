// The values that a search draws from, and the drawing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/core/error.h"

namespace inkling::trainer {

// Every number from `least` to `most`, each as likely, or on a logarithmic scale.
struct Interval {
  double least = 0, most = 0;
  bool logarithmic = false, whole = false;
};

struct Range {
  std::string key;                                          // of the configuration
  std::string text;                                         // as it was written
  std::variant<Interval, std::vector<std::string>> values;  // an interval, or what is chosen from
};

enum class RangeOf { whole_numbers, numbers, other };

// LOW:HIGH or LOW:HIGH:log for numbers, A|B|C for anything.  An error begins with the key.
Result<Range> range_from_text(std::string_view key, std::string_view text, RangeOf what);

// The value of a trial, as it would be written after a flag; numbers have four significant digits.  It
// depends on nothing but the range, the seed and the trial's number: neither on other ranges nor on other
// trials.
std::string drawn(const Range& range, uint64_t seed, uint32_t trial);

}  // namespace inkling::trainer
