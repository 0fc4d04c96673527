#include "engine/picture/find_digit.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <random>

#include "engine/glyph/normalise.h"
#include "engine/ink/rasterise.h"
#include "engine/picture/decode.h"
#include "tests/engine/support/files.h"

using namespace inkling;

namespace {

constexpr int width = 300, height = 240, left = 120, top = 60;

const Ink two{{{{0, 3}, {1, 1}, {3, 0}, {5, 1}, {5, 3}, {0, 9}, {6, 9}}}};

// A picture of the ink in the middle of paper: `level` says how bright a place is, given how much of it is
// ink (0 to 1).
template <class Level>
Image photograph(const Image& ink, Level level) {
  Image picture{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool inside = x >= left && x < left + ink.width && y >= top && y < top + ink.height;
      const double covered = inside ? ink.at(x - left, y - top) / 255.0 : 0;
      picture.pixels.push_back(static_cast<uint8_t>(std::clamp(level(x, y, covered), 0.0, 255.0)));
    }
  }
  return picture;
}

// The cosine between two glyphs as vectors: 1 for the same shape.
double likeness(const Glyph& a, const Glyph& b) {
  double aa = 0, bb = 0, ab = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    ab += a[i] * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

// The same wherever the glyph lies: a trace of ink may move its centre of mass into the next pixel.
double likeness_of_shape(const Glyph& a, const Glyph& b) {
  double best = 0;
  for (const int down : {-glyph_side, 0, glyph_side}) {
    for (const int right : {-1, 0, 1}) {
      Glyph moved{};
      for (int i = glyph_side + 1; i < glyph_size - glyph_side - 1; ++i)
        moved[static_cast<size_t>(i + down + right)] = b[static_cast<size_t>(i)];
      best = std::max(best, likeness(a, moved));
    }
  }
  return best;
}

// Whether the digit is found where it is and becomes the glyph that its ink becomes.
void check_found(const Image& picture) {
  const Image ink = rasterise(two).image;
  const auto found = find_digit(picture);
  REQUIRE(found);
  CHECK(std::abs(found->box.left - left) <= 2);
  CHECK(std::abs(found->box.top - top) <= 2);
  CHECK(std::abs(found->box.right - (left + ink.width)) <= 2);
  CHECK(std::abs(found->box.bottom - (top + ink.height)) <= 2);
  CHECK(likeness(normalise(found->image)->glyph, normalise(ink)->glyph) > 0.97);
}

}  // namespace

TEST_CASE("a digit is found in black on white and in white on black") {
  const Image ink = rasterise(two).image;
  check_found(photograph(ink, [](int, int, double covered) { return 255 - 255 * covered; }));
  check_found(photograph(ink, [](int, int, double covered) { return 255 * covered; }));
}

TEST_CASE("a digit is found in light that falls off, at the edge of a shadow, and among grain") {
  const Image ink = rasterise(two).image;
  check_found(photograph(
      ink, [](int x, int y, double covered) { return (220 - x * 0.3 - y * 0.2) * (1 - 0.6 * covered); }));
  check_found(photograph(
      ink, [](int x, int, double covered) { return (x < 140 ? 110 : 220) * (1 - 0.7 * covered); }));
  std::mt19937 random(1);
  check_found(photograph(ink, [&](int, int, double covered) {
    return 190 - 120 * covered + static_cast<double>(random() % 13) - 6;
  }));
}

TEST_CASE("a digit half in deep shadow is found whole, whichever is brighter, ink or paper") {
  const Image ink = rasterise(two).image;
  const auto light = [](int x, int y) { return x + y < 240 ? 90 : 220; };
  check_found(
      photograph(ink, [&](int x, int y, double covered) { return light(x, y) * (1 - 0.8 * covered); }));
  check_found(
      photograph(ink, [&](int x, int y, double covered) { return light(x, y) * (0.12 + 0.5 * covered); }));
}

TEST_CASE("a stroke along a ruling stays when the ruling, which is less dark, is taken out") {
  const Image ink = rasterise(two, 0.05f).image;
  check_found(photograph(ink, [&](int, int y, double covered) {
    return 230 - std::max(180 * covered, y >= top + ink.height - 5 && y < top + ink.height - 2 ? 60.0 : 0);
  }));
}

TEST_CASE("a shadow that ends near the picture's edge is no ink") {
  const Image ink = rasterise(two).image;
  const auto shaded = [&](auto is_shadow) {
    return photograph(ink, [is_shadow](int x, int y, double covered) {
      return (is_shadow(x, y) ? 110 : 220) * (1 - 0.7 * covered);
    });
  };
  check_found(shaded([](int x, int y) { return y > 200 + x * 0.05; }));
  check_found(shaded([](int x, int y) { return x < 35 - y * 0.05; }));
}

TEST_CASE("a shadow that is far thicker than the strokes it falls on is no ink") {
  const Image ink = rasterise(two, 0.05f).image;
  const auto found_where_shaded = [&](auto is_shadow) {
    return find_digit(photograph(ink, [is_shadow](int x, int y, double covered) {
      return (is_shadow(x, y) ? 110 : 220) * (1 - 0.7 * covered);
    }));
  };
  const auto found = found_where_shaded([](int, int) { return false; });
  const auto shaded =
      found_where_shaded([&](int x, int y) { return x >= left + ink.width - 10 && x < 240 && y > 110; });
  REQUIRE(found);
  REQUIRE(shaded);
  CHECK(likeness(normalise(found->image)->glyph, normalise(shaded->image)->glyph) > 0.95);
}

TEST_CASE("what is left of a faint ruling that leads from a stroke out of the picture is no ink") {
  const Image ink = rasterise(two).image;
  check_found(photograph(ink, [&](int x, int y, double covered) {
    const bool ruling = x > left + ink.width / 2 && std::abs(y - (top + ink.height - 5)) < 2;
    return 230 - std::max(180 * covered, ruling ? 60.0 : 0);
  }));
}

TEST_CASE("a digit on a ruling outweighs what is left of another one") {
  const Image ink = rasterise(two, 0.1f).image;
  const auto photographed = [&](bool with_rulings) {
    return photograph(ink, [&](int x, int y, double covered) {
      const bool below = with_rulings && x >= left + 8 && x < left + 11 && y > top + ink.height / 2;
      const bool rest = with_rulings && x == 200 && y >= 100 && y < 117;
      return 230 - std::max({180 * covered, below ? 70.0 : 0, rest ? 50.0 : 0});
    });
  };
  const auto found = find_digit(photographed(true)), plain = find_digit(photographed(false));
  REQUIRE(found);
  REQUIRE(plain);
  CHECK(likeness_of_shape(normalise(found->image)->glyph, normalise(plain->image)->glyph) > 0.95);
}

TEST_CASE("specks, far-off marks and strips at the picture's edge are left out") {
  const Image ink = rasterise(two).image;
  check_found(photograph(ink, [](int x, int y, double covered) {
    const bool speck = (x - 110) * (x - 110) + (y - 50) * (y - 50) < 6;
    const bool mark = x > 265 && x < 280 && y > 200 && y < 215;
    const bool strip = y > 233;
    return speck || mark || strip ? 30.0 : 230 - 200 * covered;
  }));
}

TEST_CASE("blank paper shows no digit, whether plain, grainy or half in the shade") {
  CHECK_FALSE(find_digit({}));
  CHECK_FALSE(find_digit({1, 1, {7}}));
  CHECK_FALSE(find_digit({30, 2, std::vector<uint8_t>(60, 255)}));
  const Image none;
  CHECK_FALSE(find_digit(photograph(none, [](int, int, double) { return 200.0; })));
  CHECK_FALSE(find_digit(photograph(none, [](int x, int, double) { return 240 - x * 0.5; })));
  CHECK_FALSE(find_digit(photograph(none, [](int x, int, double) { return x < 150 ? 90.0 : 210.0; })));
  std::mt19937 random(2);
  CHECK_FALSE(find_digit(
      photograph(none, [&](int, int, double) { return 200 + static_cast<double>(random() % 13) - 6; })));
}

TEST_CASE("a large picture is read as the small one, its box in its own pixels") {
  const Image small =
      photograph(rasterise(two).image, [](int, int, double covered) { return 255 - 255 * covered; });
  Image large{width * 7, height * 7, {}};
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) large.pixels.push_back(small.at(x / 7, y / 7));
  }
  const auto found = find_digit(small), enlarged = find_digit(large);
  REQUIRE(found);
  REQUIRE(enlarged);
  CHECK(std::abs(enlarged->box.left - 7 * found->box.left) <= 14);
  CHECK(std::abs(enlarged->box.bottom - 7 * found->box.bottom) <= 14);
  CHECK(likeness(normalise(found->image)->glyph, normalise(enlarged->image)->glyph) > 0.97);
}

TEST_CASE("a digit of a few pixels is found as the large one is") {
  constexpr int factor = 5;
  const Image ink = rasterise(two).image;
  const int side = std::max(ink.width, ink.height) / factor + 4;
  Image small{side, side, {}};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      int sum = 0;
      for (int at = 0; at < factor * factor; ++at) {
        const int from_x = (x - 2) * factor + at % factor, from_y = (y - 2) * factor + at / factor;
        const bool inside = from_x >= 0 && from_y >= 0 && from_x < ink.width && from_y < ink.height;
        if (inside) sum += ink.at(from_x, from_y);
      }
      small.pixels.push_back(static_cast<uint8_t>(240 - 200 * sum / (255 * factor * factor)));
    }
  }
  const auto found = find_digit(small);
  REQUIRE(found);
  CHECK(std::abs(found->box.left - 2) <= 1);
  CHECK(std::abs(found->box.top - 2) <= 1);
  CHECK(std::abs(found->box.right - (2 + static_cast<float>(ink.width) / factor)) <= 1);
  CHECK(likeness_of_shape(normalise(found->image)->glyph, normalise(ink)->glyph) > 0.95);
}

TEST_CASE("a digit cut out closely, without any paper around it, is found whichever is brighter") {
  const Ink seven{{{{0, 0}, {6, 0}, {2, 9}}}};
  for (const Ink& drawn : {two, seven}) {
    const Image ink = rasterise(drawn).image;
    Image dark{ink.width * 3, ink.height * 3, {}}, bright = dark;
    for (int y = 0; y < dark.height; ++y) {
      for (int x = 0; x < dark.width; ++x) {
        dark.pixels.push_back(static_cast<uint8_t>(240 - ink.at(x / 3, y / 3) * 0.8));
        bright.pixels.push_back(static_cast<uint8_t>(20 + ink.at(x / 3, y / 3) * 0.8));
      }
    }
    for (const Image& picture : {dark, bright}) {
      const auto found = find_digit(picture);
      REQUIRE(found);
      CHECK(likeness_of_shape(normalise(found->image)->glyph, normalise(ink)->glyph) > 0.95);
    }
  }
}

TEST_CASE("a glyph enters as it is, and inverted if it is dark on bright") {
  Image glyph{28, 28, std::vector<uint8_t>(784)}, inverse = glyph;
  for (size_t i = 300; i < 500; ++i) glyph.pixels[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < 784; ++i) inverse.pixels[i] = static_cast<uint8_t>(255 - glyph.pixels[i]);
  CHECK(glyph_picture(glyph).pixels == glyph.pixels);
  CHECK(glyph_picture(inverse).pixels == glyph.pixels);
  const Image blank{28, 28, std::vector<uint8_t>(784)};
  CHECK(glyph_picture(blank).pixels == blank.pixels);
  CHECK(glyph_picture({28, 28, std::vector<uint8_t>(784, 255)}).pixels == blank.pixels);
}

TEST_CASE("in every photograph, and in its negative, the digit is found where the eye sees it") {
  // left, top, width, height, to 12 pixels; each was looked at together with the glyph it gives.
  const struct {
    const char* file;
    float box[4];
  } photographs[] = {{"1_jpeg", {93, 119, 197, 245}},    {"3_png", {5, 7, 49, 55}},
                     {"4_jpeg", {130, 192, 152, 190}},   {"62_jpeg", {47, 141, 213, 356}},
                     {"7_jpeg", {110, 153, 183, 208}},   {"7crop_png", {15, 11, 45, 66}},
                     {"f22_jpeg", {67, 207, 254, 215}},  {"f3_jpg", {125, 183, 104, 176}},
                     {"f6_jpg", {84, 105, 113, 196}},    {"f9_jpg", {155, 159, 84, 137}},
                     {"fs7_jpeg", {123, 206, 145, 216}}, {"s4_jpeg", {98, 138, 100, 126}},
                     {"w42_jpeg", {58, 122, 195, 253}},  {"w62_jpeg", {44, 49, 190, 328}},
                     {"w9_jpeg", {61, 138, 120, 180}},   {"z6_jpeg", {56, 91, 209, 358}},
                     {"z7_jpeg", {87, 112, 223, 335}},   {"z9_jpeg", {139, 134, 104, 170}}};
  for (const auto& [name, box] : photographs) {
    const auto file = testing::read_file(testing::shared_folder() + "/photos/" + name + ".jpg");
    if (file.empty()) SKIP("no photographs in " << testing::shared_folder() << "/photos");
    INFO(name);
    const auto picture = decode_picture(file);
    REQUIRE(picture);
    Image negative = *picture;
    for (uint8_t& level : negative.pixels) level = static_cast<uint8_t>(255 - level);
    const auto found = find_digit(*picture), found_bright = find_digit(negative);
    REQUIRE(found);
    REQUIRE(found_bright);
    CHECK(std::abs(found->box.left - box[0]) <= 12);
    CHECK(std::abs(found->box.top - box[1]) <= 12);
    CHECK(std::abs(found->box.width() - box[2]) <= 12);
    CHECK(std::abs(found->box.height() - box[3]) <= 12);
    const Glyph glyph = normalise(found->image)->glyph;
    // Not to the pixel: a negative has more light where there is a shadow.
    CHECK(likeness(normalise(found_bright->image)->glyph, glyph) > 0.8);
    // A digit of strokes, not the paper that they enclose: that would be nearly all of its box.
    const auto ink = std::count_if(glyph.begin(), glyph.end(), [](uint8_t level) { return level >= 128; });
    CHECK(ink > 40);
    CHECK(ink < 140);
  }
}
