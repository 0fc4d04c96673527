#include "trainer/session/adaptation.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/engine/network/small_model.h"
#include "tests/trainer/support.h"

using namespace inkling;
using namespace inkling::trainer;

namespace {

std::shared_ptr<const Model> model() {
  return inkling::testing::small_model();
}

// Squares with the labels of the model.
Dataset samples(size_t count, unsigned seed) {
  Dataset data = trainer::testing::squares(count, seed);
  data.classes = model()->labels;
  return data;
}

}  // namespace

TEST_CASE("replayed samples have their share of each epoch, and no more are kept than are shown") {
  AdaptationOptions options;
  options.epochs = 3;
  options.replay_share = 0.75f;
  const auto adaptation = adapt(*model(), samples(40, 1), samples(1000, 2), options);
  REQUIRE(adaptation);
  const std::vector<Share>& mixture = adaptation->data.mixture;
  REQUIRE(mixture.size() == 2);
  CHECK(draws_per_epoch(mixture[0]) == 40);
  CHECK(draws_per_epoch(mixture[1]) == 120);
  CHECK(mixture[1].samples == 3 * 120);
  CHECK(adaptation->data.size() == 40 + 360);
}

TEST_CASE("a handful of samples is a batch, and shown as often as it takes to learn them") {
  const auto adaptation = adapt(*model(), samples(5, 1), {}, {});
  REQUIRE(adaptation);
  CHECK(adaptation->recipe.batch == 5);
  CHECK(adaptation->recipe.epochs == 4000 / 5);
  CHECK(adapt(*model(), samples(700, 1), {}, {})->recipe.epochs == 8);
  CHECK_FALSE(adapt(*model(), samples(1, 1), {}, {}));
  CHECK_FALSE(adapt(*model(), {}, samples(5, 1), {}));
  AdaptationOptions never;
  never.epochs = -1;
  CHECK_FALSE(adapt(*model(), samples(5, 1), {}, never));
}

TEST_CASE("an adaptation lowers the loss on what it learns, from the model's own on") {
  const auto start = model();
  AdaptationOptions options;
  options.epochs = 100;
  options.learning_rate = 5e-3f;
  options.eight_bits = false;
  options.augment = false;
  const Dataset fresh = samples(64, 1);
  auto adaptation = adapt(*start, fresh, {}, options);
  REQUIRE(adaptation);
  auto trainer = Trainer::create(adaptation->recipe, std::move(adaptation->data), {}, start.get());
  REQUIRE(trainer);
  const BatchResult first = trainer->step(one_after_another);
  BatchResult last;
  while (!trainer->finished()) last = trainer->step(one_after_another);
  CHECK(last.loss < 0.5 * first.loss);
  const auto model_after =
      load_model(write_safetensors(export_adapted(*start, *trainer, start->labels, DType::f32, "squares")));
  REQUIRE(model_after);
  CHECK((*model_after)->temperature == start->temperature);
  CHECK((*model_after)->trained_on == start->trained_on + "; then squares");
}
