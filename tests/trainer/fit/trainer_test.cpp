#include "trainer/fit/trainer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "tests/trainer/support.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

TrainerState state_after(const Recipe& recipe, int64_t steps, const ParallelFor& parallel_for) {
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  for (int64_t step = 0; step < steps; ++step) trainer->step(parallel_for);
  return trainer->state();
}

}  // namespace

TEST_CASE("The same seed gives the same bits with one, two and three threads") {
  const Recipe recipe = small_recipe();
  const TrainerState expected = state_after(recipe, 12, one_after_another);
  CHECK(state_after(recipe, 12, on_threads(2)) == expected);
  CHECK(state_after(recipe, 12, on_threads(3)) == expected);
  Recipe other = recipe;
  other.seed = 2;
  CHECK_FALSE(state_after(other, 12, one_after_another) == expected);
}

TEST_CASE("A trainer that takes over a state goes on to the same bits") {
  const Recipe recipe = small_recipe();
  const TrainerState halfway = state_after(recipe, 7, one_after_another);
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  REQUIRE(trainer->restore(halfway));
  while (!trainer->finished()) trainer->step(one_after_another);
  CHECK(trainer->state() == state_after(recipe, trainer->steps(), one_after_another));

  TrainerState foreign = halfway;
  foreign.parameters.pop_back();
  CHECK_FALSE(trainer->restore(foreign));
  foreign = halfway;
  foreign.step = trainer->steps() + 1;
  CHECK_FALSE(trainer->restore(foreign));
}

TEST_CASE("Training learns what can be learned, and reads it in data it has not seen") {
  Recipe recipe = small_recipe();
  recipe.epochs = 12;
  recipe.augmentation = {1, 5, 0.05f, 0, 0, 0};
  auto trainer = Trainer::create(recipe, squares(1000, 1));
  REQUIRE(trainer);
  while (!trainer->finished()) trainer->step(one_after_another);
  const Dataset unseen = squares(333, 2);  // not a multiple of the batch
  const auto logits = trainer->logits(unseen.glyphs, on_threads(2));
  REQUIRE(logits.size() == 3330);
  int correct = 0;
  for (size_t at = 0; at < unseen.size(); ++at) {
    const auto row = std::span(logits).subspan(10 * at, 10);
    correct += std::ranges::max_element(row) - row.begin() == unseen.labels[at];
  }
  CHECK(correct >= 320);
}

TEST_CASE("What is not a finite number is named with its layer, and the step is not made") {
  const Recipe recipe = small_recipe();
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  TrainerState broken = trainer->state();
  broken.parameters.front() = NAN;
  REQUIRE(trainer->restore(broken));
  CHECK_THAT(trainer->step(one_after_another).not_finite, ContainsSubstring("parameters of layer 1 of"));
  CHECK(trainer->step() == 0);

  TrainerState huge = broken;
  huge.parameters.front() = 0;
  std::ranges::fill(std::span(huge.parameters).last(100), 3e38f);  // of the last dense layer
  REQUIRE(trainer->restore(huge));
  CHECK_THAT(trainer->step(one_after_another).not_finite, ContainsSubstring("values after layer"));
  CHECK(trainer->state().parameters == huge.parameters);
}

TEST_CASE("Recipes that no training can use are refused by name") {
  const auto refusal = [](auto change) {
    Recipe recipe = small_recipe();
    change(recipe);
    const auto trainer = Trainer::create(recipe, squares(205, 1));
    return trainer ? std::string() : trainer.error().message;
  };
  CHECK_THAT(refusal([](Recipe& r) { r.epochs = 0; }), ContainsSubstring("epochs 0"));
  CHECK_THAT(refusal([](Recipe& r) { r.batch = 1; }), ContainsSubstring("batch 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.batch = 206; }), ContainsSubstring("205 training samples"));
  CHECK_THAT(refusal([](Recipe& r) { r.learning_rate = NAN; }), ContainsSubstring("learning-rate"));
  CHECK_THAT(refusal([](Recipe& r) { r.dropout = 1; }), ContainsSubstring("dropout 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.augmentation.scale = -1; }), ContainsSubstring("scale -1"));
  CHECK_THAT(refusal([](Recipe& r) { r.layers.back().channels = 9; }), ContainsSubstring("9 outputs"));
  CHECK(refusal([](Recipe&) {}).empty());
}

TEST_CASE("A network is read from a short text, or refused with the word that is wrong") {
  const auto layers = layers_from_text("16,5x5:8,pool,dense:64", 10);
  REQUIRE(layers);
  CHECK(*layers == std::vector<Layer>{{LayerType::convolution, "convolution1", 16, 3, true},
                                      {LayerType::convolution, "convolution2", 8, 5, true},
                                      {LayerType::max_pool, "", 0, 2, false},
                                      {LayerType::dense, "dense1", 64, 0, true},
                                      {LayerType::dense, "logits", 10, 0, false}});
  for (const char* wrong : {"", "16,,pool", "16,0", "-3", "4x4:8", "5x3:8", "5x5:", "x:8", "pool2", "16 ",
                            "2000", "29x29:1", "dense:", "99999999999"}) {
    CAPTURE(wrong);
    CHECK_FALSE(layers_from_text(wrong, 10));
  }
  const auto pools = layers_from_text("pool,pool,pool,pool,pool", 10);
  REQUIRE_FALSE(pools);
  CHECK_THAT(pools.error().message, ContainsSubstring("max_pool of size 2 does not fit"));
}
