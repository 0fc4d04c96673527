#include "trainer/metrics/edit_distance.h"

#include <catch2/catch_test_macros.hpp>
#include <string_view>
#include <vector>

using namespace inkling;

namespace {

size_t distance(std::string_view a, std::string_view b) {
  const std::vector<int> first(a.begin(), a.end()), second(b.begin(), b.end());
  CHECK(edit_distance(first, second) == edit_distance(second, first));
  return edit_distance(first, second);
}

}  // namespace

TEST_CASE("The edit distance counts what has to be inserted, left out and replaced") {
  CHECK(distance("", "") == 0);
  CHECK(distance("", "123") == 3);
  CHECK(distance("123", "123") == 0);
  CHECK(distance("123", "133") == 1);
  CHECK(distance("10203", "1203") == 1);
  CHECK(distance("12", "21") == 2);
  // The examples of many textbooks.
  CHECK(distance("kitten", "sitting") == 3);
  CHECK(distance("saturday", "sunday") == 3);
}
