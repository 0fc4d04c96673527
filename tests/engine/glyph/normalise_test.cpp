#include "engine/glyph/normalise.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <random>

#include "tests/engine/support/files.h"

using namespace inkling;

namespace {

Image noise(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Image image{width, height, std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height))};
  for (uint8_t& level : image.pixels) level = random() % 3 ? 0 : static_cast<uint8_t>(random() % 256);
  // Ink at every edge, so that the whole picture is the ink's box.
  image.pixels.front() = image.pixels.back() = 255;
  return image;
}

// The picture with `margin` empty pixels on each side.
Image padded(const Image& image, int margin) {
  Image result{image.width + 2 * margin, image.height + 2 * margin, {}};
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      const int column = x - margin, row = y - margin;
      const bool inside = column >= 0 && column < image.width && row >= 0 && row < image.height;
      result.pixels.push_back(inside ? image.at(column, row) : 0);
    }
  }
  return result;
}

double overlap(double a0, double a1, double b0, double b1) {
  return std::max(0.0, std::min(a1, b1) - std::max(a0, b0));
}

// The 20x20 in doubles, straight from the definition; the picture is its own ink's box.
std::vector<double> plain_box(const Image& image) {
  const double scale = 20.0 / std::max(image.width, image.height);
  const double left = 10 - image.width * scale / 2, top = 10 - image.height * scale / 2;
  std::vector<double> levels;
  for (int y = 0; y < 20; ++y) {
    for (int x = 0; x < 20; ++x) {
      double level = 0;
      for (int row = 0; row < image.height; ++row) {
        const double part = overlap(y, y + 1, top + row * scale, top + (row + 1) * scale);
        if (part == 0) continue;
        for (int column = 0; column < image.width; ++column) {
          level += part * overlap(x, x + 1, left + column * scale, left + (column + 1) * scale) *
                   image.at(column, row);
        }
      }
      levels.push_back(level);
    }
  }
  return levels;
}

struct Mass {
  double sum = 0, x = 0, y = 0;
};

template <class Levels>
Mass mass(const Levels& levels, int side) {
  Mass result;
  for (int i = 0; i < side * side; ++i) {
    const double level = levels[static_cast<size_t>(i)];
    result.sum += level;
    result.x += level * (i % side);
    result.y += level * (i / side);
  }
  result.x /= result.sum;
  result.y /= result.sum;
  return result;
}

}  // namespace

TEST_CASE("nothing comes of a picture without ink") {
  CHECK_FALSE(normalise({}));
  CHECK_FALSE(normalise({3, 2, std::vector<uint8_t>(6)}));
}

TEST_CASE("a glyph equals a plain reference in doubles, moved by whole pixels, for any size of the picture") {
  const int sizes[][2] = {{80, 80}, {80, 47}, {33, 80},  {7, 5},    {21, 40}, {1, 1},  {19, 20},
                          {13, 11}, {3, 50},  {41, 317}, {600, 97}, {2, 2},   {20, 20}};
  for (const auto& [width, height] : sizes) {
    INFO(width << " x " << height);
    const Image image = noise(width, height, static_cast<unsigned>(width * 1000 + height));
    auto expected = plain_box(image);
    // At the glyph's own scale whole pixels alone: 19 columns go to the left of the middle.
    if (width == 19) {
      for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x) expected[static_cast<size_t>(y * 20 + x)] = x < 19 ? image.at(x, y) : 0;
      }
    }
    const auto centre = mass(expected, 20);
    const int shift_x = static_cast<int>(std::ceil(13.5 - centre.x));
    const int shift_y = static_cast<int>(std::ceil(13.5 - centre.y));
    const auto result = normalise(padded(image, 6));
    REQUIRE(result);
    double largest = 0;
    for (int y = 0; y < 28; ++y) {
      for (int x = 0; x < 28; ++x) {
        const int column = x - shift_x, row = y - shift_y;
        const bool inside = column >= 0 && column < 20 && row >= 0 && row < 20;
        const double level = inside ? expected[static_cast<size_t>(row * 20 + column)] : 0;
        largest = std::max(largest, std::abs(level - result->glyph[static_cast<size_t>(y * 28 + x)]));
      }
    }
    CHECK(largest <= 0.5 + 1e-9);
  }
}

TEST_CASE("empty paper around the ink changes nothing but the transform") {
  const Image image = noise(52, 80, 3);
  const auto tight = normalise(image), roomy = normalise(padded(image, 31));
  REQUIRE(tight);
  REQUIRE(roomy);
  CHECK(tight->glyph == roomy->glyph);
  const Point here = tight->from_picture({4, 9}), there = roomy->from_picture({35, 40});
  CHECK_THAT(here.x, Catch::Matchers::WithinAbs(there.x, 1e-4));
  CHECK_THAT(here.y, Catch::Matchers::WithinAbs(there.y, 1e-4));
}

TEST_CASE("the transform says where a place of the picture is in the glyph") {
  Image image{60, 100, std::vector<uint8_t>(6000)};
  for (int y = 0; y < 100; ++y) image.pixels[static_cast<size_t>(y * 60)] = 255;
  for (int y = 40; y < 45; ++y) {
    for (int x = 0; x < 60; ++x) image.pixels[static_cast<size_t>(y * 60 + x)] = 255;
  }
  const auto result = normalise(image);
  REQUIRE(result);
  const Point bar = result->from_picture({30, 42.5f});
  CHECK(result->glyph[static_cast<size_t>(static_cast<int>(bar.y) * 28 + static_cast<int>(bar.x))] == 255);
  const Point edge = result->from_picture({60, 42.5f});
  CHECK(result->glyph[static_cast<size_t>(static_cast<int>(edge.y) * 28 + static_cast<int>(edge.x + 0.5f))] ==
        0);
}

TEST_CASE("a hairline keeps one full pixel, however long it is") {
  for (const int length : {21, 400, 1'000'000, 50'000'000}) {
    INFO(length);
    const std::vector<uint8_t> line(static_cast<size_t>(length), 255);
    for (const bool upright : {false, true}) {
      const auto result = normalise(upright ? Image{1, length, line} : Image{length, 1, line});
      REQUIRE(result);
      CHECK(std::count(result->glyph.begin(), result->glyph.end(), 255) == 20);
      CHECK(std::count(result->glyph.begin(), result->glyph.end(), 0) == glyph_size - 20);
    }
  }
}

TEST_CASE("50 megapixels of full ink are 20x20 of 255, without overflow") {
  const auto result = normalise({7071, 7071, std::vector<uint8_t>(size_t{7071} * 7071, 255)});
  REQUIRE(result);
  CHECK(std::count(result->glyph.begin(), result->glyph.end(), 255) == 400);
}

TEST_CASE("lopsided ink stays inside the glyph, and loses none") {
  Image image{80, 80, std::vector<uint8_t>(6400)};
  for (size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = i % 80 < 8 ? 255 : i / 80 < 4 ? 1 : 0;
  const auto result = normalise(image);
  REQUIRE(result);
  CHECK(std::count(result->glyph.begin(), result->glyph.end(), 255) == 40);
  CHECK(mass(result->glyph, 28).x < 14);
  CHECK(result->glyph[8 + 28 * 4] == 0);
}

TEST_CASE("recentring MNIST's own test images leaves 9,997 of 10,000 bit for bit where they are") {
  const auto glyphs = testing::mnist_glyphs("t10k-images-idx3-ubyte");
  if (glyphs.empty()) SKIP("no MNIST in data/mnist; run tools/fetch-mnist or set INKLING_MNIST");
  REQUIRE(glyphs.size() == 10'000);
  int same = 0;
  for (const Glyph& glyph : glyphs) {
    const auto result = normalise({glyph_side, glyph_side, {glyph.begin(), glyph.end()}});
    REQUIRE(result);
    same += result->glyph == glyph;
  }
  CHECK(same >= 9'997);
}

TEST_CASE("a part of the ink lies in its glyph where it lies in the glyph of the whole") {
  // A bar across the top and a stem; the part is the stem.
  Image whole{60, 80, std::vector<uint8_t>(60 * 80)}, part = whole;
  for (size_t y = 0; y < 80; ++y) {
    for (size_t x = 0; x < 60; ++x) {
      const bool is_stem = x >= 26 && x < 34 && y >= 8;
      if (is_stem || y < 8) whole.pixels[y * 60 + x] = 255;
      if (is_stem) part.pixels[y * 60 + x] = 255;
    }
  }
  const auto normalised = normalise(whole);
  REQUIRE(normalised);
  CHECK(normalise(whole, normalised->fit) == normalised->glyph);
  const Glyph glyph = normalise(part, normalised->fit);
  // 8 of the picture's rows are 2 of the glyph's.
  const int bar_end = static_cast<int>(std::lround(normalised->from_picture({0, 8}).y));
  int inked = 0;
  for (int y = 0; y < glyph_side; ++y) {
    for (int x = 0; x < glyph_side; ++x) {
      const auto pixel = static_cast<size_t>(y * glyph_side + x);
      CHECK(glyph[pixel] == (y < bar_end ? 0 : normalised->glyph[pixel]));
      inked += glyph[pixel] > 0;
    }
  }
  CHECK(inked > 30);
}
