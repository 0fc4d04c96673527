#include "trainer/augment/ones.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;

namespace {

constexpr uint32_t trials = 2000;
const Ink plain{{{{7, 0}, {7, 30}, {7, 100}}}};

Ink flagged(const Ink& one, uint32_t item) {
  Random random(1, Purpose::strokes, 0, item);
  return flagged_one(one, 0.4f, random);
}

bool same(Point a, Point b) {
  return a.x == b.x && a.y == b.y;
}

bool same(const Ink& a, const Ink& b) {
  return std::ranges::equal(a.strokes, b.strokes, [](const Stroke& left, const Stroke& right) {
    return std::ranges::equal(left, right, [](Point p, Point q) { return same(p, q); });
  });
}

bool is_foot(const Stroke& stroke) {
  const Point left = stroke.front(), right = stroke.back();
  return left.y == 100 && right.y == 100 && left.x <= -3 && left.x >= -33 && right.x >= 17 && right.x <= 47;
}

}  // namespace

TEST_CASE("Every third plain 1 gets a flag that leads from the left to its top, and some get a foot") {
  double flags = 0, first = 0, last = 0, feet = 0;
  for (uint32_t item = 0; item < trials; ++item) {
    Ink one = flagged(plain, item);
    if (same(one, plain)) continue;
    ++flags;
    std::vector<Stroke>& strokes = one.strokes;
    if (strokes.size() > 1 && is_foot(strokes.back())) {
      ++feet;
      strokes.pop_back();
    }
    Stroke flag{strokes[0].front(), {7, 0}};
    if (strokes.size() == 2) {
      const bool leads = strokes[0].size() == 2;
      (leads ? first : last) += 1;
      flag = strokes[leads ? 0 : 1];
      strokes.erase(strokes.begin() + !leads);
    } else {
      strokes[0].erase(strokes[0].begin());
    }
    REQUIRE(same(one, plain));
    REQUIRE(flag.size() == 2);
    REQUIRE(same(flag.back(), {7, 0}));
    REQUIRE(flag.front().x < 7);
    const float size = std::hypot(flag.front().x - 7, flag.front().y);
    REQUIRE(size >= 8 - 1e-3f);  // a fifth of the longest, 0.4 of the line's 100
    REQUIRE(size <= 40 + 1e-3f);
  }
  // Give or take four standard errors.
  CHECK_THAT(flags, WithinAbs(trials / 3., 85));
  CHECK_THAT(first, WithinAbs(0.15 * flags, 37));
  CHECK_THAT(last, WithinAbs(0.15 * flags, 37));
  CHECK_THAT(feet, WithinAbs(0.2 * flags, 41));
}

TEST_CASE("What is no plain line drawn downwards gets no flag") {
  Ink upwards = plain, crossed = plain;
  std::ranges::reverse(upwards.strokes[0]);
  crossed.strokes.push_back({{0, 50}, {20, 50}});
  const Ink curved{{{{100, 0}, {87, 50}, {50, 87}, {0, 100}}}};
  for (const Ink& other : {upwards, crossed, curved, Ink{}, Ink{{{{5, 5}}}}, Ink{{{{5, 5}, {5, 5}}}}})
    for (uint32_t item = 0; item < 20; ++item) REQUIRE(same(flagged(other, item), other));
}
