#include "trainer/cli/run/run_training.h"

#include <chrono>
#include <cstring>
#include <fstream>

#include "trainer/cli/files.h"
#include "trainer/cli/progress.h"

namespace inkling {
namespace {

using trainer::TrainingEvent;

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
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
       const LoopOptions& options, trainer::Checkpoint& at)
      : folder_(folder),
        trainer_(trainer),
        every_(options.checkpoint_every),
        at_(at),
        training_(trainer, validation, options.patience, at, seconds_now),
        progress_(trainer.step()) {}

  Result<void> run(const trainer::ParallelFor& parallel_for) {
    // Lines of epochs that the checkpoint does not know go: they will be written again.
    if (auto written = write_metrics(); !written) return written;
    while (training_.goes_on())
      if (auto done = take(training_.step(parallel_for)); !done) return done;
    return {};
  }

 private:
  Result<void> take(const TrainingEvent& event) {
    switch (event.kind) {
      case TrainingEvent::Kind::batch:
        progress_.show(event.progress);
        if (every_ == 0 || trainer_.step() % every_ != 0) return {};
        return explained(checkpoints_.save_last(training_.checkpoint()));
      case TrainingEvent::Kind::epoch:
        folder_.log(progress_.end_epoch(event.progress));
        return explained(keep(event.is_best));
      case TrainingEvent::Kind::diverged:
        break;
    }
    return fail("epoch %lld, %s.  %s.  %s.  Start anew with a lower --learning-rate",
                static_cast<long long>(training_.epoch()), event.reason.c_str(), diverged_sentence,
                last_checkpoint().c_str());
  }

  // What an epoch has come to.
  Result<void> keep(bool is_best) {
    Result<void> kept =
        append(folder_ / "metrics.ndjson", trainer::metrics_to_ndjson({&at_.metrics.back(), 1}));
    if (kept) kept = write_file(folder_ / "metrics.csv", trainer::metrics_to_csv(at_.metrics));
    if (kept && is_best) kept = checkpoints_.save_best(at_);
    if (kept) kept = checkpoints_.save_last(at_);
    return kept;
  }

  Result<void> write_metrics() const {
    if (auto written = write_file(folder_ / "metrics.ndjson", trainer::metrics_to_ndjson(at_.metrics));
        !written)
      return written;
    return write_file(folder_ / "metrics.csv", trainer::metrics_to_csv(at_.metrics));
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

  Result<void> explained(const Result<void>& written) const {
    if (written) return {};
    return fail("%s.  %s.  Make room, then go on with: inkling train --resume %s",
                written.error().message.c_str(), last_checkpoint().c_str(), folder_.path().c_str());
  }

  const RunFolder& folder_;
  const trainer::Trainer& trainer_;
  const int64_t every_;
  const trainer::Checkpoint& at_;
  trainer::Training training_;
  Progress progress_;
  const Checkpoints checkpoints_{folder_ / "checkpoints"};
};

}  // namespace

Result<void> run_training(const RunFolder& folder, trainer::Trainer& trainer,
                          const trainer::Dataset& validation, const trainer::ParallelFor& parallel_for,
                          const LoopOptions& options, trainer::Checkpoint& at) {
  return Loop(folder, trainer, validation, options, at).run(parallel_for);
}

}  // namespace inkling
