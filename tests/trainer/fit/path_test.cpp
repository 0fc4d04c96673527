// Training on planes of the pen's path.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>

#include "engine/reading/recogniser.h"
#include "tests/trainer/support.h"
#include "trainer/export/convert.h"
#include "trainer/export/export.h"
#include "trainer/export/onnx.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::vector<Plane> all_planes = {Plane::ink, Plane::path_x, Plane::path_y, Plane::path_time};

// Lines of ten slopes, some without strokes; the odd labels are written backwards.
Dataset lines(size_t count, uint64_t seed) {
  Dataset data = squares(count, seed);
  data.inks.resize(count);
  for (size_t at = 0; at < count; ++at) {
    if (at % 5 == 4) continue;
    Random random(seed, Purpose::split, 9, static_cast<uint32_t>(at));
    const float slope = 0.3f * static_cast<float>(data.labels[at] / 2);
    Stroke line{{0, 0}, {50, 50 * slope + random.uniform(-2, 2)}, {100, 100 * slope}};
    if (data.labels[at] % 2) std::ranges::reverse(line);
    data.inks[at] = {{line, {{40, 90}, {60, 95}}}};
    data.glyphs[at] = see(data.inks[at])->glyph;
  }
  return data;
}

Recipe path_recipe() {
  Recipe recipe = small_recipe();
  recipe.planes = all_planes;
  recipe.layers = *layers_from_text("6,pool,5x5:9,pool,dense:12", 10, 4);
  return recipe;
}

Recipe undistorted(float path_dropout) {
  Recipe recipe = path_recipe();
  recipe.augmentation = no_augmentation;
  recipe.strokes = no_stroke_augmentation;
  recipe.path_dropout = path_dropout;
  return recipe;
}

// What a network or its teacher sees of each sample: [28, 28, planes].
using SeenInputs = std::vector<std::vector<float>>;

struct SeenByBoth {
  SeenInputs student, teacher;
};

SeenByBoth seen_by_both(const Recipe& recipe, const Dataset& data) {
  SeenByBoth seen{SeenInputs(data.size()), SeenInputs(data.size())};
  const Trainer* student = nullptr;
  const Teacher teacher = [&](const Question& question, std::span<float> logits, const ParallelFor&) {
    std::ranges::fill(logits, 0.f);
    const size_t values = glyph_size * recipe.planes.size();
    for (size_t image = 0; image < question.samples.size(); ++image) {
      const auto seen_of = [&](std::span<const float> inputs) {
        const auto input = inputs.subspan(image * values, values);
        return std::vector(input.begin(), input.end());
      };
      seen.teacher[question.samples[image]] = seen_of(question.inputs);
      seen.student[question.samples[image]] = seen_of(student->network().inputs());
    }
  };
  auto trainer = Trainer::create(recipe, data, teacher);
  REQUIRE(trainer);
  student = &*trainer;
  for (int64_t step = 0; step < trainer->steps_per_epoch(); ++step) trainer->step(on_threads(2));
  return seen;
}

SeenInputs seen_in_training(const Recipe& recipe, const Dataset& data) {
  return seen_by_both(recipe, data).student;
}

// What the engine makes of the sample.
std::vector<float> engine_input(const Dataset& data, size_t at, std::span<const Plane> planes) {
  std::vector<float> input(glyph_size * planes.size());
  if (const auto seen = see(data.inks[at]))
    network_input({&*seen, 1}, planes, input);
  else
    network_input({&data.glyphs[at], 1}, planes, input);
  return input;
}

bool has_path_values(const std::vector<float>& input) {
  for (size_t at = 0; at < input.size(); ++at)
    if (at % 4 != 0 && input[at] != 0) return true;
  return false;
}

TrainerState state_after(const Recipe& recipe, int64_t steps, const ParallelFor& parallel_for,
                         const TrainerState* from = nullptr) {
  auto trainer = Trainer::create(recipe, lines(205, 1));
  REQUIRE(trainer);
  if (from) REQUIRE(trainer->restore(*from));
  while (trainer->step() < steps) trainer->step(parallel_for);
  return trainer->state();
}

}  // namespace

TEST_CASE("Undistorted, the trainer sees the planes that the engine computes, in any order") {
  const Dataset data = lines(200, 1);
  Recipe recipe = undistorted(0);
  for (const auto& planes : {all_planes, {Plane::ink, Plane::path_time, Plane::path_y, Plane::path_x}}) {
    recipe.planes = planes;
    const auto seen = seen_in_training(recipe, data);
    for (size_t at = 0; at < data.size(); ++at) {
      REQUIRE(seen[at] == engine_input(data, at, planes));
      REQUIRE(has_path_values(seen[at]) == !data.inks[at].strokes.empty());
    }
  }
}

TEST_CASE("Path dropout empties the planes of that share of the ink, and leaves the ink itself") {
  const Dataset data = lines(400, 1);
  const auto share = [&](float dropout) {
    size_t with_path = 0;
    const auto seen = seen_in_training(undistorted(dropout), data);
    for (size_t at = 0; at < data.size(); ++at) {
      with_path += has_path_values(seen[at]);
      const auto expected = engine_input(data, at, all_planes);
      for (size_t pixel = 0; pixel < glyph_size; ++pixel) REQUIRE(seen[at][4 * pixel] == expected[4 * pixel]);
    }
    return 1 - static_cast<double>(with_path) / 320;  // of 400 samples 80 have no strokes
  };
  CHECK(share(0) == 0);
  CHECK(share(1) == 1);
  CHECK(std::abs(share(0.3f) - 0.3) < 0.1);
}

TEST_CASE("A teacher sees the path as it was written where its student sees it backwards or not at all") {
  const Dataset data = lines(200, 1);
  const SeenInputs as_written = seen_in_training(undistorted(0), data);
  Recipe recipe = undistorted(0.5f);
  recipe.path_reversal = 0.5f;
  const auto [student, teacher] = seen_by_both(recipe, data);
  CHECK(teacher == as_written);
  size_t hidden = 0, reversed = 0;
  for (size_t at = 0; at < data.size(); ++at) {
    if (student[at] == as_written[at]) continue;
    (has_path_values(student[at]) ? reversed : hidden) += 1;
  }
  CHECK((hidden > 50 && hidden < 110));     // half of 160 with strokes
  CHECK((reversed > 15 && reversed < 65));  // a quarter of them
}

TEST_CASE("Distorted ink is the same whether its path is seen or not") {
  Recipe recipe = path_recipe();
  recipe.augmentation.elastic = 1;
  const Dataset data = lines(200, 1);
  const auto with_path = seen_in_training(recipe, data);
  recipe.planes = {Plane::ink};
  recipe.layers = small_recipe().layers;
  const auto without = seen_in_training(recipe, data);
  for (size_t at = 0; at < data.size(); ++at)
    for (size_t pixel = 0; pixel < glyph_size; ++pixel)
      REQUIRE(with_path[at][4 * pixel] == without[at][pixel]);
}

TEST_CASE("Planes of the path give the same bits whatever the threads, and after a state is taken over") {
  Recipe recipe = path_recipe();
  recipe.augmentation.elastic = 1;
  const TrainerState whole = state_after(recipe, 14, one_after_another);
  const TrainerState halfway = state_after(recipe, 8, on_threads(2));
  CHECK(state_after(recipe, 14, on_threads(3)) == whole);
  CHECK(state_after(recipe, 14, on_threads(2), &halfway) == whole);
}

TEST_CASE("What was trained with path planes is read by the engine with the trainer's logits") {
  Recipe recipe = path_recipe();
  auto trainer = Trainer::create(recipe, lines(400, 1));
  REQUIRE(trainer);
  while (!trainer->finished()) trainer->step(one_after_another);
  ModelFacts facts;
  const Dataset unseen = lines(60, 2);
  facts.labels = unseen.classes;
  facts.planes = recipe.planes;
  const auto file = write_safetensors(export_weights(recipe.layers, trainer->network(), DType::f32, facts));
  const auto weights = load_weights("exported", file);
  REQUIRE(weights);
  CHECK(weights->model->planes == all_planes);
  CHECK(weights->model->input_shape() == Shape{28, 28, 4});

  std::vector<Seen> signs;
  for (size_t at = 0; at < unseen.size(); ++at)
    signs.push_back(see(unseen.inks[at]).value_or(Seen{unseen.glyphs[at], {}, {}, {}}));
  auto session = Session::create(weights->model);
  REQUIRE(session);
  Recogniser recogniser(std::move(*session));
  std::vector<float> found(signs.size() * 10), pictures(signs.size() * 10);
  REQUIRE(recogniser.logits(signs, found));
  REQUIRE(recogniser.logits(unseen.glyphs, pictures));
  const auto close = [](const std::vector<float>& a, const std::vector<float>& b) {
    float largest = 0, difference = 0;
    for (size_t at = 0; at < a.size(); ++at) {
      largest = std::max(largest, std::abs(a[at]));
      difference = std::max(difference, std::abs(a[at] - b[at]));
    }
    return difference < 2e-5f * largest;
  };
  CHECK(close(trainer->logits(unseen, one_after_another), found));
  CHECK(close(trainer->logits(unseen.glyphs, one_after_another), pictures));
  CHECK_FALSE(close(found, pictures));

  CHECK_THAT(onnx_model(*weights), ContainsSubstring("Planes: ink path-x path-y path-time"));
  ModelFacts other = facts;
  other.planes = {Plane::ink, Plane::path_y, Plane::path_x, Plane::path_time};
  const auto turned = load_weights(
      "turned", write_safetensors(export_weights(recipe.layers, trainer->network(), DType::f32, other)));
  REQUIRE(turned);
  CHECK_THAT(committee_of({*weights, *turned}).error().message,
             ContainsSubstring("turned: its planes are") && ContainsSubstring("\"path-time\""));
  CHECK(committee_of({*weights, *weights}));
}

TEST_CASE("Directions that pixels have lost are learned from the path") {
  // Odd labels are the even ones written backwards: without the path at most half can be right.
  const auto share = [](std::vector<Plane> planes, float reversal = 0) {
    Recipe recipe = undistorted(0);
    recipe.path_reversal = reversal;
    recipe.epochs = 8;
    recipe.layers = *layers_from_text("6,pool,5x5:9,pool,dense:12", 10, static_cast<int>(planes.size()));
    recipe.planes = std::move(planes);
    auto trainer = Trainer::create(recipe, lines(600, 1));
    REQUIRE(trainer);
    while (!trainer->finished()) trainer->step(on_threads(2));
    const Dataset unseen = lines(200, 2);
    const auto logits = trainer->logits(unseen, one_after_another);
    int right = 0, ink = 0;
    for (size_t at = 0; at < unseen.size(); ++at) {
      if (unseen.inks[at].strokes.empty()) continue;
      const auto row = std::span(logits).subspan(10 * at, 10);
      right += std::ranges::max_element(row) - row.begin() == unseen.labels[at];
      ++ink;
    }
    return static_cast<double>(right) / ink;
  };
  CHECK(share({Plane::ink}) < 0.65);
  CHECK(share(all_planes) > 0.9);
  CHECK(share(all_planes, 1) < 0.3);  // what was learned backwards is not read forwards
}

TEST_CASE("Planes that are unknown, named twice or not led by the ink are refused by name") {
  const auto refusal = [](std::vector<std::string> names) {
    const auto planes = planes_from_names(names);
    return planes ? "" : planes.error().message;
  };
  CHECK(refusal({"ink", "path-time", "path-x"}).empty());
  CHECK_THAT(refusal({"ink", "speed"}),
             ContainsSubstring("\"speed\" is none of: ink, path-x, path-y, path-time"));
  CHECK_THAT(refusal({"ink", "path-x", "path-x"}), ContainsSubstring("\"path-x\" is named twice"));
  CHECK_THAT(refusal({"path-x", "ink"}), ContainsSubstring("the first is \"path-x\", expected \"ink\""));
  CHECK_THAT(refusal({}), ContainsSubstring("expected \"ink\""));
  Recipe recipe = path_recipe();
  recipe.path_dropout = 1.5f;
  CHECK_THAT(check(recipe).error().message, ContainsSubstring("path-dropout 1.5: expected 0 to 1"));
}
