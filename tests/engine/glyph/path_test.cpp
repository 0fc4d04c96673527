#include "engine/glyph/path.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "engine/reading/recogniser.h"

using namespace inkling;
using Catch::Matchers::WithinAbs;

namespace {

using Values = std::array<float, glyph_size>;  // [28, 28]

// A two: an arc, then a slanted line, then a line along the ground.
Point place_on_two(float way) {
  if (way < 1) {
    const float angle = std::numbers::pi_v<float> * (1.1f * way - 1);
    return {30 + 25 * std::cos(angle), 30 + 25 * std::sin(angle)};
  }
  const Point from = place_on_two(0.9999f);
  if (way < 2) return {from.x + (way - 1) * (5 - from.x), from.y + (way - 1) * (90 - from.y)};
  return {5 + 55 * (way - 2), 90};
}

// `points` of them: evenly spread, or with a pen that is slower and slower.
Ink two(int points, bool even = true) {
  Stroke stroke;
  for (int at = 0; at < points; ++at) {
    const float share = static_cast<float>(at) / static_cast<float>(points - 1);
    stroke.push_back(place_on_two(3 * (even ? share : std::sqrt(share))));
  }
  return {{stroke}};
}

Ink moved(Ink ink, float scale, float x, float y) {
  for (Stroke& stroke : ink.strokes)
    for (Point& point : stroke) point = {scale * point.x + x, scale * point.y + y};
  return ink;
}

PathPlanes planes_of(const Ink& ink) {
  const auto seen = see(ink);
  REQUIRE(seen);
  return path_planes(*seen);
}

float largest_difference(const Values& a, const Values& b, float sign = 1) {
  float largest = 0;
  for (size_t at = 0; at < a.size(); ++at) largest = std::max(largest, std::abs(a[at] - sign * b[at]));
  return largest;
}

float largest_difference(const PathPlanes& a, const PathPlanes& b) {
  return std::max(
      {largest_difference(a.x, b.x), largest_difference(a.y, b.y), largest_difference(a.time, b.time)});
}

bool all_zero(const PathPlanes& planes) {
  return largest_difference(planes, PathPlanes()) == 0;
}

}  // namespace

TEST_CASE("A stroke to the right and one to the left differ in the sign of path-x and in time alone") {
  const Ink right{{{{0, 5}, {100, 5}}}}, left{{{{100, 5}, {0, 5}}}};
  const auto seen = see(right);
  REQUIRE(seen);
  const PathPlanes a = planes_of(right), b = planes_of(left);
  CHECK(largest_difference(a.x, b.x, -1) < 1e-5f);
  for (size_t at = 0; at < glyph_size; ++at) {
    const float coverage = static_cast<float>(seen->glyph[at]) / 255;
    CHECK_THAT(a.x[at], WithinAbs(coverage, 1e-5));
    CHECK_THAT(a.y[at], WithinAbs(0, 1e-5));
    CHECK_THAT(b.y[at], WithinAbs(0, 1e-5));
    CHECK_THAT(a.time[at] + b.time[at], WithinAbs(coverage, 1e-3));
  }
}

TEST_CASE("Path planes are a unit vector and a time, times the coverage") {
  const float slope = std::numbers::pi_v<float> / 3;
  const Ink line{{{{0, 0}, {100 * std::cos(slope), 100 * std::sin(slope)}}}};
  const auto seen = see(line);
  REQUIRE(seen);
  const PathPlanes planes = path_planes(*seen);
  double first = 1, last = 0;
  for (size_t at = 0; at < glyph_size; ++at) {
    const float coverage = static_cast<float>(seen->glyph[at]) / 255;
    CHECK_THAT(planes.x[at], WithinAbs(coverage * std::cos(slope), 1e-4));
    CHECK_THAT(planes.y[at], WithinAbs(coverage * std::sin(slope), 1e-4));
    if (coverage < 1) continue;
    // How far along the line the pixel's middle is.
    const Point begin = seen->to_glyph(line.strokes[0][0]), end = seen->to_glyph(line.strokes[0][1]);
    const float x = static_cast<float>(at % 28) + 0.5f - begin.x,
                y = static_cast<float>(at / 28) + 0.5f - begin.y;
    const float length = std::hypot(end.x - begin.x, end.y - begin.y);
    const float along = (x * std::cos(slope) + y * std::sin(slope)) / length;
    first = std::min<double>(first, along), last = std::max<double>(last, along);
    // Near its ends the mean lies on one side.
    if (along > 0.15f && along < 0.85f) CHECK_THAT(planes.time[at], WithinAbs(along, 0.01));
  }
  CHECK(first < 0.1);
  CHECK(last > 0.9);
}

TEST_CASE(
    "The path does not depend on how often the pen was seen, on its speed, or on the ink's size and place") {
  const PathPlanes expected = planes_of(two(601));
  for (const int points : {61, 151, 1501, 20002})  // each has a point in both of the corners
    CHECK(largest_difference(planes_of(two(points)), expected) < 0.06f);
  CHECK(largest_difference(planes_of(two(5000, false)), expected) < 0.03f);
  CHECK(largest_difference(planes_of(moved(two(601), 0.01f, 0, 0)), expected) < 0.01f);
  CHECK(largest_difference(planes_of(moved(two(601), 300, 20000, -7000)), expected) < 0.01f);
}

TEST_CASE("A jittery pen and a coarse tablet leave directions smooth") {
  const PathPlanes expected = planes_of(two(300));
  const auto glyph = see(two(300))->glyph;
  const auto worst_angle = [&](const Ink& ink) {
    const PathPlanes planes = planes_of(ink);
    std::vector<double> angles;  // between both directions, in degrees, where there is ink in both
    for (size_t at = 0; at < glyph_size; ++at) {
      if (glyph[at] < 200) continue;
      const double turn = std::atan2(planes.y[at], planes.x[at]) - std::atan2(expected.y[at], expected.x[at]);
      angles.push_back(std::abs(std::remainder(turn, 2 * std::numbers::pi)) * 180 / std::numbers::pi);
    }
    std::sort(angles.begin(), angles.end());
    return angles[angles.size() * 95 / 100];
  };
  std::mt19937 random(1);
  Ink jittery = two(300);  // by up to 1 % of its height: a fifth of the way between two knees of the path
  for (Point& point : jittery.strokes[0]) {
    point.x += static_cast<float>(random() % 1001) / 500 - 1;
    point.y += static_cast<float>(random() % 1001) / 500 - 1;
  }
  CHECK(worst_angle(jittery) < 25);
  Ink coarse = two(300);  // a tablet of 25 lines
  for (Point& point : coarse.strokes[0]) point = {std::round(point.x / 4) * 4, std::round(point.y / 4) * 4};
  CHECK(worst_angle(coarse) < 25);
}

TEST_CASE("Strokes are told apart by their order, lifts of the pen cost no time") {
  const Stroke upper{{0, 0}, {60, 0}}, lower{{60, 60}, {0, 60}};
  const PathPlanes planes = planes_of({{upper, lower}}), other = planes_of({{lower, upper}});
  CHECK(largest_difference(planes.x, other.x) < 1e-6f);
  const auto at = [](const Values& values, int x, int y) { return values[static_cast<size_t>(y * 28 + x)]; };
  CHECK_THAT(at(planes.time, 14, 5), WithinAbs(0.25, 0.03));
  CHECK_THAT(at(planes.time, 14, 22), WithinAbs(0.75, 0.03));
  CHECK_THAT(at(other.time, 14, 5), WithinAbs(0.75, 0.03));
  CHECK_THAT(at(other.time, 14, 22), WithinAbs(0.25, 0.03));
}

TEST_CASE("A line drawn forth and back has no direction, and half of the time in its middle") {
  const PathPlanes planes = planes_of({{{{0, 0}, {100, 0}, {0, 0}}}});
  for (int x = 8; x < 20; ++x) {
    CHECK_THAT(planes.x[static_cast<size_t>(14 * 28 + x)], WithinAbs(0, 0.02));
    CHECK_THAT(planes.time[static_cast<size_t>(14 * 28 + x)], WithinAbs(0.5, 0.02));
  }
}

TEST_CASE("Without ink all is 0, and so it is for a dot") {
  CHECK(all_zero(path_planes({})));
  Image glyph{28, 28, std::vector<uint8_t>(784)};
  for (size_t at = 300; at < 310; ++at) glyph.pixels[at] = 200;
  const auto picture = see(glyph);
  REQUIRE(picture);
  CHECK(all_zero(path_planes(*picture)));
  CHECK(all_zero(planes_of({{{{3, 4}}}})));
  CHECK(all_zero(planes_of({{{{3, 4}, {3, 4}, {3, 4}}}})));
  // A dot over a line, the body of an i: its time is the end.
  const auto dotted = see(Ink{{{{0, 30}, {0, 100}}, {{0, 0}}}});
  REQUIRE(dotted);
  const PathPlanes planes = path_planes(*dotted);
  double inked = 0;
  for (size_t at = 0; at < 7 * 28; ++at) {
    const float coverage = static_cast<float>(dotted->glyph[at]) / 255;
    inked += coverage;
    CHECK_THAT(planes.x[at], WithinAbs(0, 1e-6));
    CHECK_THAT(planes.y[at], WithinAbs(0, 1e-6));
    CHECK_THAT(planes.time[at], WithinAbs(coverage, 1e-3));
  }
  CHECK(inked > 3);
}

TEST_CASE("Whatever the coordinates, values stay within their bounds") {
  const float huge = std::numeric_limits<float>::max(), infinite = std::numeric_limits<float>::infinity();
  const float nothing = std::numeric_limits<float>::quiet_NaN();
  const Ink odd[] = {
      {{{{0, 0}, {huge, -huge}, {-huge, huge}}}},     {{{{infinite, 0}, {1, 1}, {5, -infinite}}}},
      {{{{nothing, nothing}, {1, 2}, {3, nothing}}}}, {{{{1e-38f, 0}, {0, 1e-38f}}}},
      {{{{1e9f, 1e9f}, {1e9f + 64, 1e9f + 128}}}},    {{{}, {{1, 1}, {2, 2}}}}};
  for (const Ink& ink : odd) {
    Seen seen = see(ink).value_or(Seen{});
    seen.glyph.fill(255);
    seen.ink = ink;
    const PathPlanes planes = path_planes(seen);
    for (size_t at = 0; at < glyph_size; ++at) {
      REQUIRE(std::abs(planes.x[at]) <= 1.0001f);
      REQUIRE(std::abs(planes.y[at]) <= 1.0001f);
      REQUIRE(planes.time[at] >= 0);
      REQUIRE(planes.time[at] <= 1.0001f);
    }
  }
}
