// The search for the best division against all divisions there are.
#include "engine/number/grouping.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <random>

using namespace inkling;

namespace {

// The best score of all divisions of the strokes that `open` names, bit by bit.
std::optional<float> best_of_all(const std::vector<Group>& groups, uint32_t open) {
  if (open == 0) return 0.f;
  std::optional<float> best;
  for (const Group& group : groups) {
    const uint32_t members = uint32_t{group.members} << group.first;
    const bool takes_the_first = members & open & (~open + 1);
    if (!takes_the_first || (members & ~open)) continue;
    const auto rest = best_of_all(groups, open & ~members);
    if (rest && (!best || *rest + group.score > *best)) best = *rest + group.score;
  }
  return best;
}

// Scores are multiples of 1/64, so that sums are exact in any order.
std::vector<Group> random_groups(size_t strokes, std::mt19937& random) {
  std::vector<Group> groups;
  for (size_t first = 0; first < strokes; ++first)
    for (unsigned members = 1; members < 256; members += 2)
      if ((members << first) < (1u << strokes) && (members == 1 || random() % 3 == 0))
        groups.push_back(
            {first, static_cast<uint8_t>(members), static_cast<float>(random() % 1000) / 64 - 8});
  return groups;
}

}  // namespace

TEST_CASE("The best grouping is the best of all divisions, and takes every stroke once") {
  std::mt19937 random(1);
  for (size_t strokes = 1; strokes <= 11; ++strokes) {
    for (int repeat = 0; repeat < 20; ++repeat) {
      const std::vector<Group> groups = random_groups(strokes, random);
      float score = 0;
      uint32_t taken = 0;
      size_t first = 0;
      for (const size_t index : best_grouping(strokes, groups)) {
        const uint32_t members = uint32_t{groups[index].members} << groups[index].first;
        REQUIRE((taken & members) == 0);
        REQUIRE(groups[index].first >= first);
        first = groups[index].first;
        taken |= members;
        score += groups[index].score;
      }
      CHECK(taken == (1u << strokes) - 1);
      CHECK(score == best_of_all(groups, (1u << strokes) - 1));
    }
  }
}

TEST_CASE("No strokes have an empty grouping") {
  CHECK(best_grouping(0, {}).empty());
}
