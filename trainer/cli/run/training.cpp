#include "trainer/cli/run/training.h"

#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>

#include "trainer/cli/files.h"
#include "trainer/cli/progress.h"
#include "trainer/fit/calibrate.h"

namespace inkling {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double rounded(double value, int places) {
  const double scale = std::pow(10, places);
  return std::round(value * scale) / scale;
}

Result<void> append(const std::filesystem::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary | std::ios::app);
  stream << text << std::flush;
  if (!stream) return fail("%s: cannot be written: %s", path.c_str(), std::strerror(errno));
  return {};
}

class Loop {
 public:
  Loop(const RunFolder& folder, trainer::Trainer& trainer, const trainer::Dataset& validation,
       const trainer::ParallelFor& parallel_for, const LoopOptions& options, Checkpoint& at)
      : folder_(folder),
        trainer_(trainer),
        validation_(validation),
        parallel_for_(parallel_for),
        options_(options),
        at_(at),
        progress_(trainer.step()) {}

  Result<void> run() {
    // Lines of epochs that the checkpoint does not know go: they will be written again.
    if (auto written = write_metrics(); !written) return written;
    while (!trainer_.finished() && !out_of_patience(at_, options_.patience)) {
      if (auto done = step(); !done) return done;
      const bool epoch_ends = trainer_.step() % trainer_.steps_per_epoch() == 0;
      const int64_t every = options_.checkpoint_every;
      if (epoch_ends) {
        if (auto done = end_epoch(); !done) return done;
      } else if (every > 0 && trainer_.step() % every == 0) {
        at_.state = trainer_.state();
        if (auto saved = checkpoints_.save_last(at_); !saved) return explained(saved.error());
      }
    }
    return {};
  }

 private:
  int64_t epoch() const { return static_cast<int64_t>(at_.metrics.size()) + 1; }

  Result<void> step() {
    const auto start = Clock::now();
    const trainer::BatchResult batch = trainer_.step(parallel_for_);
    if (!batch.not_finite.empty()) {
      const int64_t number = trainer_.step() % trainer_.steps_per_epoch() + 1;
      return diverged("batch " + std::to_string(number) + ": not finite any more: " + batch.not_finite);
    }
    at_.epoch.images += batch.images;
    at_.epoch.correct += batch.correct;
    at_.epoch.loss += batch.loss;
    at_.epoch.seconds += seconds_since(start);
    progress_.show(seen());
    return {};
  }

  EpochProgress seen() const {
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

  Result<void> end_epoch() {
    const auto start = Clock::now();
    const auto logits = trainer_.logits(validation_, parallel_for_);
    const auto score = trainer::score({logits, validation_.labels, validation_.classes.size()});
    if (!std::isfinite(score.loss)) return diverged("validation: the loss is not finite any more");
    trainer_.report_validation_loss(score.loss);
    EpochProgress whole = seen();
    whole.validation_accuracy = static_cast<double>(score.correct) / static_cast<double>(validation_.size());
    const EpochMetrics metrics{epoch(),
                               trainer_.step(),
                               whole.loss,
                               whole.training_accuracy,
                               whole.validation_accuracy,
                               score.loss,
                               trainer_.learning_rate(),
                               rounded(at_.epoch.seconds + seconds_since(start), 3),
                               rounded(whole.images_per_second, 1)};
    folder_.log(progress_.end_epoch(whole));
    return keep(metrics);
  }

  Result<void> keep(const EpochMetrics& metrics) {
    const bool best = at_.best_epoch == 0 || better(metrics, at_.metrics[at_.best_epoch - 1]);
    at_.metrics.push_back(metrics);
    at_.epoch = {};
    at_.state = trainer_.state();
    if (best) {
      at_.best_epoch = metrics.epoch;
      at_.best = at_.state;
    }
    Result<void> kept = append(folder_ / "metrics.ndjson", metrics_to_ndjson({&metrics, 1}));
    if (kept) kept = write_file(folder_ / "metrics.csv", metrics_to_csv(at_.metrics));
    if (kept && best) kept = checkpoints_.save_best(at_);
    if (kept) kept = checkpoints_.save_last(at_);
    return kept ? kept : explained(kept.error());
  }

  Result<void> write_metrics() const {
    if (auto written = write_file(folder_ / "metrics.ndjson", metrics_to_ndjson(at_.metrics)); !written)
      return written;
    return write_file(folder_ / "metrics.csv", metrics_to_csv(at_.metrics));
  }

  // Where the run stands on disk, for a message.
  std::string last_checkpoint() const {
    const auto last = checkpoints_.load([](const std::string&) {});
    if (!last || !*last) return "There is no checkpoint yet";
    const int64_t steps = trainer_.steps_per_epoch(), step = (*last)->state.step;
    return "The last good checkpoint, after epoch " + std::to_string(step / steps) +
           (step % steps ? " and " + std::to_string(step % steps) + " batches" : "") + ", is kept in " +
           folder_.path().string();
  }

  Result<void> diverged(const std::string& what) const {
    return fail("epoch %lld, %s.  %s.  %s.  Start anew with a lower --learning-rate",
                static_cast<long long>(epoch()), what.c_str(), diverged_sentence, last_checkpoint().c_str());
  }

  Result<void> explained(const Error& error) const {
    return fail("%s.  %s.  Make room, then go on with: inkling train --resume %s", error.message.c_str(),
                last_checkpoint().c_str(), folder_.path().c_str());
  }

  const RunFolder& folder_;
  trainer::Trainer& trainer_;
  const trainer::Dataset& validation_;
  const trainer::ParallelFor& parallel_for_;
  const LoopOptions& options_;
  Checkpoint& at_;
  Progress progress_;
  const Checkpoints checkpoints_{folder_ / "checkpoints"};
};

}  // namespace

bool out_of_patience(const Checkpoint& at, int patience) {
  return patience > 0 && static_cast<int64_t>(at.metrics.size()) - at.best_epoch >= patience;
}

Result<void> run_training(const RunFolder& folder, trainer::Trainer& trainer,
                          const trainer::Dataset& validation, const trainer::ParallelFor& parallel_for,
                          const LoopOptions& options, Checkpoint& at) {
  return Loop(folder, trainer, validation, parallel_for, options, at).run();
}

}  // namespace inkling
