#include "trainer/fit/recipe.h"

#include <cmath>
#include <optional>

#include "trainer/number.h"

namespace inkling::trainer {
namespace {

// The whole of `text` as a number from 1 to 1024, or 0.
int whole_number(std::string_view text) {
  const auto number = number_from_text<int>(text);
  return number && *number >= 1 && *number <= 1024 ? *number : 0;
}

Layer convolution(int channels, int kernel) {
  return {LayerType::convolution, "", channels, kernel, true};
}

bool odd_side(int kernel) {
  return kernel % 2 == 1 && kernel < 28;
}

// What stands behind the colon of add:-3, or 0.
int earlier_layer(std::string_view text) {
  return text.starts_with('-') ? -whole_number(text.substr(1)) : 0;
}

// One word of layers_from_text() without ":linear".  inputs: the channels that come in.
std::optional<Layer> layer_from_word(std::string_view word, int inputs) {
  if (word == "pool") return Layer{LayerType::max_pool, "", 0, 2, false};
  if (word == "avgpool") return Layer{LayerType::average_pool, "", 0, 2, false};
  if (word == "global") return Layer{LayerType::global_average_pool, "", 0, 0, false};
  if (word.starts_with("dw")) {
    const int kernel = whole_number(word.substr(2));
    if (!odd_side(kernel)) return {};
    return Layer{LayerType::depthwise, "", inputs, kernel, true};
  }
  const size_t colon = word.find(':');
  const std::string_view kind = word.substr(0, colon);
  const std::string_view value = colon == word.npos ? "" : word.substr(colon + 1);
  if (kind == "add") {
    const int from = earlier_layer(value);
    if (from == 0) return {};
    return Layer{LayerType::add, "", 0, 0, true, from};
  }
  const int channels = whole_number(colon == word.npos ? word : value);
  if (channels == 0) return {};
  if (colon == word.npos) return convolution(channels, 3);
  if (kind == "dense") return Layer{LayerType::dense, "", channels, 0, true};
  const size_t cross = kind.find('x');
  const int side = whole_number(kind.substr(0, cross));
  const bool square = cross != kind.npos && side == whole_number(kind.substr(cross + 1));
  if (!square || !odd_side(side)) return {};
  return convolution(channels, side);
}

std::optional<Layer> layer_from_text(std::string_view word, int inputs) {
  constexpr std::string_view suffix = ":linear";
  const bool linear = word.ends_with(suffix);
  if (linear) word.remove_suffix(suffix.size());
  auto layer = layer_from_word(word, inputs);
  if (!layer || (linear && !layer->relu)) return {};
  if (linear) layer->relu = false;
  return layer;
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

Result<std::vector<Layer>> layers_from_text(std::string_view text, int classes, int planes) {
  std::vector<Layer> layers;
  int convolutions = 0, depthwises = 0, denses = 0, channels = planes;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    auto layer = layer_from_text(word, channels);
    if (!layer) {
      return fail(
          "network \"%.*s\": \"%.*s\" at position %zu is none of: a number of channels (16), the same with a "
          "kernel of odd side (5x5:16), dw3, pool, avgpool, global, add:-3, dense:64, each but the pools "
          "also "
          "with :linear behind",
          static_cast<int>(text.size()), text.data(), static_cast<int>(word.size()), word.data(), begin + 1);
    }
    if (layer->type == LayerType::convolution) layer->name = "conv" + std::to_string(++convolutions);
    if (layer->type == LayerType::depthwise) layer->name = "dw" + std::to_string(++depthwises);
    if (layer->type == LayerType::dense) layer->name = "dense" + std::to_string(++denses);
    if (layer->channels > 0) channels = layer->channels;
    layers.push_back(std::move(*layer));
    begin = end + 1;
  }
  layers.push_back({LayerType::dense, "logits", classes, 0, false});
  const auto shapes = output_shapes(layers, {28, 28, planes});
  if (!shapes) return std::unexpected(in("network \"" + std::string(text) + "\"", shapes.error()));
  return layers;
}

Result<void> check(const Recipe& recipe) {
  const auto within = [](float value, float least, float most) { return value >= least && value <= most; };
  const Augmentation& most = recipe.augmentation;
  if (auto planes = planes_from_names(names_of(recipe.planes)); !planes)
    return std::unexpected(in("planes", planes.error()));
  if (!within(recipe.path_reversal, 0, 1))
    return fail("path-reversal %g: expected 0 to 1", recipe.path_reversal);
  if (!within(recipe.path_dropout, 0, 1))
    return fail("path-dropout %g: expected 0 to 1", recipe.path_dropout);
  if (recipe.epochs < 1 || recipe.epochs > 100'000)
    return fail("epochs %d: expected 1 to 100000", recipe.epochs);
  if (recipe.batch < 2 || recipe.batch > 65'536) return fail("batch %d: expected 2 to 65536", recipe.batch);
  if (recipe.eight_bit_epochs < 0 || recipe.eight_bit_epochs > 100'000)
    return fail("eight-bit-epochs %d: expected 0 to 100000", recipe.eight_bit_epochs);
  if (!within(recipe.learning_rate, 1e-9f, 10)) {
    return fail("learning-rate %g: expected more than 0, at most 10", recipe.learning_rate);
  }
  if (recipe.distortions < 0 || recipe.distortions > 100'000)
    return fail("distortions %d: expected 0 to 100000", recipe.distortions);
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
  if (!within(recipe.distillation.share, 0, 1))
    return fail("teacher-share %g: expected 0 to 1", recipe.distillation.share);
  if (!within(recipe.distillation.temperature, 0.1f, 100))
    return fail("teacher-temperature %g: expected 0.1 to 100", recipe.distillation.temperature);
  if (!within(recipe.dropout, 0, 0.95f)) return fail("dropout %g: expected 0 to 0.95", recipe.dropout);
  if (!within(most.shift, 0, 14)) return fail("shift %g: expected 0 to 14 pixels", most.shift);
  if (!within(most.rotation, 0, 180)) return fail("rotation %g: expected 0 to 180 degrees", most.rotation);
  if (!within(most.scale, 0, 0.9f)) return fail("scale %g: expected 0 to 0.9", most.scale);
  if (!within(most.stretch, 0, 0.9f)) return fail("stretch %g: expected 0 to 0.9", most.stretch);
  if (!within(most.shear, 0, 2)) return fail("shear %g: expected 0 to 2", most.shear);
  if (!within(most.thickness, 0, 1)) return fail("thickness %g: expected 0 to 1", most.thickness);
  if (!within(most.elastic, 0, 7)) return fail("elastic %g: expected 0 to 7 pixels", most.elastic);
  const StrokeAugmentation& strokes = recipe.strokes;
  if (!within(strokes.jitter, 0, 0.5f)) return fail("ink-jitter %g: expected 0 to 0.5", strokes.jitter);
  if (!within(strokes.slant, 0, 2)) return fail("ink-slant %g: expected 0 to 2", strokes.slant);
  if (!within(strokes.bend, 0, 1)) return fail("ink-bend %g: expected 0 to 1", strokes.bend);
  if (!within(strokes.speed, 0, 1)) return fail("ink-speed %g: expected 0 to 1", strokes.speed);
  if (!within(strokes.pen, 0, 0.9f)) return fail("ink-pen %g: expected 0 to 0.9", strokes.pen);
  if (!within(strokes.hooks, 0, 0.5f)) return fail("ink-hooks %g: expected 0 to 0.5", strokes.hooks);
  if (!within(strokes.flags, 0, 1)) return fail("ink-flags %g: expected 0 to 1", strokes.flags);
  if (!within(strokes.morph, 0, 1)) return fail("ink-morph %g: expected 0 to 1", strokes.morph);
  return {};
}

}  // namespace inkling::trainer
