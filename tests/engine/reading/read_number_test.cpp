// Numbers on pictures made here: drawn digits on paper of many kinds, read with the weights that are shipped.
#include "engine/reading/read_number.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <fstream>
#include <random>

#include "engine/ink/ndjson.h"
#include "engine/ink/rasterise.h"
#include "tests/engine/support/shipped.h"

using namespace inkling;
using inkling::testing::shipped;

namespace {

constexpr int width = 640, height = 400;

// The first drawing of each digit.
Image drawn(char label) {
  std::ifstream file(INKLING_SOURCE_FOLDER "/assets/drawings/digits.ndjson");
  for (std::string line; std::getline(file, line);) {
    const auto drawing = parse_drawing(line);
    if (drawing && drawing->label == std::string(1, label)) return rasterise(drawing->ink).image;
  }
  FAIL("no drawing of " << label);
  return {};
}

// How much of each place is covered by ink, 0 to 255: digits 80 pixels high, 20 apart.
struct Sheet {
  Image ink{width, height, std::vector<uint8_t>(width* height)};
  std::vector<Box> boxes;

  void write(const std::string& digits, int left, int top, int distance = 20) {
    for (const char label : digits) {
      const Image digit = drawn(label);
      for (int y = 0; y < digit.height; ++y) {
        for (int x = 0; x < digit.width; ++x) {
          uint8_t& level = ink.pixels[static_cast<size_t>((top + y) * width + left + x)];
          level = std::max(level, digit.at(x, y));
        }
      }
      boxes.push_back({static_cast<float>(left), static_cast<float>(top),
                       static_cast<float>(left + digit.width), static_cast<float>(top + digit.height)});
      left += digit.width + distance;
    }
  }

  // The picture on which `level` says how bright a place is, given how much of it is ink (0 to 1).
  template <class Level>
  Image seen(Level level) const {
    Image picture{width, height, {}};
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x)
        picture.pixels.push_back(
            static_cast<uint8_t>(std::clamp<double>(level(x, y, ink.at(x, y) / 255.0), 0, 255)));
    }
    return picture;
  }
};

void check_read(const Image& picture, const std::string& text, const std::vector<Box>& boxes) {
  Recogniser recogniser = shipped();
  std::vector<Glyph> glyphs(3);
  const auto reading = read_number(recogniser, picture, &glyphs);
  REQUIRE(reading);
  CHECK(reading->text == text);
  // What it says it saw of each digit reads as that digit did.
  REQUIRE(glyphs.size() == reading->digits.size());
  for (size_t i = 0; i < glyphs.size(); ++i) {
    const auto alone = recogniser.read(Seen{glyphs[i], {}, {}, {}});
    REQUIRE(alone);
    CHECK(alone->digits[0].label == reading->digits[i].label);
    CHECK(std::abs(alone->digits[0].confidence - reading->digits[i].confidence) < 1e-4f);
  }
  REQUIRE(reading->digits.size() == boxes.size());
  for (size_t i = 0; i < boxes.size(); ++i) {
    INFO("digit " << i);
    CHECK(std::abs(reading->digits[i].box.left - boxes[i].left) <= 4);
    CHECK(std::abs(reading->digits[i].box.top - boxes[i].top) <= 4);
    CHECK(std::abs(reading->digits[i].box.right - boxes[i].right) <= 4);
    CHECK(std::abs(reading->digits[i].box.bottom - boxes[i].bottom) <= 4);
  }
}

double ink_on_paper(int, int, double covered) {
  return 230 - 190 * covered;
}

}  // namespace

TEST_CASE("a number is read from left to right, dark on light and light on dark") {
  Sheet sheet;
  sheet.write("20468", 60, 150);
  check_read(sheet.seen(ink_on_paper), "20468", sheet.boxes);
  check_read(sheet.seen([](int, int, double covered) { return 30 + 180 * covered; }), "20468", sheet.boxes);
}

TEST_CASE("two lines of a number are read one after the other") {
  Sheet sheet;
  sheet.write("3716", 60, 60);
  sheet.write("902", 90, 220);
  check_read(sheet.seen(ink_on_paper), "3716902", sheet.boxes);
}

TEST_CASE("a number is read at the edge of a shadow and in light that falls off") {
  Sheet sheet;
  sheet.write("82635", 60, 150);
  check_read(sheet.seen([](int x, int y, double covered) {
    return (240 - 0.15 * x - 0.1 * y) * (x + y < 480 ? 0.6 : 1) * (1 - 0.75 * covered);
  }),
             "82635", sheet.boxes);
}

TEST_CASE("lines and squares on the paper are no ink, even if they slope and are as dark") {
  Sheet sheet;
  sheet.write("20368", 60, 150);
  const auto on_line = [](double place, double distance) { return std::fmod(place, distance) < 3; };
  check_read(sheet.seen([&](int x, int y, double covered) {
    return on_line(y + 0.05 * x, 70) ? 40.0 : ink_on_paper(x, y, covered);
  }),
             "20368", sheet.boxes);
  check_read(sheet.seen([&](int x, int y, double covered) {
    return on_line(y, 50) || on_line(x, 50) ? std::min(150.0, ink_on_paper(x, y, covered))
                                            : ink_on_paper(x, y, covered);
  }),
             "20368", sheet.boxes);
}

TEST_CASE("what is left of squares that have nearly faded is no digit") {
  Sheet sheet;
  sheet.write("4916", 60, 150);
  check_read(sheet.seen([&](int x, int y, double covered) {
    const int right = x % 90, down = y % 80;
    const bool cross = (right < 2 && down < 36) || (down >= 12 && down < 14 && right < 14);
    const bool beside_the_number = (y < 140 || y > 240) && x / 90 % 2 == y / 80 % 2;
    return cross && beside_the_number ? std::min(100.0, ink_on_paper(x, y, covered))
                                      : ink_on_paper(x, y, covered);
  }),
             "4916", sheet.boxes);
}

TEST_CASE("specks, grain and a dark strip along the edge are left out of a number") {
  Sheet sheet;
  sheet.write("5937", 60, 150);
  std::mt19937 random(3);
  check_read(sheet.seen([&](int x, int y, double covered) {
    const bool speck = x % 97 < 3 && y % 83 < 3, strip = y > 385;
    const double grain = static_cast<double>(random() % 17) - 8;
    return (speck || strip ? 60 : ink_on_paper(x, y, covered)) + grain;
  }),
             "5937", sheet.boxes);
}

TEST_CASE("a digit that has come apart is one, and digits that touch are two") {
  Sheet sheet;
  sheet.write("3825", 100, 150);
  check_read(sheet.seen([](int x, int y, double covered) {
    const bool gap = x < 180 && (y == 172 || y == 173 || y == 205);
    return ink_on_paper(x, y, gap ? 0 : covered);
  }),
             "3825", sheet.boxes);
  Sheet touching;
  touching.write("23", 100, 150, -2);
  check_read(touching.seen(ink_on_paper), "23", touching.boxes);
}

TEST_CASE(
    "where one digit is asked for, several that are surely digits are all read, each with what was seen") {
  Recogniser recogniser = shipped();
  for (const auto& [text, distance] : {std::pair("4721", 20), {"37", 200}}) {
    Sheet sheet;
    sheet.write(text, 60, 150, distance);
    std::vector<Glyph> glyphs;
    const auto reading = read_digit(recogniser, sheet.seen(ink_on_paper), &glyphs);
    REQUIRE(reading);
    CHECK(reading->text == text);
    CHECK_FALSE(reading->rejected);
    CHECK(glyphs.size() == sheet.boxes.size());
  }
}

TEST_CASE(
    "where one digit is asked for, a digit that has come apart, or with scribbles beside it, stays one") {
  Recogniser recogniser = shipped();
  for (const char label : std::string("0123456789")) {
    Sheet sheet;
    sheet.write(std::string(1, label), 200, 150);
    const auto apart = [](int x, int y, double covered) {
      return ink_on_paper(x, y, y == 172 || y == 173 || y == 205 ? 0 : covered);
    };
    const auto beside_a_cross = [](int x, int y, double covered) {
      const bool cross = (std::abs(x - 480) < 3 && std::abs(y - 190) < 30) ||
                         (std::abs(y - 190) < 3 && std::abs(x - 480) < 30);
      return ink_on_paper(x, y, cross ? 1 : covered);
    };
    for (const Image& picture : {sheet.seen(ink_on_paper), sheet.seen(apart), sheet.seen(beside_a_cross)}) {
      std::vector<Glyph> glyphs;
      const auto reading = read_digit(recogniser, picture, &glyphs);
      const auto alone = recogniser.read(see(picture));
      REQUIRE(reading);
      REQUIRE(alone);
      CHECK(reading->digits.size() == 1);
      CHECK(reading->text == alone->text);
      CHECK(glyphs.size() == 1);
    }
  }
}

TEST_CASE("on empty paper there is no number") {
  Recogniser recogniser = shipped();
  const Sheet empty;
  std::mt19937 random(4);
  for (const Image& picture :
       {Image{}, Image{1, 1, {9}}, empty.seen(ink_on_paper),
        empty.seen([](int x, int, double) { return x < 300 ? 90.0 : 210.0; }),
        empty.seen([&](int, int, double) { return 200 + static_cast<double>(random() % 13) - 6; }),
        empty.seen([](int, int y, double) { return y % 60 < 2 ? 120.0 : 220.0; })}) {
    const auto reading = read_number(recogniser, picture);
    REQUIRE(reading);
    CHECK(reading->text == "");
    CHECK(reading->digits.empty());
    CHECK_FALSE(reading->rejected);
  }
}

TEST_CASE(
    "noise, stripes and chequers of any shape give a reading, and no more digits than may be on a page") {
  Recogniser recogniser = shipped();
  std::mt19937 random(5);
  for (const auto& [across, down] :
       {std::pair(1, 3000), {3000, 1}, {2, 2}, {28, 27}, {500, 500}, {1500, 900}}) {
    for (const int kind : {0, 1, 2, 3}) {
      Image picture{across, down, {}};
      for (int y = 0; y < down; ++y) {
        for (int x = 0; x < across; ++x)
          picture.pixels.push_back(static_cast<uint8_t>(kind == 0   ? random()
                                                        : kind == 1 ? (x / 7 + y / 7) % 2 * 255
                                                        : kind == 2 ? x / 9 % 2 * 255
                                                                    : (random() % 300 == 0) * 255));
      }
      const auto reading = read_number(recogniser, picture);
      REQUIRE(reading);
      CHECK(reading->digits.size() <= 5000);
      for (const DigitReading& digit : reading->digits) {
        CHECK(digit.box.left >= 0);
        CHECK(digit.box.top >= 0);
        CHECK(digit.box.right <= static_cast<float>(across));
        CHECK(digit.box.bottom <= static_cast<float>(down));
      }
    }
  }
}
