#include "trainer/session/training.h"

#include <cmath>

#include "trainer/fit/calibrate.h"

namespace inkling::trainer {
namespace {

double rounded(double value, int places) {
  const double scale = std::pow(10, places);
  return std::round(value * scale) / scale;
}

}  // namespace

Training::Training(Trainer& trainer, const Dataset& validation, int patience, Checkpoint& at,
                   std::function<double()> seconds)
    : trainer_(trainer),
      validation_(validation),
      patience_(patience),
      at_(at),
      seconds_(std::move(seconds)) {}

bool Training::stopped_early() const {
  return !trainer_.finished() && patience_ > 0 &&
         static_cast<int64_t>(at_.metrics.size()) - at_.best_epoch >= patience_;
}

bool Training::goes_on() const {
  return !trainer_.finished() && !stopped_early() && !has_diverged_;
}

TrainingEvent Training::step(const ParallelFor& parallel_for) {
  const double start = seconds_();
  const BatchResult batch = trainer_.step(parallel_for);
  if (!batch.not_finite.empty()) {
    const int64_t number = trainer_.step() % trainer_.steps_per_epoch() + 1;
    return diverged("batch " + std::to_string(number) + ": not finite any more: " + batch.not_finite);
  }
  at_.epoch.images += batch.images;
  at_.epoch.correct += batch.correct;
  at_.epoch.loss += batch.loss;
  at_.epoch.seconds += seconds_() - start;
  if (trainer_.step() % trainer_.steps_per_epoch() == 0) return end_epoch(parallel_for);
  return {TrainingEvent::Kind::batch, progress(), false, ""};
}

TrainingEvent Training::end_epoch(const ParallelFor& parallel_for) {
  const double start = seconds_();
  const auto logits = trainer_.logits(validation_, parallel_for);
  const auto score = trainer::score({logits, validation_.labels, validation_.classes.size()});
  if (!std::isfinite(score.loss)) return diverged("validation: the loss is not finite any more");
  trainer_.report_validation_loss(score.loss);
  EpochProgress whole = progress();
  whole.validation_accuracy = static_cast<double>(score.correct) / static_cast<double>(validation_.size());
  const EpochMetrics metrics{epoch(),
                             trainer_.step(),
                             whole.loss,
                             whole.training_accuracy,
                             whole.validation_accuracy,
                             score.loss,
                             trainer_.learning_rate(),
                             rounded(at_.epoch.seconds + seconds_() - start, 3),
                             rounded(whole.images_per_second, 1)};
  const bool is_best =
      at_.best_epoch == 0 || better(metrics, at_.metrics[static_cast<size_t>(at_.best_epoch - 1)]);
  at_.metrics.push_back(metrics);
  at_.epoch = {};
  at_.state = trainer_.state();
  if (is_best) {
    at_.best_epoch = metrics.epoch;
    at_.best = at_.state;
  }
  return {TrainingEvent::Kind::epoch, whole, is_best, ""};
}

TrainingEvent Training::diverged(std::string reason) {
  has_diverged_ = true;
  return {TrainingEvent::Kind::diverged, {}, false, std::move(reason)};
}

EpochProgress Training::progress() const {
  const auto images = static_cast<double>(at_.epoch.images);
  EpochProgress seen;
  seen.epoch = static_cast<int>(epoch());
  seen.epochs = trainer_.recipe().epochs;
  seen.step = trainer_.step();
  seen.steps = trainer_.steps();
  seen.images_per_second = images / at_.epoch.seconds;
  seen.loss = at_.epoch.loss / images;
  seen.training_accuracy = static_cast<double>(at_.epoch.correct) / images;
  return seen;
}

const Checkpoint& Training::checkpoint() {
  at_.state = trainer_.state();
  return at_;
}

}  // namespace inkling::trainer
