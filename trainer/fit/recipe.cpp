#include "trainer/fit/recipe.h"

#include <charconv>
#include <cmath>

namespace inkling::trainer {
namespace {

// The whole of `text` as a number from 1 to 1024, or 0.
int whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= 1 && number <= 1024 ? number
                                                                                                   : 0;
}

Layer convolution(int channels, int kernel) {
  return {LayerType::convolution, "", channels, kernel, true};
}

// "pool", "16", "5x5:16" or "dense:64"; channels 0 if it is none of them.
Layer layer_from_word(std::string_view word) {
  if (word == "pool") return {LayerType::max_pool, "", 0, 2, false};
  const size_t colon = word.find(':');
  if (colon == word.npos) return convolution(whole_number(word), 3);
  const std::string_view kind = word.substr(0, colon);
  const int channels = whole_number(word.substr(colon + 1));
  if (kind == "dense") return {LayerType::dense, "", channels, 0, true};
  const size_t cross = kind.find('x');
  const int side = whole_number(kind.substr(0, cross));
  const bool square = cross != kind.npos && side == whole_number(kind.substr(cross + 1));
  return convolution(square && side % 2 == 1 && side < 28 ? channels : 0, side);
}

template <class Kind>
struct Named {
  std::string_view name;
  Kind kind;
};

template <class Kind, size_t count>
Result<Kind> named(std::string_view text, const Named<Kind> (&all)[count]) {
  std::string names;
  for (const auto& [name, kind] : all) {
    if (name == text) return kind;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return fail("\"%.*s\" is none of: %s", static_cast<int>(text.size()), text.data(), names.c_str());
}

}  // namespace

Result<OptimiserKind> optimiser_from_text(std::string_view text) {
  return named<OptimiserKind>(
      text, {{"sgd", OptimiserKind::sgd}, {"adam", OptimiserKind::adam}, {"adamw", OptimiserKind::adamw}});
}

Result<ScheduleKind> schedule_from_text(std::string_view text) {
  return named<ScheduleKind>(text, {{"constant", ScheduleKind::constant},
                                    {"step", ScheduleKind::step},
                                    {"cosine", ScheduleKind::cosine},
                                    {"one-cycle", ScheduleKind::one_cycle},
                                    {"plateau", ScheduleKind::plateau}});
}

Result<std::vector<Layer>> layers_from_text(std::string_view text, int classes) {
  std::vector<Layer> layers;
  int convolutions = 0, denses = 0;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    Layer layer = layer_from_word(word);
    if (layer.type != LayerType::max_pool && layer.channels == 0) {
      return fail(
          "network \"%.*s\": \"%.*s\" at position %zu is none of: a number of channels (16), the same with a "
          "kernel of odd side (5x5:16), pool, dense:64",
          static_cast<int>(text.size()), text.data(), static_cast<int>(word.size()), word.data(), begin + 1);
    }
    if (layer.type == LayerType::convolution) layer.name = "convolution" + std::to_string(++convolutions);
    if (layer.type == LayerType::dense) layer.name = "dense" + std::to_string(++denses);
    layers.push_back(std::move(layer));
    begin = end + 1;
  }
  layers.push_back({LayerType::dense, "logits", classes, 0, false});
  Shape shape{28, 28, 1};
  for (const Layer& layer : layers) {
    const auto next = output_shape(layer, shape);
    if (!next) return std::unexpected(in("network \"" + std::string(text) + "\"", next.error()));
    shape = *next;
  }
  return layers;
}

Result<void> check(const Recipe& recipe) {
  const auto within = [](float value, float least, float most) { return value >= least && value <= most; };
  const Augmentation& most = recipe.augmentation;
  if (recipe.epochs < 1 || recipe.epochs > 100'000)
    return fail("epochs %d: expected 1 to 100000", recipe.epochs);
  if (recipe.batch < 2 || recipe.batch > 65'536) return fail("batch %d: expected 2 to 65536", recipe.batch);
  if (!within(recipe.learning_rate, 1e-9f, 10)) {
    return fail("learning-rate %g: expected more than 0, at most 10", recipe.learning_rate);
  }
  const Optimiser& optimiser = recipe.optimiser;
  const Schedule& schedule = recipe.schedule;
  if (!within(optimiser.momentum, 0, 0.9999f))
    return fail("momentum %g: expected 0 to 0.9999", optimiser.momentum);
  if (!within(optimiser.weight_decay, 0, 1))
    return fail("weight-decay %g: expected 0 to 1", optimiser.weight_decay);
  if (!within(optimiser.clip, 0, 1e9f)) return fail("clip %g: expected 0 to 1e9", optimiser.clip);
  if (schedule.epochs < 1 || schedule.epochs > 100'000)
    return fail("schedule-epochs %d: expected 1 to 100000", schedule.epochs);
  if (!within(schedule.factor, 1e-6f, 1))
    return fail("schedule-factor %g: expected more than 0, at most 1", schedule.factor);
  if (!within(recipe.ema, 0, 0.999999f)) return fail("ema %g: expected 0 to 0.999999", recipe.ema);
  if (!within(recipe.label_smoothing, 0, 0.9f))
    return fail("label-smoothing %g: expected 0 to 0.9", recipe.label_smoothing);
  if (!within(recipe.dropout, 0, 0.95f)) return fail("dropout %g: expected 0 to 0.95", recipe.dropout);
  if (!within(most.shift, 0, 14)) return fail("shift %g: expected 0 to 14 pixels", most.shift);
  if (!within(most.rotation, 0, 180)) return fail("rotation %g: expected 0 to 180 degrees", most.rotation);
  if (!within(most.scale, 0, 0.9f)) return fail("scale %g: expected 0 to 0.9", most.scale);
  if (!within(most.stretch, 0, 0.9f)) return fail("stretch %g: expected 0 to 0.9", most.stretch);
  if (!within(most.shear, 0, 2)) return fail("shear %g: expected 0 to 2", most.shear);
  if (!within(most.thickness, 0, 1)) return fail("thickness %g: expected 0 to 1", most.thickness);
  return {};
}

}  // namespace inkling::trainer
