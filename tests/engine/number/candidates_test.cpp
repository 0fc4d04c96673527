// Which groups of strokes are tried as digits.
#include "engine/number/candidates.h"

#include <algorithm>
#include <bit>
#include <catch2/catch_test_macros.hpp>

using namespace inkling;

namespace {

// Bars 100 tall, their left edges there.
std::vector<Box> bars(std::initializer_list<float> lefts) {
  std::vector<Box> boxes;
  for (const float left : lefts) boxes.push_back({left, 0, left + 10, 100});
  return boxes;
}

bool tried(const std::vector<Group>& groups, size_t first, unsigned members) {
  return std::ranges::any_of(
      groups, [&](const Group& group) { return group.first == first && group.members == members; });
}

}  // namespace

TEST_CASE("Strokes close together are tried as one digit, and each alone") {
  const auto groups = possible_groups(bars({0, 15}));
  CHECK(groups.size() == 3);
  CHECK(tried(groups, 0, 0b01));
  CHECK(tried(groups, 0, 0b11));
  CHECK(tried(groups, 1, 0b01));
}

TEST_CASE("Strokes much too far apart for one digit are only tried alone") {
  const auto groups = possible_groups(bars({0, 400, 800, 1200}));
  CHECK(groups.size() == 4);
  for (size_t stroke = 0; stroke < 4; ++stroke) CHECK(tried(groups, stroke, 0b01));
}

TEST_CASE("A stroke that no digit looks like is tried alone, so that every line has a division") {
  const std::vector<Box> boxes = {{0, 0, 10, 100}, {5000, 0, 9000, 4000}, {20000, 50, 20000, 50}};
  const auto groups = possible_groups(boxes);
  for (size_t stroke = 0; stroke < boxes.size(); ++stroke) CHECK(tried(groups, stroke, 0b01));
}

TEST_CASE("Of many strokes in one place at most 32 groups begin with one, none of more than five strokes") {
  const auto groups = possible_groups(bars({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  for (size_t stroke = 0; stroke < 10; ++stroke) {
    CHECK(std::ranges::count(groups, stroke, &Group::first) <= 32);
    CHECK(tried(groups, stroke, 0b01));
  }
  for (const Group& group : groups) CHECK(std::popcount(group.members) <= 5);
}
