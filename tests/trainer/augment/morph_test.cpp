#include "trainer/augment/morph.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;

namespace {

// 100 high, with a flag to the left of its top.
Ink flagged(float flag, float left = 0) {
  return {{{{left, 20}, {left + flag, 0}, {left + flag, 100}}}};
}

// How far the stroke's points are, at most, from the line that the other stroke is.
float farthest(const Stroke& stroke, const Stroke& line) {
  float most = 0;
  for (const Point point : stroke) {
    float least = std::numeric_limits<float>::max();
    for (size_t at = 1; at < line.size(); ++at) {
      const Point a = line[at - 1], b = line[at];
      const float dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
      const float along =
          square > 0 ? std::clamp(((point.x - a.x) * dx + (point.y - a.y) * dy) / square, 0.f, 1.f) : 0;
      least = std::min(least, std::hypot(point.x - a.x - along * dx, point.y - a.y - along * dy));
    }
    most = std::max(most, least);
  }
  return most;
}

}  // namespace

TEST_CASE("No share of the way leaves a drawing where it is") {
  const Ink ink = flagged(30, 5);
  const auto same = morphed(ink, flagged(10), 0);
  REQUIRE(same);
  REQUIRE(same->strokes.size() == 1);
  CHECK(farthest(same->strokes[0], ink.strokes[0]) < 1e-3f);
}

TEST_CASE("The whole way leads to the other drawing, whatever its place and size") {
  const Ink ink = flagged(30);
  Ink other = flagged(40);
  for (Point& point : other.strokes[0]) point = {7 * point.x + 300, 7 * point.y - 20};
  const auto there = morphed(ink, other, 1);
  REQUIRE(there);
  // The other one's middle comes to lie on this one's: (15, 50) instead of (20, 50).  Corners between two of
  // the 32 places are cut.
  CHECK(farthest(there->strokes[0], flagged(40, -5).strokes[0]) < 1e-3f);
  CHECK(farthest(flagged(40, -5).strokes[0], there->strokes[0]) < 2.5f);
}

TEST_CASE("Away from a drawing with a shorter flag the flag becomes longer") {
  const auto width = [](const Ink& ink) { return bounds(ink)->width(); };
  const auto towards = morphed(flagged(30), flagged(10), 0.5f),
             away = morphed(flagged(30), flagged(10), -0.5f);
  REQUIRE(towards);
  REQUIRE(away);
  CHECK_THAT(width(*towards), WithinAbs(20, 3));
  CHECK_THAT(width(*away), WithinAbs(40, 3));
  CHECK_THAT(bounds(*away)->height(), WithinAbs(100, 3));
}

TEST_CASE("Drawings that were drawn in another way are not joined") {
  const Ink ink = flagged(30);
  Ink backwards = ink, in_two = ink;
  std::ranges::reverse(backwards.strokes[0]);
  in_two.strokes.push_back({{0, 50}, {30, 50}});
  CHECK_FALSE(morphed(ink, backwards, 0.5f));
  CHECK_FALSE(morphed(ink, in_two, 0.5f));
}

TEST_CASE("Nothing comes of ink without extent, without points or with places that are no numbers") {
  const Ink ink = flagged(30);
  const float none = std::numeric_limits<float>::quiet_NaN(), most = std::numeric_limits<float>::max();
  for (const Ink& other : {Ink{}, Ink{{{}}}, Ink{{{{5, 5}}}}, Ink{{{{5, 5}, {5, 5}}}},
                           Ink{{{{none, 0}, {1, none}}}}, Ink{{{{-most, 0}, {most, 1}}}}}) {
    CHECK_FALSE(morphed(ink, other, 0.5f));
    CHECK_FALSE(morphed(other, ink, 0.5f));
  }
}
