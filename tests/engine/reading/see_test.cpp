// What the network sees of tiny pictures: of those in 28x28 some are glyphs already, others are pictures like
// any other.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "engine/glyph/normalise.h"
#include "engine/ink/rasterise.h"
#include "engine/picture/paper.h"
#include "engine/picture/reduced.h"
#include "engine/reading/see.h"

using namespace inkling;

namespace {

const Ink two{{{{0, 3}, {1, 1}, {3, 0}, {5, 1}, {5, 3}, {0, 9}, {6, 9}}}};

// [28, 28], with the ink `size` pixels tall in its middle: each pixel the mean of what it covers.
Image picture_of(const Ink& ink, int size) {
  constexpr int parts = 8;
  const Image raster = rasterise(ink).image;
  const auto covered = [&](int x, int y) {  // in parts of pixels from the corner of the ink
    const int from_x = x * raster.height / (size * parts), from_y = y * raster.height / (size * parts);
    const bool inside = x >= 0 && y >= 0 && from_x < raster.width && from_y < raster.height;
    return inside ? int{raster.at(from_x, from_y)} : 0;
  };
  const int top = (glyph_side - size) / 2, left = (glyph_side - size * raster.width / raster.height) / 2;
  Image picture{glyph_side, glyph_side, {}};
  for (int y = 0; y < glyph_side; ++y) {
    for (int x = 0; x < glyph_side; ++x) {
      int sum = 0;
      for (int part = 0; part < parts * parts; ++part)
        sum += covered((x - left) * parts + part % parts, (y - top) * parts + part / parts);
      picture.pixels.push_back(static_cast<uint8_t>(sum / (parts * parts)));
    }
  }
  return picture;
}

// The share of the ink's levels that differ.
double difference(const Glyph& a, const Glyph& b) {
  double apart = 0, sum = 0;
  for (size_t at = 0; at < a.size(); ++at) {
    apart += std::abs(int{a[at]} - int{b[at]});
    sum += b[at];
  }
  return apart / sum;
}

}  // namespace

TEST_CASE("a 28x28 picture whose ink is as long as a glyph's enters unchanged") {
  const Image picture = picture_of(two, 20);
  const auto seen = see(picture);
  REQUIRE(seen);
  CHECK(std::ranges::equal(seen->glyph, picture.pixels));
}

TEST_CASE("a 28x28 picture that the ink fills is fitted into a glyph like any other") {
  const auto drawn = see(two), filled = see(picture_of(two, 28));
  REQUIRE(drawn);
  REQUIRE(filled);
  CHECK(difference(filled->glyph, drawn->glyph) < 0.2);
}

TEST_CASE("a 28x28 picture without ink shows nothing, whatever its level") {
  for (const uint8_t level : {0, 55, 200, 255})
    CHECK_FALSE(see(Image{glyph_side, glyph_side, std::vector<uint8_t>(glyph_size, level)}));
}

TEST_CASE("what touches the edge of a tiny picture on even paper is a part of what was drawn on it") {
  const Stroke frame{{0, 0}, {28, 0}, {28, 28}, {0, 28}, {0, 0}},
      ring{{14, 7}, {21, 14}, {14, 21}, {7, 14}, {14, 7}};
  const auto drawn = see(Ink{{frame, ring}});
  REQUIRE(drawn);
  Image cut_out = reduced(rasterise(Ink{{frame, ring}}, 0.05f).image, 3);
  for (uint8_t& level : cut_out.pixels) level = level > 127 ? 255 : 0;
  for (const Image& picture : {cut_out, inverted(cut_out)}) {
    const auto seen = see(picture);
    REQUIRE(seen);
    CHECK(difference(seen->glyph, drawn->glyph) < 0.3);
    CHECK((seen->box.left >= 0 && seen->box.right <= static_cast<float>(picture.width)));
    CHECK((seen->box.top >= 0 && seen->box.bottom <= static_cast<float>(picture.height)));
  }
}
