// What looks like a 1, whatever its label.
#include "trainer/data/upright_stroke.h"

#include <catch2/catch_test_macros.hpp>

using namespace inkling;
using trainer::is_upright_stroke;

TEST_CASE("A single straight line that stands is an upright stroke, in either direction and at any size") {
  CHECK(is_upright_stroke({{{{0, 0}, {0, 100}}}}));
  CHECK(is_upright_stroke({{{{0, 100}, {2, 60}, {20, 0}}}}));
  CHECK(is_upright_stroke({{{{0.001f, 0}, {0, 0.004f}}}}));
  CHECK(is_upright_stroke({{{{0, 0}, {10, 100}, {10, 110}, {9, 100}}}}));
}

TEST_CASE("What lies, leans, bends, or has several strokes or none is no upright stroke") {
  CHECK_FALSE(is_upright_stroke({{{{0, 0}, {100, 0}}}}));
  CHECK_FALSE(is_upright_stroke({{{{0, 100}, {80, 0}}}}));
  CHECK_FALSE(is_upright_stroke({{{{0, 0}, {50, 0}, {50, 100}, {0, 100}}}}));
  CHECK_FALSE(is_upright_stroke({{{{0, 0}, {0, 100}, {0, 50}}}}));
  CHECK_FALSE(is_upright_stroke({{{{0, 0}, {0, 100}}, {{20, 0}, {20, 100}}}}));
  CHECK_FALSE(is_upright_stroke({{{{7, 7}}}}));
  CHECK_FALSE(is_upright_stroke({}));
}
