#include "trainer/fit/state_tensors.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <limits>

#include "tests/trainer/support.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("A state comes back from the bytes of a file bit by bit, and goes on to the same bits") {
  Recipe recipe = small_recipe();
  recipe.ema = 0.9f;
  recipe.schedule.kind = ScheduleKind::plateau;
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  for (int step = 0; step < 7; ++step) trainer->step(one_after_another);
  trainer->report_validation_loss(0.1);
  const TrainerState halfway = trainer->state();
  Safetensors file;
  put_state(file, "", halfway);
  put_state(file, "best.", halfway);
  const auto read = parse_safetensors(write_safetensors(file));
  REQUIRE(read);
  for (const char* prefix : {"", "best."}) {
    const auto state = take_state(*read, prefix);
    REQUIRE(state);
    CHECK(*state == halfway);
  }

  while (!trainer->finished()) trainer->step(one_after_another);
  auto again = Trainer::create(recipe, squares(205, 1));
  REQUIRE(again);
  REQUIRE(again->restore(*take_state(*read, "")));
  while (!again->finished()) again->step(one_after_another);
  CHECK(again->state() == trainer->state());
}

TEST_CASE("A state that lacks a number, or holds another, is refused by name") {
  auto trainer = Trainer::create(small_recipe(), squares(205, 1));
  REQUIRE(trainer);
  Safetensors file;
  put_state(file, "", trainer->state());
  const auto missing = take_state(file, "best.");
  REQUIRE_FALSE(missing);
  CHECK_THAT(missing.error().message, ContainsSubstring("'best.step' is missing"));
  file.metadata.at("step") = std::string("7x");
  const auto wrong = take_state(file, "");
  REQUIRE_FALSE(wrong);
  CHECK_THAT(wrong.error().message, ContainsSubstring("\"7x\""));
  file.metadata.at("step") = std::string("7");
  file.tensors["parameters"].dtype = DType::f16;
  CHECK_FALSE(take_state(file, ""));
}
