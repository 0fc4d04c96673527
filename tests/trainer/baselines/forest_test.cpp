#include "trainer/baselines/forest.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/trainer/support.h"

using namespace inkling::trainer;

namespace {

std::vector<int> readings(const Forest& forest, const Dataset& data) {
  std::vector<int> all;
  for (const auto& glyph : data.glyphs) all.push_back(forest.read(glyph));
  return all;
}

}  // namespace

TEST_CASE("A forest reads images it has not seen, the same with any number of threads") {
  const Dataset training = testing::squares(500, 1), test = testing::squares(300, 2);
  const auto one = Forest::fit(training, 50, 1, 1), three = Forest::fit(training, 50, 1, 3);
  REQUIRE(one);
  REQUIRE(three);
  const auto read = readings(*one, test);
  CHECK(read == readings(*three, test));
  size_t right = 0;
  for (size_t i = 0; i < test.size(); ++i) right += read[i] == test.labels[i];
  CHECK(right == test.size());
  const auto other = Forest::fit(training, 50, 2, 1);
  REQUIRE(other);
  CHECK(other->bytes() != one->bytes());
}

TEST_CASE("A tree decides at a pixel's level, and the lower class wins when as many trees name another") {
  // One pixel tells the classes apart: a single tree cuts between the levels 100 and 200.
  Dataset data;
  data.classes = {"dark", "bright"};
  for (int i = 0; i < 40; ++i) {
    inkling::Glyph glyph{};
    glyph.fill(static_cast<uint8_t>(i % 2 ? 200 : 100));
    data.glyphs.push_back(glyph);
    data.labels.push_back(static_cast<uint8_t>(i % 2));
  }
  const auto forest = Forest::fit(data, 1, 1, 1);
  REQUIRE(forest);
  const auto read = [&](int level) {
    inkling::Glyph glyph{};
    glyph.fill(static_cast<uint8_t>(level));
    return forest->read(glyph);
  };
  CHECK((read(0) == 0 && read(100) == 0 && read(150) == 0));
  CHECK((read(151) == 1 && read(200) == 1 && read(255) == 1));
}

TEST_CASE("No data and no trees are refused") {
  CHECK(!Forest::fit({}, 10, 1, 1));
  const auto refused = Forest::fit(testing::squares(20, 1), 0, 1, 1);
  REQUIRE(!refused);
  CHECK(refused.error().message == "trees 0: expected 1 to 10000");
}
