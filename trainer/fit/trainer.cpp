#include "trainer/fit/trainer.h"

#include <algorithm>
#include <cmath>

#include "engine/reading/see.h"
#include "trainer/augment/morph.h"
#include "trainer/augment/ones.h"
#include "trainer/network/unfold.h"
#include "trainer/fit/loss.h"
#include "trainer/optimise/average.h"

namespace inkling::trainer {
namespace {

constexpr float morph_probability = 0.5f;  // that another drawing of the same character has a part in one

}  // namespace

Result<Trainer> Trainer::create(Recipe recipe, Dataset training, Teacher teacher, const Model* start) {
  if (auto checked = check(recipe); !checked) return std::unexpected(checked.error());
  if (training.mixture.empty()) training.mixture = {{training.size(), 1}};
  if (auto checked = check(training.mixture, training.size()); !checked)
    return std::unexpected(checked.error());
  if (const size_t draws = draws_per_epoch(training.mixture); draws < static_cast<size_t>(recipe.batch)) {
    return fail(
        "%zu training samples an epoch are less than one batch of %d: give more samples or a smaller batch",
        draws, recipe.batch);
  }
  const Shape input{glyph_side, glyph_side, static_cast<int>(recipe.planes.size())};
  auto network = Network<float>::create(recipe.layers, input, recipe.dropout, recipe.batch,
                                        start ? Normalisation::folded : Normalisation::batch);
  if (!network) return std::unexpected(network.error());
  const size_t outputs = network->logits(0).size();
  if (outputs != training.outputs()) {
    return fail("the network has %zu outputs, but the data has %zu classes%s", outputs,
                training.classes.size(), training.outsiders ? " and outsiders" : "");
  }
  network->start(recipe.seed);
  if (start) take_weights(*start, *network);
  return Trainer(std::move(recipe), std::move(training), std::move(*network), std::move(teacher));
}

Trainer::Trainer(Recipe recipe, Dataset training, Network<float> network, Teacher teacher)
    : recipe_(std::move(recipe)),
      training_(std::move(training)),
      relatives_(recipe_.strokes.morph > 0 ? Relatives(training_) : Relatives()),
      network_(std::move(network)),
      teacher_(std::move(teacher)),
      teacher_logits_(teacher_ ? recipe_.batch * training_.outputs() : 0),
      as_written_(teacher_ ? network_.inputs().size() : 0),
      moments_(no_moments<float>(recipe_.optimiser, network_.parameters.size())) {
  if (recipe_.ema > 0) {
    other_parameters_ = network_.parameters;
    other_statistics_ = network_.statistics;
  }
}

int64_t Trainer::steps_per_epoch() const {
  return static_cast<int64_t>(draws_per_epoch(training_.mixture)) / recipe_.batch;
}

BatchResult Trainer::step(const ParallelFor& parallel_for) {
  const auto epoch = static_cast<uint32_t>(step_ / steps_per_epoch());
  begin_epoch(epoch);
  const size_t first = static_cast<size_t>(step_ % steps_per_epoch()) * recipe_.batch;
  const BatchContext context{recipe_.seed, epoch, std::span(order_).subspan(first, recipe_.batch)};

  const int epochs_left = recipe_.epochs - static_cast<int>(epoch);
  network_.eight_bits = recipe_.eight_bits && epochs_left <= recipe_.eight_bit_epochs;
  exchange_averages();
  BatchResult result = find_gradients(context, parallel_for);
  if (result.not_finite.empty()) {
    update_network();
    ++step_;
  }
  exchange_averages();
  return result;
}

uint32_t Trainer::distortion_of(uint32_t epoch) const {
  return recipe_.distortions > 0 ? epoch % recipe_.distortions : epoch;
}

// The same few distortions for every seed, so that what a teacher says of them can be kept.
uint64_t Trainer::seed_of_distortions() const {
  return recipe_.distortions > 0 ? 0 : recipe_.seed;
}

BatchResult Trainer::find_gradients(const BatchContext& context, const ParallelFor& parallel_for) {
  network_.forward(
      recipe_.batch, true, context,
      [&](int image) {
        const std::span<float> input = network_.input(image);
        write_input(context.samples[image], context.epoch, input);
        if (teacher_)
          std::ranges::copy(input, as_written_.begin() + static_cast<ptrdiff_t>(image * input.size()));
        change_path(context.samples[image], context.epoch, input);
      },
      parallel_for);
  BatchResult result{recipe_.batch, 0, 0, network_.first_not_finite_value(recipe_.batch)};
  if (!result.not_finite.empty()) return result;
  if (teacher_) {
    teacher_({as_written_, context.samples, distortion_of(context.epoch)}, teacher_logits_, parallel_for);
    if (!std::ranges::all_of(teacher_logits_, [](float logit) { return std::isfinite(logit); })) {
      result.not_finite = "the teacher's logits";
      return result;
    }
  }
  take_losses(context, result);
  network_.backward(recipe_.batch, context, parallel_for);
  result.not_finite = network_.first_not_finite_gradient();
  return result;
}

// Puts the gradients of the batch's mean loss in the place of the logits.
void Trainer::take_losses(const BatchContext& context, BatchResult& result) {
  for (int image = 0; image < recipe_.batch; ++image) {
    const std::span<float> logits = network_.logits(image);
    const uint8_t label = training_.labels[context.samples[image] % training_.size()];
    result.correct += std::ranges::max_element(logits) - logits.begin() == label;
    const float factor = 1.f / static_cast<float>(recipe_.batch), smoothing = recipe_.label_smoothing;
    if (teacher_) {
      const auto taught = std::span(teacher_logits_).subspan(image * logits.size(), logits.size());
      result.loss += distillation_gradient(logits, label, factor, smoothing, recipe_.distillation, taught);
    } else {
      result.loss += cross_entropy_gradient(logits, label, factor, smoothing);
    }
  }
}

void Trainer::update_network() {
  const Optimiser& optimiser = recipe_.optimiser;
  const float rate = learning_rate_ =
      scheduled_rate(recipe_.schedule, recipe_.learning_rate, {step_, steps(), steps_per_epoch()}, plateau_);
  const std::span<float> parameters = network_.parameters, gradient = network_.gradient;
  if (optimiser.clip > 0) clip_by_norm(optimiser.clip, gradient);
  if (optimiser.weight_decay > 0) {
    for (const auto& [begin, size] : network_.weights())
      decay_weights(optimiser, rate, gradient.subspan(begin, size), parameters.subspan(begin, size));
  }
  update<float>(optimiser, rate, step_, moments_, gradient, parameters);
  if (recipe_.ema > 0) {
    update_average<float>(recipe_.ema, step_, parameters, other_parameters_);
    update_average<float>(recipe_.ema, step_, network_.statistics, other_statistics_);
  }
}

void Trainer::exchange_averages() {
  if (recipe_.ema == 0) return;
  std::swap(network_.parameters, other_parameters_);
  std::swap(network_.statistics, other_statistics_);
}

void Trainer::begin_epoch(uint32_t epoch) {
  if (ordered_epoch_ == epoch) return;
  order_ = draws_of_epoch(training_.mixture, recipe_.seed, epoch);
  ordered_epoch_ = epoch;
}

bool Trainer::has_strokes(uint32_t draw) const {
  return !training_.inks.empty() && !training_.inks[draw % training_.size()].strokes.empty();
}

bool Trainer::is_one(size_t sample) const {
  const size_t label = training_.labels[sample];
  return label < training_.classes.size() && training_.classes[label] == "1";
}

// As somebody else might have drawn it.
Ink Trainer::ink_of(size_t sample, Random& random) const {
  const Ink& ink = training_.inks[sample];
  const float morph = recipe_.strokes.morph, flags = recipe_.strokes.flags;
  if (morph > 0 && random.uniform() < morph_probability) {
    const auto other = relatives_.one_of(sample, random);
    auto new_ink = other ? morphed(ink, training_.inks[*other], random.uniform(-morph, morph)) : std::nullopt;
    if (new_ink) return std::move(*new_ink);
  }
  if (flags > 0 && is_one(sample)) return flagged_one(ink, flags, random);
  return ink;
}

// Strokes are distorted and drawn anew each time.
Seen Trainer::seen_of(uint32_t draw, uint32_t epoch) const {
  const size_t sample = draw % training_.size();
  const uint64_t seed = seed_of_distortions();
  const bool strokes = has_strokes(draw);
  const bool distorts = recipe_.strokes != no_stroke_augmentation, path = has_path(recipe_.planes);
  std::optional<Seen> seen;
  if (strokes && distorts) {
    Random random(seed, Purpose::strokes, distortion_of(epoch), draw);
    seen = see_distorted(ink_of(sample, random), recipe_.strokes, random);
  } else if (strokes && path) {
    seen = see(training_.inks[sample]);
  }
  if (!seen) return {training_.glyphs[sample], {}, {}, {}};
  return std::move(*seen);
}

// input: [28, 28, planes].
void Trainer::write_input(uint32_t draw, uint32_t epoch, std::span<float> input) const {
  const Seen seen = seen_of(draw, epoch);
  if (recipe_.augmentation == no_augmentation) {
    network_input({&seen, 1}, recipe_.planes, input);
    return;
  }
  Random random(seed_of_distortions(), Purpose::augmentation, distortion_of(epoch), draw);
  distort(seen, recipe_.planes, random_distortion(recipe_.augmentation, random), input);
}

// A teacher always sees the path as it was written: its answers do not depend on the epoch and the seed, so
// that they may be kept, it may be one that has met nothing written backwards, and who sees pictures learns
// from one who saw them being drawn (Lopez-Paz, Bottou, Schölkopf, Vapnik, "Unifying distillation and
// privileged information", 2016).
void Trainer::change_path(uint32_t draw, uint32_t epoch, std::span<float> input) const {
  if (!has_path(recipe_.planes) || !has_strokes(draw)) return;
  const auto happens = [&](Purpose purpose, float share) {
    return share > 0 && Random(recipe_.seed, purpose, epoch, draw).uniform() < share;
  };
  if (happens(Purpose::path, recipe_.path_dropout))
    hide_path(recipe_.planes, input);
  else if (happens(Purpose::path_reversal, recipe_.path_reversal))
    reverse_path(recipe_.planes, input);
}

std::vector<float> Trainer::logits(const Dataset& data, const ParallelFor& parallel_for) {
  if (!has_path(recipe_.planes)) return logits(data.glyphs, parallel_for);
  return logits(
      data.size(),
      [&](size_t at, std::span<float> input) {
        const Seen sample = seen(data, at);
        network_input({&sample, 1}, recipe_.planes, input);
      },
      parallel_for);
}

std::vector<float> Trainer::logits(std::span<const Glyph> glyphs, const ParallelFor& parallel_for) {
  return logits(
      glyphs.size(),
      [&](size_t at, std::span<float> input) {
        network_input({&glyphs[at], 1}, recipe_.planes, input);
      },
      parallel_for);
}

std::vector<float> Trainer::logits(size_t count, const std::function<void(size_t, std::span<float>)>& write,
                                   const ParallelFor& parallel_for) {
  const size_t outputs = training_.outputs();
  network_.eight_bits = recipe_.eight_bits;
  std::vector<float> logits(count * outputs);
  for (size_t first = 0; first < count; first += recipe_.batch) {
    const int images = static_cast<int>(std::min<size_t>(recipe_.batch, count - first));
    network_.forward(
        images, false, {}, [&](int image) { write(first + image, network_.input(image)); }, parallel_for);
    for (int image = 0; image < images; ++image) {
      std::ranges::copy(network_.logits(image),
                        logits.begin() + static_cast<ptrdiff_t>((first + image) * outputs));
    }
  }
  return logits;
}

TrainerState Trainer::state() const {
  if (recipe_.ema == 0) return {step_, network_.parameters, network_.statistics, moments_, {}, {}, plateau_};
  return {step_,   other_parameters_, other_statistics_, moments_, network_.parameters, network_.statistics,
          plateau_};
}

Result<void> Trainer::restore(const TrainerState& state) {
  const size_t parameters = network_.parameters.size(), statistics = network_.statistics.size();
  if (state.parameters.size() != parameters || state.statistics.size() != statistics) {
    return fail("a state of %zu parameters and %zu statistics: this network has %zu and %zu",
                state.parameters.size(), state.statistics.size(), parameters, statistics);
  }
  if (state.moments.first.size() != moments_.first.size() ||
      state.moments.second.size() != moments_.second.size()) {
    return fail("a state of an optimiser with %zu and %zu moments: this one has %zu and %zu",
                state.moments.first.size(), state.moments.second.size(), moments_.first.size(),
                moments_.second.size());
  }
  if (state.average_parameters.size() != other_parameters_.size() ||
      state.average_statistics.size() != other_statistics_.size()) {
    return fail("a state with averages of %zu parameters and %zu statistics: this training has %zu and %zu",
                state.average_parameters.size(), state.average_statistics.size(), other_parameters_.size(),
                other_statistics_.size());
  }
  if (state.step < 0 || state.step > steps()) {
    return fail("a state after %lld steps: this training has %lld", static_cast<long long>(state.step),
                static_cast<long long>(steps()));
  }
  step_ = state.step;
  moments_ = state.moments;
  plateau_ = state.plateau;
  network_.parameters = state.parameters;
  network_.statistics = state.statistics;
  other_parameters_ = state.average_parameters;
  other_statistics_ = state.average_statistics;
  exchange_averages();
  return {};
}

}  // namespace inkling::trainer
