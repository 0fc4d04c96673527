// What the boxes of strokes say by themselves.
#include "engine/number/geometry.h"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

const Box left_digit{0, 0, 60, 100}, right_digit{100, 0, 160, 100};

std::vector<bool> dots_of(const std::vector<Box>& boxes) {
  return dots(boxes, digit_height(boxes));
}

}  // namespace

TEST_CASE("A tiny stroke that lies low beside digits is a dot") {
  const Box point{76, 90, 84, 98};
  CHECK(dots_of({left_digit, point, right_digit}) == std::vector{false, true, false});
  CHECK(dots_of({left_digit, point}) == std::vector{false, true});
  CHECK(dots_of({point, right_digit}) == std::vector{true, false});
  CHECK(dots_of({left_digit, point, point, right_digit}) == std::vector{false, true, true, false});
}

TEST_CASE("What is high, wide or tall is no dot, and neither is anything without digits beside it") {
  CHECK(dots_of({left_digit, {76, 10, 84, 18}, right_digit}) == std::vector{false, false, false});
  CHECK(dots_of({left_digit, {70, 90, 96, 92}, right_digit}) == std::vector{false, false, false});
  CHECK(dots_of({left_digit, {80, 60, 81, 100}, right_digit}) == std::vector{false, false, false});
  CHECK(dots_of({{0, 0, 3, 3}, {10, 0, 13, 3}}) == std::vector{false, false});
}
