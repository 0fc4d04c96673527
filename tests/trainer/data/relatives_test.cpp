#include "trainer/data/relatives.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

using namespace inkling;
using namespace inkling::trainer;

TEST_CASE("Relatives are drawings of the same character in as many strokes, and each is as likely") {
  const Stroke stroke{{0, 0}, {1, 1}};
  Dataset data;
  data.classes = {"a", "b"};
  data.outsiders = true;
  // a in one stroke: 0, 1, 2; a in two: 3; b in one: 4, 5; an outsider: 6, 7; a without strokes: 8, 9.
  data.labels = {0, 0, 0, 0, 1, 1, 2, 2, 0, 0};
  for (const size_t strokes : {1, 1, 1, 2, 1, 1, 1, 1, 0, 0})
    data.inks.push_back({std::vector<Stroke>(strokes, stroke)});
  data.glyphs.resize(data.labels.size());

  const Relatives relatives(data);
  std::array<std::array<int, 10>, 10> found{};
  std::array<int, 10> none{};
  for (uint32_t item = 0; item < 3000; ++item) {
    Random random(1, Purpose::strokes, 0, item);
    for (size_t sample = 0; sample < data.size(); ++sample) {
      if (const auto other = relatives.one_of(sample, random))
        ++found[sample][*other];
      else
        ++none[sample];
    }
  }
  for (const size_t alone : {3, 6, 7, 8, 9}) CHECK(none[alone] == 3000);
  // The sample itself is drawn, and is no relative, as often as each of the others: give or take four
  // standard errors.
  CHECK((std::abs(found[0][1] - 1000) < 104 && std::abs(found[0][2] - 1000) < 104));
  CHECK(found[0][1] + found[0][2] + none[0] == 3000);
  CHECK((std::abs(found[4][5] - 1500) < 110 && found[4][5] + none[4] == 3000));
  Random random(1, Purpose::strokes);
  CHECK_FALSE(Relatives().one_of(0, random));
}
