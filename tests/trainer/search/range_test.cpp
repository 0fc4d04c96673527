#include "trainer/search/range.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <map>

using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;

namespace {

constexpr uint32_t trials = 20'000;

Range range(const char* text, RangeOf what = RangeOf::numbers) {
  const auto parsed = range_from_text("key", text, what);
  REQUIRE(parsed);
  return *parsed;
}

// The share of trials whose value is below `bound`; all have to be within the range.
double share_below(const Range& drawn_from, double bound) {
  const auto& interval = std::get<Interval>(drawn_from.values);
  int below = 0;
  for (uint32_t trial = 0; trial < trials; ++trial) {
    const double value = std::stod(drawn(drawn_from, 1, trial));
    REQUIRE(value >= interval.least);
    REQUIRE(value <= interval.most);
    below += value < bound;
  }
  return below / double{trials};
}

}  // namespace

TEST_CASE("Numbers are drawn evenly, or evenly on a logarithmic scale") {
  // Five standard errors of a share from so many trials are at most 0.018.
  CHECK_THAT(share_below(range("2:10"), 4), WithinAbs(0.25, 0.018));
  CHECK_THAT(share_below(range("0.001:0.1:log"), 0.01), WithinAbs(0.5, 0.018));
  CHECK_THAT(share_below(range("-1:1"), 0), WithinAbs(0.5, 0.018));
}

TEST_CASE("Whole numbers and choices come equally often, the bounds too") {
  for (const Range& one : {range("1:4", RangeOf::whole_numbers), range("1|2|3|4", RangeOf::other)}) {
    std::map<std::string, int> counts;
    for (uint32_t trial = 0; trial < trials; ++trial) ++counts[drawn(one, 1, trial)];
    REQUIRE(counts.size() == 4);
    for (const auto& [value, count] : counts) CHECK_THAT(count / double{trials}, WithinAbs(0.25, 0.018));
  }
  // Of whole numbers on a logarithmic scale 1 is as likely as 2 and 3 together.
  const Range powers = range("1:7:log", RangeOf::whole_numbers);
  CHECK_THAT(share_below(powers, 2), WithinAbs(1. / 3, 0.018));
  CHECK_THAT(share_below(powers, 4), WithinAbs(2. / 3, 0.018));
}

TEST_CASE("A trial's value depends on the range, the seed and the trial alone") {
  const Range rate = range("0.001:0.1:log");
  CHECK(drawn(rate, 1, 5) == drawn(rate, 1, 5));
  CHECK(drawn(rate, 1, 5) != drawn(rate, 1, 6));
  CHECK(drawn(rate, 1, 5) != drawn(rate, 2, 5));
  Range other = rate;
  other.key = "another";
  CHECK(drawn(rate, 1, 5) != drawn(other, 1, 5));
}

TEST_CASE("Ranges that say nothing are refused with key, text and reason") {
  const auto refused = [](const char* text, RangeOf what) {
    const auto parsed = range_from_text("dropout", text, what);
    REQUIRE(!parsed);
    CHECK(parsed.error().message.starts_with("dropout \"" + std::string(text) + "\": "));
    return parsed.error().message;
  };
  for (const char* text : {"", "0.1", "0.1:0.2:0.3", "0.1:0.2:ln", "a:b", "0.2:0.1", "0.1:0.1", "0:1:log",
                           "0:inf", "nan:1", "1|", "|", "0x1:2", " 0:1"})
    refused(text, RangeOf::numbers);
  refused("0.5:2", RangeOf::whole_numbers);
  refused("1:1e300", RangeOf::whole_numbers);
  refused("5x5:16", RangeOf::other);
}
