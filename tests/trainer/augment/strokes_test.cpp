#include "trainer/augment/strokes.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numeric>

#include "engine/glyph/normalise.h"
#include "engine/ink/rasterise.h"

using namespace inkling;
using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;

namespace {

constexpr uint32_t trials = 2000;

Random numbers(uint32_t item) {
  return Random(1, Purpose::strokes, 0, item);
}

// Straight, `size` long, with a point at every hundredth.
Ink upright(float size = 100, float left = 7) {
  Stroke stroke;
  for (int at = 0; at <= 100; ++at) stroke.push_back({left, size * static_cast<float>(at) / 100});
  return {{stroke}};
}

// A quarter of a circle of radius 100 about (0, 0).
Stroke quarter_circle(int points) {
  Stroke stroke;
  for (int at = 0; at < points; ++at) {
    const double angle = std::numbers::pi / 2 * at / (points - 1);
    stroke.push_back({static_cast<float>(100 * std::cos(angle)), static_cast<float>(100 * std::sin(angle))});
  }
  return stroke;
}

bool same(const Ink& a, const Ink& b) {
  return std::ranges::equal(a.strokes, b.strokes, [](const Stroke& left, const Stroke& right) {
    return std::ranges::equal(left, right, [](Point p, Point q) { return p.x == q.x && p.y == q.y; });
  });
}

}  // namespace

TEST_CASE("Distorting strokes by nothing gives the glyph that the page would see") {
  const Ink ink{{quarter_circle(20), upright(50).strokes[0], {{3, 4}}}};
  Random random = numbers(0);
  const DistortedInk distorted = distort(ink, no_stroke_augmentation, random);
  CHECK(same(distorted.ink, ink));
  CHECK(distorted.pen == pen_width);
  CHECK(see_distorted(ink, no_stroke_augmentation, random)->glyph == normalise(rasterise(ink).image)->glyph);
}

TEST_CASE("The same random numbers give the same strokes, others give others") {
  const Ink ink{{quarter_circle(20)}};
  Random first = numbers(4), again = numbers(4), other = numbers(5);
  const Ink distorted = distort(ink, {}, first).ink;
  CHECK(same(distorted, distort(ink, {}, again).ink));
  CHECK_FALSE(same(distorted, distort(ink, {}, other).ink));
}

TEST_CASE("Slant leans an upright line by at most the bound, and keeps heights") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.slant = 0.3f;
  float furthest = 0;
  for (uint32_t item = 0; item < trials; ++item) {
    Random random = numbers(item);
    const Stroke stroke = distort(upright(), most, random).ink.strokes[0];
    const float lean = (stroke.back().x - stroke.front().x) / 100;
    REQUIRE(std::abs(lean) <= 0.3f + 1e-5f);
    furthest = std::max(furthest, std::abs(lean));
    for (const Point point : stroke) {  // still straight, and about its middle
      REQUIRE_THAT(point.x, WithinAbs(7 + lean * (point.y - 50), 1e-3));
      REQUIRE((point.y >= 0 && point.y <= 100));
    }
  }
  CHECK(furthest > 0.29f);
}

TEST_CASE("Bending lets an upright line bulge as a parabola of at most the bound") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.bend = 0.2f;
  float furthest = 0;
  for (uint32_t item = 0; item < trials; ++item) {
    Random random = numbers(item);
    const Stroke stroke = distort(upright(), most, random).ink.strokes[0];
    const float bulge = (stroke.front().x - 7) / 100;  // of the ends against the middle, which stays
    REQUIRE(std::abs(bulge) <= 0.2f + 1e-5f);
    furthest = std::max(furthest, std::abs(bulge));
    for (const Point point : stroke) {
      const float v = (point.y - 50) / 50;
      REQUIRE_THAT(point.x, WithinAbs(7 + 100 * bulge * v * v, 1e-2));
    }
  }
  CHECK(furthest > 0.19f);
}

TEST_CASE("Strokes that meet still meet when they are slanted and bent") {
  const Ink cross{{{{0, 50}, {100, 50}}, {{50, 0}, {50, 50}}, {{50, 50}, {50, 100}}}};
  for (uint32_t item = 0; item < 20; ++item) {
    Random random = numbers(item);
    const Ink ink = distort(cross, {0, 0.5f, 0.3f, 0, 0, 0}, random).ink;
    CHECK(ink.strokes[1].back().x == ink.strokes[2].front().x);
    CHECK(ink.strokes[1].back().y == ink.strokes[2].front().y);
  }
}

TEST_CASE("Jitter moves points by its deviation on average, smoothly") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.jitter = 0.03f;
  double sum = 0, squares = 0, step_squares = 0;
  size_t count = 0, steps = 0;
  for (uint32_t item = 0; item < trials; ++item) {
    Random random = numbers(item);
    const Stroke stroke = distort(upright(), most, random).ink.strokes[0];
    for (size_t at = 0; at < stroke.size(); ++at, ++count) {
      const double moved = (stroke[at].x - 7) / 100.;
      sum += moved, squares += moved * moved;
      if (at > 0) step_squares += std::pow(stroke[at].x - stroke[at - 1].x, 2) / 1e4, ++steps;
    }
  }
  const double deviation = std::sqrt(squares / static_cast<double>(count));
  // Between two knots the deviation is smaller: at the middle by the root of 1/2.
  CHECK(deviation > 0.7 * 0.03);
  CHECK(deviation < 1.0 * 0.03);
  CHECK_THAT(sum / static_cast<double>(count), WithinAbs(0, 0.001));
  CHECK(std::sqrt(step_squares / static_cast<double>(steps)) < 0.15 * deviation);
}

TEST_CASE("A fast pen leaves points further apart: ends stay, lines stay, curves become shorter") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.speed = 0.5f;
  const Stroke curve = quarter_circle(200);
  size_t fewest = curve.size();
  for (uint32_t item = 0; item < trials; ++item) {
    Random random = numbers(item);
    const Ink ink = distort({{curve, upright().strokes[0]}}, most, random).ink;
    const Stroke &fast = ink.strokes[0], &line = ink.strokes[1];
    REQUIRE(fast.front().x == curve.front().x);
    REQUIRE(fast.back().y == curve.back().y);
    REQUIRE(length(fast) <= length(curve) + 1e-2f);
    fewest = std::min(fewest, fast.size());
    for (const Point point : fast) REQUIRE_THAT(std::hypot(point.x, point.y), WithinAbs(100, 0.1));
    REQUIRE_THAT(length(line), WithinAbs(100, 1e-2));
  }
  CHECK(fewest <= 5);  // 157 long, points at most 50 apart
}

TEST_CASE("The pen becomes wider and narrower within its bound, and so does the ink") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.pen = 0.4f;
  const Ink ink{{quarter_circle(20)}};
  const auto mass = [](const Image& image) {
    return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.);
  };
  const double middle = mass(rasterise(ink).image);
  float widest = 0, narrowest = 1;
  for (uint32_t item = 0; item < 300; ++item) {
    Random random = numbers(item);
    const DistortedInk distorted = distort(ink, most, random);
    REQUIRE(same(distorted.ink, ink));
    widest = std::max(widest, distorted.pen), narrowest = std::min(narrowest, distorted.pen);
    const double drawn = mass(rasterise(distorted.ink, distorted.pen).image);
    REQUIRE((distorted.pen > pen_width) == (drawn > middle));
  }
  CHECK(widest <= 1.4f * pen_width);
  CHECK(widest > 1.35f * pen_width);
  CHECK(narrowest >= 0.6f * pen_width - 1e-6f);
  CHECK(narrowest < 0.65f * pen_width);
}

TEST_CASE("Every fourth end of a stroke gains or loses a hook of at most the bound") {
  StrokeAugmentation most = no_stroke_augmentation;
  most.hooks = 0.1f;
  size_t longer = 0, shorter = 0;
  for (uint32_t item = 0; item < trials; ++item) {
    Random random = numbers(item);
    const Stroke stroke = distort(upright(), most, random).ink.strokes[0];
    for (const bool front : {true, false}) {
      const Point end = front ? stroke.front() : stroke.back();
      const Point next = front ? stroke[1] : stroke[stroke.size() - 2];
      const float at = front ? 0.f : 100.f;
      REQUIRE(std::hypot(end.x - 7, end.y - at) <= 10 + 1.1f);  // points of the line are 1 apart
      const bool hooked = std::abs(std::hypot(next.x - 7, next.y - at)) < 1e-3f;
      longer += hooked;
      shorter += !hooked && std::abs(end.y - at) > 0.5f;
    }
  }
  // An eighth of the 4,000 ends each, give or take four standard errors.
  CHECK_THAT(static_cast<double>(longer), WithinAbs(500, 85));
  CHECK_THAT(static_cast<double>(shorter), WithinAbs(500, 85));
}

TEST_CASE("Ink without extent keeps its points, empty ink gives no glyph, and no ink does harm") {
  Random random = numbers(0);
  const Ink dot{{{{5, 5}}, {{5, 5}, {5, 5}}}};
  CHECK(same(distort(dot, {}, random).ink, dot));
  CHECK(see_distorted(dot, {}, random));
  CHECK_FALSE(see_distorted({}, {}, random));
  CHECK(same(distort({}, {}, random).ink, {}));
  const StrokeAugmentation wildest{0.5f, 2, 1, 1, 0.9f, 0.5f, 1};
  for (const Ink& odd :
       {Ink{{{{-1e9f, 1e9f}, {1e9f, -1e9f}, {-1e9f, 1e9f}}}}, Ink{{{{0, 0}, {1e-38f, 1e-38f}, {1e-40f, 0}}}},
        Ink{{{{0, 0}, {0, 0}, {0, 0}, {1, 0}, {1, 0}}}}, Ink{{{{1e9f, 1e9f}, {1e9f, 1e9f - 64}}}},
        Ink{{{{0, 0}, {1, 1}}, {}, {{2, 2}}}}}) {
    for (uint32_t item = 0; item < 200; ++item) {
      Random wild = numbers(item);
      const Ink ink = distort(odd, wildest, wild).ink;
      REQUIRE(ink.strokes.size() == odd.strokes.size());
      for (const Stroke& stroke : ink.strokes) {
        REQUIRE(stroke.size() < 2000);
        REQUIRE(std::ranges::all_of(
            stroke, [](Point point) { return std::isfinite(point.x) && std::isfinite(point.y); }));
      }
      REQUIRE(see_distorted(odd, wildest, wild));
    }
  }
}
