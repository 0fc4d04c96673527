#include "trainer/data/collect.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "trainer/report/png.h"

using namespace inkling;
using namespace inkling::trainer;

namespace {

constexpr std::string_view seven = R"({"label":"7","writer":"w","strokes":[[[0,0],[20,0],[8,30]]]})";

// A dark bar on paper, or nothing but paper.
std::vector<uint8_t> picture(bool has_bar) {
  Image ink{30, 40, std::vector<uint8_t>(30 * 40)};
  for (int y = 6; has_bar && y < 34; ++y) std::fill_n(ink.pixels.begin() + y * 30 + 13, 4, 235);
  return report::png(ink);
}

}  // namespace

TEST_CASE("drawings are collected line by line, and what cannot be used is named with its reason") {
  Samples samples;
  add_drawings(samples, std::string(seven) + "\n\n{\"label\":\"1\"}\r\n" + R"({"strokes":[[[0,0],[0,9]]]})" +
                            "\n" + R"({"label":"1","strokes":[]})" + "\n" + std::string(seven));
  REQUIRE(samples.size() == 2);
  CHECK(samples.labels == std::vector<std::string>{"7", "7"});
  CHECK(samples.writers == std::vector<std::string>{"w", "w"});
  CHECK(samples.inks[1].strokes.at(0).size() == 3);
  REQUIRE(samples.left_out.size() == 3);
  CHECK(samples.left_out[0].place == "line 3");
  CHECK_THAT(samples.left_out[0].reason, Catch::Matchers::ContainsSubstring("'strokes' is missing"));
  CHECK(samples.left_out[1] == LeftOut{"line 4", "the drawing has no label"});
  CHECK(samples.left_out[2].place == "line 5");
}

TEST_CASE("pictures and drawings can stand in one collection, each with the strokes it has") {
  Samples samples;
  add_picture(samples, "1/a.png", "1", picture(true));
  add_drawings(samples, seven);
  add_picture(samples, "1/b.png", "1", picture(true));
  add_picture(samples, "1/empty.png", "1", picture(false));
  CHECK(samples.labels == std::vector<std::string>{"1", "7", "1"});
  REQUIRE(samples.inks.size() == 3);
  CHECK(samples.inks[0].strokes.empty());
  CHECK(samples.inks[1].strokes.size() == 1);
  CHECK(samples.inks[2].strokes.empty());
  CHECK(samples.glyphs[0] == samples.glyphs[2]);
  CHECK(samples.left_out == std::vector<LeftOut>{{"1/empty.png", "nothing is written on it"}});
}
