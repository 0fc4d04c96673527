#include "trainer/export/export.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <cmath>

#include "engine/network/model.h"
#include "tests/engine/network/small_model.h"
#include "tests/trainer/support.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;

namespace {

Trainer trained(const Recipe& recipe = small_recipe()) {
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  while (!trainer->finished()) trainer->step(one_after_another);
  return std::move(*trainer);
}

std::shared_ptr<const Model> exported(const Trainer& trainer, DType type) {
  const ModelFacts facts{{"0", "1", "2", "3", "4", "5", "6", "7", "8", "\"\\nine"},
                         1.25f,
                         1,
                         {Certainty::confidence, 0.6f},
                         "a \"test\"",
                         "[]"};
  const auto file =
      write_safetensors(export_weights(trainer.recipe().layers, trainer.network(), type, facts));
  auto model = load_model(file);
  INFO((model ? "" : model.error().message));
  REQUIRE(model);
  return *model;
}

std::vector<double> plain_logits(const Model& model, const Glyph& glyph) {
  std::vector<double> values;
  for (const uint8_t pixel : glyph) values.push_back(pixel / 255.0);
  return inkling::testing::plain_run(model, values).back();
}

}  // namespace

TEST_CASE("The engine reads an exported file, and a plain run of it gives the trainer's logits") {
  Recipe averaged = small_recipe();
  averaged.ema = 0.9f;
  Recipe remainders = small_recipe();  // 3x3 pixels, of which an average takes 2x2
  remainders.layers = *layers_from_text("6,pool,pool,pool,avgpool", 10);
  Trainer trainer = trained(GENERATE_COPY(small_recipe(), separable_recipe(), averaged, remainders));
  const Dataset unseen = squares(50, 3);
  const auto expected = trainer.logits(unseen.glyphs, one_after_another);
  for (const auto& [type, tolerance] : {std::pair{DType::f32, 2e-5}, std::pair{DType::f16, 2e-2}}) {
    const auto model = exported(trainer, type);
    CHECK(model->temperature == 1.25f);
    CHECK(model->rejection.least == 0.6f);
    CHECK(model->labels.back() == "\"\\nine");
    CHECK(model->trained_on == "a \"test\"");
    double largest = 0, difference = 0;
    for (size_t at = 0; at < unseen.size(); ++at) {
      const auto logits = plain_logits(*model, unseen.glyphs[at]);
      REQUIRE(logits.size() == 10);
      for (size_t label = 0; label < 10; ++label) {
        largest = std::max(largest, std::abs(logits[label]));
        difference = std::max(difference, std::abs(logits[label] - expected[10 * at + label]));
      }
    }
    INFO("largest logit " << largest << ", largest difference " << difference);
    CHECK(difference <= tolerance * largest);
    CHECK(largest > 0.5);
  }
}

TEST_CASE("Equal weights give equal bytes") {
  Trainer trainer = trained();
  const auto once =
      write_safetensors(export_weights(trainer.recipe().layers, trainer.network(), DType::f16, {}));
  const auto again =
      write_safetensors(export_weights(trainer.recipe().layers, trainer.network(), DType::f16, {}));
  CHECK(once == again);
}

TEST_CASE("What the trainer validates with 8-bit weights is what an I8 file computes") {
  Recipe recipe = GENERATE_COPY(small_recipe(), separable_recipe());
  recipe.eight_bits = true;
  recipe.eight_bit_epochs = 1;
  Trainer trainer = trained(recipe);
  const Dataset unseen = squares(50, 3);
  const auto expected = trainer.logits(unseen.glyphs, one_after_another);
  const auto model = exported(trainer, DType::i8);
  double largest = 0, difference = 0;
  for (size_t at = 0; at < unseen.size(); ++at) {
    const auto logits = plain_logits(*model, unseen.glyphs[at]);
    for (size_t label = 0; label < 10; ++label) {
      largest = std::max(largest, std::abs(logits[label]));
      difference = std::max(difference, std::abs(logits[label] - expected[10 * at + label]));
    }
  }
  INFO("largest logit " << largest << ", largest difference " << difference);
  CHECK(difference <= 2e-5 * largest);
}
