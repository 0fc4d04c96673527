// What must not change a reading: size and place on the canvas, how fast and how often the pen is sampled,
// the pixels it is rounded to.  Of our own drawings, and of people's where they are at hand.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <functional>

#include "tests/engine/support/shipped.h"

using namespace inkling;
using inkling::testing::shipped;

namespace {

// Our own, and every 60th of UNIPEN where it is at hand.
std::vector<Ink> drawings() {
  std::vector<std::string> lines = testing::ink_lines("unipen-digits.ndjson.gz", 60);
  std::ifstream own(INKLING_SOURCE_FOLDER "/assets/drawings/digits.ndjson");
  for (std::string line; std::getline(own, line);) lines.push_back(line);
  std::vector<Ink> all;
  for (const std::string& line : lines) {
    auto drawing = parse_drawing(line);
    REQUIRE(drawing);
    all.push_back(std::move(drawing->ink));
  }
  return all;
}

Ink moved(Ink ink, const std::function<Point(Point)>& move) {
  for (Stroke& stroke : ink.strokes)
    for (Point& point : stroke) point = move(point);
  return ink;
}

// As tall or wide as `size`, at (left, top).
Ink fitted(const Ink& ink, float size, float left, float top) {
  const Box box = *bounds(ink);
  const float scale = size / std::max({box.width(), box.height(), 1.f});
  return moved(ink, [=](Point p) {
    return Point{left + scale * (p.x - box.left), top + scale * (p.y - box.top)};
  });
}

Ink rounded(const Ink& ink, float step) {
  return moved(ink, [=](Point p) {
    return Point{std::round(p.x / step) * step, std::round(p.y / step) * step};
  });
}

// As a pen that reports `times` as often would have it.
Ink sampled(const Ink& ink, int times) {
  Ink result;
  for (const Stroke& stroke : ink.strokes) {
    Stroke& dense = result.strokes.emplace_back(1, stroke[0]);
    for (size_t i = 1; i < stroke.size(); ++i)
      for (int k = 1; k <= times; ++k) {
        const float part = static_cast<float>(k) / static_cast<float>(times);
        dense.push_back(
            {std::lerp(stroke[i - 1].x, stroke[i].x, part), std::lerp(stroke[i - 1].y, stroke[i].y, part)});
      }
  }
  return result;
}

// The largest difference of a probability between a drawing and the same one changed, over all drawings; and
// how many of them are read as another digit.
struct Change {
  float largest = 0;
  size_t other = 0;
};
Change change(const std::function<Ink(const Ink&)>& original, const std::function<Ink(const Ink&)>& changed) {
  Recogniser recogniser = shipped();
  Change all;
  for (const Ink& ink : drawings()) {
    const auto before = recogniser.read(see(original(ink))), after = recogniser.read(see(changed(ink)));
    REQUIRE(before);
    REQUIRE(after);
    all.other += before->text != after->text;
    const auto& p = before->digits[0].probabilities;
    const auto& q = after->digits[0].probabilities;
    for (size_t i = 0; i < p.size(); ++i) all.largest = std::max(all.largest, std::abs(p[i] - q[i]));
  }
  return all;
}

Ink as_is(const Ink& ink) {
  return ink;
}

}  // namespace

TEST_CASE("a reading does not change with the drawing's size and place, nor with the pixels of the screen") {
  const auto at = [](float size, float x, float y) {
    return [=](const Ink& ink) { return fitted(ink, size, x, y); };
  };
  CHECK(change(at(300, 0, 0), at(300, 1024, -512)).largest < 0.02f);  // rounding of coordinates
  CHECK(change(at(300, 0, 0), at(600, 0, 0)).largest < 1e-3f);        // twice the pixels
  CHECK(change(at(300, 0, 0), at(37.5f, 0, 0)).largest < 1e-3f);
  CHECK(change(at(300, 0, 0), at(30000, 0, 0)).largest < 0.02f);
}

TEST_CASE("a reading does not change with how often the pen is sampled along the same path") {
  for (const int times : {2, 3, 10}) {
    const Change result = change(as_is, [=](const Ink& ink) { return sampled(ink, times); });
    CHECK(result.largest < 0.02f);
    CHECK(result.other == 0);
  }
}

TEST_CASE(
    "whole CSS pixels instead of a third of one change what is read in at most 1 of 200 drawings of 150 "
    "pixels") {
  const auto with = [](float step) {
    return [=](const Ink& ink) { return rounded(fitted(ink, 150, 8, 8), step); };
  };
  const Change result = change(with(1.f / 3), with(1));
  CHECK(result.other * 200 <= drawings().size());
}
