#include "engine/ink/ink.h"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;

TEST_CASE("ink without a point has no bounds") {
  CHECK_FALSE(bounds({}));
  CHECK_FALSE(bounds({{{}, {}}}));
}

TEST_CASE("bounds hold every point of every stroke") {
  const auto box = bounds({{{{3, -1}}, {{5, 2}, {-4, 0}}}});
  REQUIRE(box);
  CHECK(box->left == -4);
  CHECK(box->top == -1);
  CHECK(box->right == 5);
  CHECK(box->bottom == 2);
}
