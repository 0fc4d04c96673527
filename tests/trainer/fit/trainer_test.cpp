#include "trainer/fit/trainer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cmath>
#include <map>
#include <set>

#include "engine/glyph/normalise.h"
#include "engine/ink/rasterise.h"
#include "tests/trainer/support.h"
#include "trainer/fit/calibrate.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;

namespace {

// Gives the samples from the 105th on strokes, in place of their glyphs, and three sources: the first 105
// samples, 80 three times an epoch, the last 20 every other time.
Dataset with_ink(Dataset data) {
  data.inks.resize(data.size());
  for (size_t at = 105; at < data.size(); ++at) {
    const float label = data.labels[at], odd = static_cast<float>(at % 7);
    data.inks[at] = {{{{0, 0}, {10 * label, odd}, {50, 90}}, {{odd, 60 - 5 * label}, {40, 10}}}};
    data.glyphs[at] = normalise(rasterise(data.inks[at]).image)->glyph;
  }
  data.mixture = {{105, 1}, {80, 3}, {20, 0.5}};
  return data;
}

// Up to `steps`, with a validation loss after each epoch that never falls.
void run(Trainer& trainer, int64_t steps, const ParallelFor& parallel_for) {
  while (trainer.step() < steps) {
    trainer.step(parallel_for);
    if (trainer.step() % trainer.steps_per_epoch() == 0) trainer.report_validation_loss(1);
  }
}

TrainerState state_after(const Recipe& recipe, int64_t steps, const ParallelFor& parallel_for) {
  auto trainer = Trainer::create(recipe, squares(205, 1));
  REQUIRE(trainer);
  run(*trainer, steps, parallel_for);
  return trainer->state();
}

// Everything that keeps something from one step to the next.
Recipe with_all_state(OptimiserKind optimiser) {
  Recipe recipe = small_recipe();
  recipe.optimiser = {optimiser, 0.8f, 0.01f, 1};
  recipe.schedule = {ScheduleKind::plateau, 1, 0.5f};
  recipe.ema = 0.95f;
  recipe.label_smoothing = 0.1f;
  return recipe;
}

}  // namespace

TEST_CASE("The same seed gives the same bits with one, two and three threads") {
  const Recipe recipe = small_recipe();
  const TrainerState expected = state_after(recipe, 12, one_after_another);
  CHECK(state_after(recipe, 12, on_threads(2)) == expected);
  CHECK(state_after(recipe, 12, on_threads(3)) == expected);
  CHECK(state_after(separable_recipe(), 12, on_threads(3)) ==
        state_after(separable_recipe(), 12, one_after_another));
  Recipe other = recipe;
  other.seed = 2;
  CHECK_FALSE(state_after(other, 12, one_after_another) == expected);
}

TEST_CASE("A trainer that takes over a state goes on to the same bits, whatever the state holds") {
  for (const Recipe& recipe : {small_recipe(), with_all_state(OptimiserKind::sgd),
                               with_all_state(OptimiserKind::adam), with_all_state(OptimiserKind::adamw)}) {
    const TrainerState halfway = state_after(recipe, 12, one_after_another);
    auto uninterrupted = Trainer::create(recipe, squares(205, 1)),
         trainer = Trainer::create(recipe, squares(205, 1));
    REQUIRE(uninterrupted);
    REQUIRE(trainer);
    REQUIRE(trainer->restore(halfway));
    CHECK(trainer->state() == halfway);
    run(*trainer, trainer->steps(), one_after_another);
    run(*uninterrupted, trainer->steps(), one_after_another);
    CHECK(trainer->finished());
    CHECK(trainer->state() == uninterrupted->state());
    const auto glyphs = squares(9, 2).glyphs;
    CHECK(trainer->logits(glyphs, one_after_another) == uninterrupted->logits(glyphs, one_after_another));
  }
}

TEST_CASE("Ink and mixed sources give the same bits whatever the threads, and after a state is taken over") {
  Recipe recipe = small_recipe();
  recipe.augmentation.elastic = 1;
  const Dataset data = with_ink(squares(205, 1));
  const auto after = [&](int64_t steps, const ParallelFor& parallel_for, const TrainerState* from = nullptr) {
    auto trainer = Trainer::create(recipe, data);
    REQUIRE(trainer);
    CHECK(trainer->steps_per_epoch() == 8);  // of the 105 + 3 * 80 + 20 / 2 draws
    if (from) REQUIRE(trainer->restore(*from));
    run(*trainer, steps, parallel_for);
    return trainer->state();
  };
  const TrainerState whole = after(20, one_after_another), halfway = after(13, on_threads(2));
  CHECK(after(20, on_threads(3)) == whole);
  CHECK(after(20, on_threads(2), &halfway) == whole);
  const TrainerState distorted = whole;
  recipe.strokes = no_stroke_augmentation;
  CHECK_FALSE(after(20, one_after_another) == distorted);
}

TEST_CASE("Ink that is not distorted trains as its glyphs do") {
  Recipe recipe = small_recipe();
  recipe.strokes = no_stroke_augmentation;
  Dataset ink = with_ink(squares(205, 1)), glyphs = ink;
  glyphs.inks.clear();
  auto from_ink = Trainer::create(recipe, ink), from_glyphs = Trainer::create(recipe, glyphs);
  REQUIRE(from_ink);
  REQUIRE(from_glyphs);
  run(*from_ink, 12, one_after_another);
  run(*from_glyphs, 12, one_after_another);
  CHECK(from_ink->state() == from_glyphs->state());
}

TEST_CASE("Each appearance of a sample in an epoch is distorted and labelled on its own") {
  // Two samples, twenty times each in a batch: the teacher sees all inputs.
  Recipe recipe = small_recipe();
  recipe.batch = 40;
  recipe.epochs = 1;
  recipe.augmentation = no_augmentation;
  Dataset data = with_ink(squares(205, 1));
  const std::vector<uint32_t> two = {110, 111};  // with ink
  data = chosen(data, two);
  data.mixture = {{2, 20}};
  std::set<std::vector<float>> inputs;
  const Teacher teacher = [&](const Question& question, std::span<float> logits, const ParallelFor&) {
    std::ranges::fill(logits, 0.f);
    CHECK(std::set<uint32_t>(question.samples.begin(), question.samples.end()).size() == 40);
    for (size_t image = 0; image < 40; ++image) {
      const auto input = question.inputs.subspan(image * glyph_size, glyph_size);
      inputs.emplace(input.begin(), input.end());
    }
  };
  auto trainer = Trainer::create(recipe, data, teacher);
  REQUIRE(trainer);
  run(*trainer, 1, one_after_another);
  CHECK(trainer->finished());
  CHECK(inputs.size() == 40);
}

TEST_CASE("A state of another network, optimiser or length is refused") {
  const auto refusal = [](const Recipe& recipe, auto change) {
    auto trainer = Trainer::create(recipe, squares(205, 1));
    REQUIRE(trainer);
    TrainerState state = trainer->state();
    change(state, *trainer);
    const auto restored = trainer->restore(state);
    return restored ? std::string() : restored.error().message;
  };
  const Recipe recipe = small_recipe(), average = with_all_state(OptimiserKind::sgd);
  CHECK_THAT(refusal(recipe, [](auto& s, auto&) { s.parameters.pop_back(); }),
             ContainsSubstring("this network has"));
  CHECK_THAT(refusal(recipe, [](auto& s, auto&) { s.moments.second.clear(); }),
             ContainsSubstring("optimiser"));
  CHECK_THAT(refusal(average, [](auto& s, auto&) { s.average_statistics.pop_back(); }),
             ContainsSubstring("averages"));
  CHECK_THAT(refusal(recipe, [](auto& s, auto& t) { s.step = t.steps() + 1; }),
             ContainsSubstring("this training has"));
  CHECK(refusal(average, [](auto&, auto&) {}).empty());
}

TEST_CASE("With EMA the network outside of a step is the average of those after each step") {
  Recipe plain = small_recipe(), averaged = small_recipe();
  averaged.ema = 0.9f;
  auto expected = Trainer::create(plain, squares(205, 1)), found = Trainer::create(averaged, squares(205, 1));
  REQUIRE(expected);
  REQUIRE(found);
  std::vector<double> parameters(found->network().parameters.size()),
      statistics(found->network().statistics.size());
  for (int64_t step = 0; step < 9; ++step) {
    expected->step(one_after_another);
    found->step(one_after_another);
    const double kept = step == 0 ? 0 : std::min(0.9, (1.0 + step) / (10.0 + step));
    const TrainerState state = expected->state();
    for (size_t at = 0; at < parameters.size(); ++at)
      parameters[at] = kept * parameters[at] + (1 - kept) * state.parameters[at];
    for (size_t at = 0; at < statistics.size(); ++at)
      statistics[at] = kept * statistics[at] + (1 - kept) * state.statistics[at];
  }
  CHECK(found->state().parameters == expected->state().parameters);  // training itself does not notice
  double difference = 0, gap = 0;
  for (size_t at = 0; at < parameters.size(); ++at) {
    difference = std::max(difference, std::abs(found->network().parameters[at] - parameters[at]));
    gap = std::max(gap, std::abs(double{expected->network().parameters[at]} - parameters[at]));
  }
  for (size_t at = 0; at < statistics.size(); ++at)
    difference = std::max(difference, std::abs(found->network().statistics[at] - statistics[at]));
  CHECK(difference < 1e-5);
  CHECK(gap > 1e-3);
}

TEST_CASE("A student learns from its teacher alone, who sees the distorted glyphs") {
  Recipe recipe = small_recipe();
  recipe.epochs = 10;
  recipe.distillation = {1, 2};
  // Reads the place of the brightest square, and calls it by the next digit.
  size_t calls = 0;
  const Teacher teacher = [&](const Question& question, std::span<float> logits, const ParallelFor&) {
    ++calls;
    const auto inputs = question.inputs;
    REQUIRE(inputs.size() == size_t{40} * 784);
    REQUIRE(logits.size() == size_t{40} * 10);
    for (size_t image = 0; image < 40; ++image) {
      for (size_t digit = 0; digit < 10; ++digit) {
        const size_t left = 3 + 5 * (digit % 5), top = digit < 5 ? 6 : 16;
        float sum = 0;
        for (size_t y = top; y < top + 5; ++y)
          for (size_t x = left; x < left + 3; ++x) sum += inputs[image * 784 + y * 28 + x];
        logits[image * 10 + (digit + 1) % 10] = sum;
      }
    }
  };
  recipe.augmentation = no_augmentation;
  auto trainer = Trainer::create(recipe, squares(400, 1), teacher);
  REQUIRE(trainer);
  while (!trainer->finished()) trainer->step(one_after_another);
  CHECK(calls == 100);
  const Dataset unseen = squares(100, 2);
  const auto logits = trainer->logits(unseen.glyphs, one_after_another);
  int taught = 0;
  for (size_t at = 0; at < unseen.size(); ++at) {
    const auto row = std::span(logits).subspan(10 * at, 10);
    taught += std::ranges::max_element(row) - row.begin() == (unseen.labels[at] + 1) % 10;
  }
  CHECK(taught >= 95);
}

TEST_CASE("With two distortions a sample looks as it did two epochs ago, for any seed") {
  std::map<std::pair<uint32_t, uint32_t>, std::vector<float>> seen;  // of (distortion, sample)
  size_t questions = 0;
  const Teacher teacher = [&](const Question& question, std::span<float> logits, const ParallelFor&) {
    std::ranges::fill(logits, 0.f);
    for (size_t image = 0; image < question.samples.size(); ++image) {
      const auto input = question.inputs.subspan(image * glyph_size, glyph_size);
      const auto [place, first] = seen.try_emplace({question.distortion, question.samples[image]});
      if (first) place->second.assign(input.begin(), input.end());
      CHECK(std::ranges::equal(place->second, input));
      ++questions;
    }
  };
  for (const uint64_t seed : {1, 2}) {
    Recipe recipe = small_recipe();
    recipe.epochs = 4;
    recipe.distortions = 2;
    recipe.seed = seed;
    auto trainer = Trainer::create(recipe, squares(200, 1), teacher);
    REQUIRE(trainer);
    while (!trainer->finished()) trainer->step(one_after_another);
  }
  CHECK(questions == size_t{2 * 4 * 200});
  CHECK(seen.size() == size_t{2 * 200});
  CHECK(seen[{0, 7}] != seen[{1, 7}]);
}

TEST_CASE("A teacher whose logits are no numbers stops the training") {
  const Teacher teacher = [](const Question&, std::span<float> logits, const ParallelFor&) {
    std::ranges::fill(logits, NAN);
  };
  auto trainer = Trainer::create(small_recipe(), squares(205, 1), teacher);
  REQUIRE(trainer);
  CHECK_THAT(trainer->step(one_after_another).not_finite, ContainsSubstring("teacher"));
  CHECK(trainer->step() == 0);
}

TEST_CASE("Every optimiser and schedule learns") {
  const auto learned = [](OptimiserKind optimiser, ScheduleKind schedule, float rate) {
    Recipe recipe = small_recipe();
    recipe.epochs = 6;
    recipe.learning_rate = rate;
    recipe.optimiser = {optimiser, 0.9f, 1e-3f, 5};
    recipe.schedule = {schedule, 2, 0.5f};
    recipe.augmentation = {0, 0, 0, 0, 0, 0};
    auto trainer = Trainer::create(recipe, squares(400, 1));
    REQUIRE(trainer);
    BatchResult last;
    while (!trainer->finished()) last = trainer->step(one_after_another);
    return last.loss / last.images;
  };
  CHECK(learned(OptimiserKind::sgd, ScheduleKind::step, 0.1f) < 0.6);
  CHECK(learned(OptimiserKind::sgd, ScheduleKind::one_cycle, 0.1f) < 0.6);
  CHECK(learned(OptimiserKind::adamw, ScheduleKind::cosine, 0.01f) < 0.6);
  CHECK(learned(OptimiserKind::adam, ScheduleKind::constant, 0.01f) < 0.6);
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
  CHECK_THAT(refusal([](Recipe& r) { r.optimiser.momentum = 1; }), ContainsSubstring("momentum 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.optimiser.weight_decay = -1; }), ContainsSubstring("weight-decay -1"));
  CHECK_THAT(refusal([](Recipe& r) { r.optimiser.clip = -1; }), ContainsSubstring("clip -1"));
  CHECK_THAT(refusal([](Recipe& r) { r.schedule.epochs = 0; }), ContainsSubstring("schedule-epochs 0"));
  CHECK_THAT(refusal([](Recipe& r) { r.schedule.factor = 2; }), ContainsSubstring("schedule-factor 2"));
  CHECK_THAT(refusal([](Recipe& r) { r.ema = 1; }), ContainsSubstring("ema 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.label_smoothing = 1; }), ContainsSubstring("label-smoothing 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.distillation.share = 2; }), ContainsSubstring("teacher-share 2"));
  CHECK_THAT(refusal([](Recipe& r) { r.distillation.temperature = 0; }),
             ContainsSubstring("teacher-temperature 0"));
  CHECK_THAT(refusal([](Recipe& r) { r.dropout = 1; }), ContainsSubstring("dropout 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.augmentation.scale = -1; }), ContainsSubstring("scale -1"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.jitter = -1; }), ContainsSubstring("ink-jitter -1"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.slant = 3; }), ContainsSubstring("ink-slant 3"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.bend = NAN; }), ContainsSubstring("ink-bend"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.speed = 2; }), ContainsSubstring("ink-speed 2"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.pen = 1; }), ContainsSubstring("ink-pen 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.hooks = 1; }), ContainsSubstring("ink-hooks 1"));
  CHECK_THAT(refusal([](Recipe& r) { r.strokes.flags = 2; }), ContainsSubstring("ink-flags 2"));
  CHECK_THAT(refusal([](Recipe& r) { r.layers.back().channels = 9; }), ContainsSubstring("9 outputs"));
  CHECK(refusal([](Recipe&) {}).empty());
}

TEST_CASE("A network is read from a short text, or refused with the word that is wrong") {
  const auto layers = layers_from_text("16,5x5:8,pool,dense:64", 10);
  REQUIRE(layers);
  CHECK(*layers == std::vector<Layer>{{LayerType::convolution, "conv1", 16, 3, true},
                                      {LayerType::convolution, "conv2", 8, 5, true},
                                      {LayerType::max_pool, "", 0, 2, false},
                                      {LayerType::dense, "dense1", 64, 0, true},
                                      {LayerType::dense, "logits", 10, 0, false}});
  const auto separable = layers_from_text("8:linear,dw5,1x1:8:linear,add:-3,avgpool,global", 10);
  REQUIRE(separable);
  CHECK(*separable == std::vector<Layer>{{LayerType::convolution, "conv1", 8, 3, false},
                                         {LayerType::depthwise, "dw1", 8, 5, true},
                                         {LayerType::convolution, "conv2", 8, 1, false},
                                         {LayerType::add, "", 0, 0, true, -3},
                                         {LayerType::average_pool, "", 0, 2, false},
                                         {LayerType::global_average_pool, "", 0, 0, false},
                                         {LayerType::dense, "logits", 10, 0, false}});
  for (const char* wrong : {"",
                            "16,,pool",
                            "16,0",
                            "-3",
                            "4x4:8",
                            "5x3:8",
                            "5x5:",
                            "x:8",
                            "pool2",
                            "16 ",
                            "2000",
                            "29x29:1",
                            "dense:",
                            "99999999999",
                            "dw",
                            "dw4",
                            "dw29",
                            "add",
                            "add:",
                            "add:3",
                            "16,add:-1",
                            "16,add:-2",
                            "avgpool2",
                            "global:2",
                            "16:linear:linear",
                            "pool:linear",
                            "global,global"}) {
    CAPTURE(wrong);
    CHECK_FALSE(layers_from_text(wrong, 10));
  }
  const auto pools = layers_from_text("pool,pool,pool,pool,pool", 10);
  REQUIRE_FALSE(pools);
  CHECK_THAT(pools.error().message, ContainsSubstring("max_pool of size 2 does not fit"));
}

TEST_CASE("A network that learned outsiders is sure of digits and not of them") {
  const auto with_outsiders = [](size_t count, uint64_t seed) {
    Dataset data = squares(count, seed);
    data.outsiders = true;
    for (size_t at = 0; at < count; at += 3) {  // every third a bright frame
      Glyph& glyph = data.glyphs[at];
      glyph = {};
      const int inset = 2 + static_cast<int>(at % 5);
      for (int way = inset; way < glyph_side - inset; ++way)
        for (const int edge : {inset, glyph_side - 1 - inset})
          glyph[way * glyph_side + edge] = glyph[edge * glyph_side + way] = 220;
      data.labels[at] = 10;
    }
    return data;
  };
  Recipe recipe = small_recipe();
  recipe.layers = *layers_from_text("6,pool,5x5:9,pool,dense:12", 11);
  recipe.epochs = 10;
  recipe.augmentation = no_augmentation;
  auto trainer = Trainer::create(recipe, with_outsiders(600, 1));
  REQUIRE(trainer);
  while (!trainer->finished()) trainer->step(one_after_another);
  const Dataset unseen = with_outsiders(150, 2);
  const auto logits = trainer->logits(unseen.glyphs, one_after_another);
  REQUIRE(logits.size() == 150 * 11);
  const auto sure = certainties(Certainty::membership, logits, 11, 10, 1, 1);
  int told_apart = 0;
  for (size_t at = 0; at < 150; ++at) told_apart += (sure[at] < 0.5f) == (unseen.labels[at] == 10);
  CHECK(told_apart >= 145);
  recipe.layers.back().channels = 10;
  CHECK_THAT(Trainer::create(recipe, unseen).error().message, ContainsSubstring("10 classes and outsiders"));
}
