#include "engine/ink/rasterise.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <numbers>

#include "engine/glyph/normalise.h"
#include "tests/engine/support/files.h"

using namespace inkling;

namespace {

double distance(Point p, Point a, Point b) {
  const double dx = double{b.x} - a.x, dy = double{b.y} - a.y, length2 = dx * dx + dy * dy;
  double along = length2 > 0 ? ((double{p.x} - a.x) * dx + (double{p.y} - a.y) * dy) / length2 : 0;
  along = std::clamp(along, 0.0, 1.0);
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

// The picture by the plainest means: of 16x16 samples in each pixel, how many lie under the pen.  It takes
// the size of the picture, but not the place of the ink, from the function under test: the ink is in the
// middle.
std::vector<double> sampled(const Ink& ink, int width, int height) {
  const Box box = *bounds(ink);
  const double size = std::max(box.width(), box.height());
  const double pen = raster_side * double{pen_width} / (1 + double{pen_width});
  const double scale = (raster_side - pen) / size;
  std::vector<Stroke> strokes = ink.strokes;
  for (Stroke& stroke : strokes) {
    for (Point& point : stroke) {
      point = {static_cast<float>((point.x - box.left - box.width() / 2) * scale + width / 2.0),
               static_cast<float>((point.y - box.top - box.height() / 2) * scale + height / 2.0)};
    }
  }
  std::vector<double> levels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      int inside = 0;
      for (int sample = 0; sample < 256; ++sample) {
        const Point point{static_cast<float>(x) + (static_cast<float>(sample % 16) + 0.5f) / 16,
                          static_cast<float>(y) + (static_cast<float>(sample / 16) + 0.5f) / 16};
        const bool under_pen = std::any_of(strokes.begin(), strokes.end(), [&](const Stroke& stroke) {
          if (distance(point, stroke[0], stroke[0]) < pen / 2) return true;
          for (size_t i = 1; i < stroke.size(); ++i) {
            if (distance(point, stroke[i - 1], stroke[i]) < pen / 2) return true;
          }
          return false;
        });
        inside += under_pen;
      }
      levels.push_back(255.0 * inside / 256);
    }
  }
  return levels;
}

Ink arc(int points, double from, double to, double radius_x, double radius_y) {
  Stroke stroke;
  for (int i = 0; i < points; ++i) {
    const double angle = from + (to - from) * i / (points - 1);
    stroke.push_back(
        {static_cast<float>(radius_x * std::cos(angle)), static_cast<float>(radius_y * std::sin(angle))});
  }
  return {{stroke}};
}

// Drawings of different kinds: curves, corners, several strokes, a dot beside a line, lone lines.
std::vector<Ink> drawings() {
  return {
      arc(40, 0.3, 5.9, 3, 5),
      {{{{0, 0}, {7, 0.5f}, {3, 10}}, {{2, 5}, {6.3f, 4.8f}}}},
      {{{{4, 0}, {0, 6}, {7, 6.2f}}, {{5, 3}, {4.7f, 10}}}},
      {{{{0, 0}, {2, 9}}, {{2.5f, 12}}}},
      {{{{0, 0}, {0, 1}}}},
      {{{{-3, 1}, {5, 1.5f}}}},
  };
}

// Real ink when there is some, else nothing.
std::vector<Ink> real_ink(size_t step) {
  std::vector<Ink> inks;
  for (const std::string& line : testing::ink_lines("unipen-digits.ndjson.gz", step)) {
    inks.push_back(parse_drawing(line)->ink);
  }
  return inks;
}

Ink changed(const Ink& ink, const Transform& transform) {
  Ink result = ink;
  for (Stroke& stroke : result.strokes) {
    for (Point& point : stroke) point = transform(point);
  }
  return result;
}

// Every line in `parts` lines of the same length.
Ink denser(const Ink& ink, int parts) {
  Ink result;
  for (const Stroke& stroke : ink.strokes) {
    Stroke dense{stroke[0]};
    for (size_t i = 1; i < stroke.size(); ++i) {
      for (int part = 1; part <= parts; ++part) {
        const float t = static_cast<float>(part) / static_cast<float>(parts);
        dense.push_back({stroke[i - 1].x + t * (stroke[i].x - stroke[i - 1].x),
                         stroke[i - 1].y + t * (stroke[i].y - stroke[i - 1].y)});
      }
    }
    result.strokes.push_back(dense);
  }
  return result;
}

int largest_difference(const Glyph& a, const Glyph& b) {
  int largest = 0;
  for (size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
  return largest;
}

Glyph glyph_of(const Ink& ink) {
  return normalise(rasterise(ink).image)->glyph;
}

}  // namespace

TEST_CASE("no ink gives no picture") {
  CHECK(rasterise({}).image.pixels.empty());
  CHECK(rasterise({{{}, {}}}).image.pixels.empty());
}

TEST_CASE("a picture is the area under the pen, pixel for pixel, as 256 samples a pixel find it") {
  for (const Ink& ink : drawings()) {
    const Image image = rasterise(ink).image;
    const auto expected = sampled(ink, image.width, image.height);
    REQUIRE(image.pixels.size() == expected.size());
    double sum = 0, expected_sum = 0, squares = 0;
    size_t far_off = 0;
    for (size_t i = 0; i < expected.size(); ++i) {
      const double difference = image.pixels[i] - expected[i];
      sum += image.pixels[i];
      expected_sum += expected[i];
      squares += difference * difference;
      far_off += std::abs(difference) > 30;
    }
    // A slanted edge is up to 27 off; more only where two edges meet in one pixel.
    CHECK(far_off * 500 <= expected.size());
    CHECK(std::sqrt(squares / static_cast<double>(expected.size())) < 3);
    CHECK_THAT(sum, Catch::Matchers::WithinRel(expected_sum, 0.005));
  }
}

TEST_CASE("the longer side is 80 pixels and the ink touches all four edges") {
  auto inks = drawings();
  for (Ink& ink : real_ink(50)) inks.push_back(ink);
  for (const Ink& ink : inks) {
    const Image image = rasterise(ink).image;
    CHECK(std::max(image.width, image.height) == raster_side);
    const auto column_has_ink = [&](int x) {
      for (int y = 0; y < image.height; ++y) {
        if (image.at(x, y) >= 64) return true;
      }
      return false;
    };
    const auto row_has_ink = [&](int y) {
      for (int x = 0; x < image.width; ++x) {
        if (image.at(x, y) >= 64) return true;
      }
      return false;
    };
    CHECK(column_has_ink(0));
    CHECK(column_has_ink(image.width - 1));
    CHECK(row_has_ink(0));
    CHECK(row_has_ink(image.height - 1));
  }
}

TEST_CASE("a dot is a disc, in whatever way the pen stood still") {
  const double disc = std::numbers::pi / 4 * raster_side * raster_side;
  const Ink dots[] = {
      {{{{3, 4}}}}, {{{{3, 4}, {3, 4}, {3, 4}}}}, {{{{1e9f, -1e9f}}}}, {{{{0, 0}, {1e-38f, 0}}}}};
  for (const Ink& dot : dots) {
    const Image image = rasterise(dot).image;
    CHECK(image.width == raster_side);
    CHECK(image.height == raster_side);
    double area = 0;
    for (const uint8_t level : image.pixels) area += level / 255.0;
    CHECK_THAT(area, Catch::Matchers::WithinRel(disc, 0.002));
  }
}

TEST_CASE("ink drawn twice, or in more strokes, is not darker") {
  for (const Ink& ink : drawings()) {
    Ink twice = ink, pieces;
    for (const Stroke& stroke : ink.strokes) {
      twice.strokes.push_back({stroke.rbegin(), stroke.rend()});
      pieces.strokes.push_back({stroke[0]});
      for (size_t i = 1; i < stroke.size(); ++i) pieces.strokes.push_back({stroke[i - 1], stroke[i]});
    }
    const Image image = rasterise(ink).image;
    CHECK(rasterise(pieces).image.pixels == image.pixels);
    const Image again = rasterise(twice).image;
    REQUIRE(again.pixels.size() == image.pixels.size());
    int largest = 0;
    for (size_t i = 0; i < image.pixels.size(); ++i) {
      largest = std::max(largest, std::abs(again.pixels[i] - image.pixels[i]));
    }
    CHECK(largest <= 1);
  }
}

TEST_CASE("the transform says where a point of the ink is in the picture") {
  const Ink ink{{{{100, 200}, {100, 240}, {110, 240}}}};
  const Raster raster = rasterise(ink);
  const float radius = raster_side * pen_width / (1 + pen_width) / 2;
  const Point corner = raster.from_ink({100, 240});
  CHECK_THAT(corner.y, Catch::Matchers::WithinAbs(raster_side - radius, 1e-3));
  CHECK_THAT(corner.x, Catch::Matchers::WithinAbs(radius, 0.5));
  CHECK(raster.image.at(static_cast<int>(corner.x), static_cast<int>(corner.y)) == 255);
}

TEST_CASE(
    "the same drawing at any scale, position and sampling density gives the same glyph to 2 grey levels") {
  const Transform changes[] = {{1, 0, 0},       {1e-6f, 0, 0},  {1e6f, 0, 0},  {0.37f, 12, -5},
                               {3.3f, 100, 40}, {1, -300, 700}, {17, 0, 1e4f}, {1e-3f, 0.5f, 0.25f}};
  for (const Ink& ink : drawings()) {
    const Glyph glyph = glyph_of(ink);
    for (const Transform& change : changes) {
      CHECK(largest_difference(glyph_of(changed(ink, change)), glyph) <= 2);
    }
    for (const int parts : {2, 3, 10, 100})
      CHECK(largest_difference(glyph_of(denser(ink, parts)), glyph) <= 2);
  }
}

TEST_CASE(
    "real ink at another scale, position and density gives the same glyph to 2 grey levels, but for at most "
    "one "
    "in 1,000 whose centre of mass lies between two pixels") {
  const auto inks = real_ink(5);
  if (inks.empty()) SKIP("no real ink in " << testing::shared_folder() << "/ink");
  size_t different = 0;
  for (const Ink& ink : inks) {
    const Box box = *bounds(ink);
    const float size = std::max(box.width(), box.height());
    const Ink other = denser(changed(ink, {0.731f / size, 0.3f - box.left / size, 0.4f - box.top / size}), 3);
    different += largest_difference(glyph_of(other), glyph_of(ink)) > 2;
  }
  INFO(different << " of " << inks.size());
  CHECK(different * 1000 <= inks.size());
}

TEST_CASE("coordinates that are no number or not finite do no harm") {
  const float nan = std::nanf(""), infinite = INFINITY, huge = 3e38f;
  const Ink inks[] = {{{{{nan, 0}, {1, 1}}}},
                      {{{{0, 0}, {nan, nan}, {1, 1}}}},
                      {{{{infinite, 0}, {-infinite, 1}}}},
                      {{{{-huge, -huge}, {huge, huge}, {0, 0}}}}};
  for (const Ink& ink : inks) {
    const Image image = rasterise(ink).image;
    CHECK(image.width <= raster_side);
    CHECK(image.height <= raster_side);
    CHECK(image.pixels.size() == static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  }
}
