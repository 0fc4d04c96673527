// A training as an object: what it reports after each step, when it ends, and that its checkpoint goes on to
// the same bits.
#include "trainer/session/training.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <limits>

#include "tests/trainer/support.h"

using namespace inkling;
using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::ContainsSubstring;
using Kind = TrainingEvent::Kind;

namespace {

// A clock that ticks once whenever somebody looks.
std::function<double()> ticking() {
  return [time = 0.0]() mutable { return time += 1; };
}

struct Begun {
  Dataset validation = squares(60, 2);
  Trainer trainer;
  Checkpoint at;

  explicit Begun(const Recipe& recipe) : trainer(Trainer::create(recipe, squares(205, 1)).value()) {
    at.state = trainer.state();
  }
  Training training(int patience = 0) { return Training(trainer, validation, patience, at, ticking()); }
};

}  // namespace

TEST_CASE(
    "A training reports each batch, each epoch with its metrics, and which of them is the best so far") {
  Begun begun(small_recipe());
  Training training = begun.training();
  std::vector<Kind> kinds;
  int64_t best = 0;
  while (training.goes_on()) {
    const TrainingEvent event = training.step(one_after_another);
    kinds.push_back(event.kind);
    CHECK(event.progress.step == static_cast<int64_t>(kinds.size()));
    CHECK(event.progress.steps == 15);
    CHECK((event.progress.validation_accuracy >= 0) == (event.kind == Kind::epoch));
    if (!event.is_best) continue;
    CHECK(event.kind == Kind::epoch);
    best = begun.at.metrics.back().epoch;
    CHECK(begun.at.best == begun.trainer.state());
  }
  // 205 samples in whole batches of 40: five an epoch, three epochs.
  REQUIRE(kinds.size() == 15);
  for (size_t step = 0; step < kinds.size(); ++step)
    CHECK(kinds[step] == (step % 5 == 4 ? Kind::epoch : Kind::batch));
  CHECK(begun.at.metrics.size() == 3);
  CHECK(begun.at.best_epoch == best);
  CHECK_FALSE(training.stopped_early());
  for (const EpochMetrics& epoch : begun.at.metrics) {
    CHECK(epoch.step == 5 * epoch.epoch);
    // Two looks at the clock for each batch and for the validation.
    CHECK(epoch.seconds == 6);
    CHECK_FALSE(better(epoch, begun.at.metrics[static_cast<size_t>(best - 1)]));
  }
}

TEST_CASE("A training without a better epoch stops when patience is at an end") {
  Recipe recipe = small_recipe();
  recipe.optimiser = {OptimiserKind::sgd, 0, 0, 0};
  recipe.learning_rate = 1e-8f;  // nothing changes but batch norm's statistics
  recipe.epochs = 50;
  Begun begun(recipe);
  Training training = begun.training(2);
  while (training.goes_on()) CHECK(training.step(one_after_another).kind != Kind::diverged);
  CHECK(training.stopped_early());
  CHECK_FALSE(begun.trainer.finished());
  CHECK(static_cast<int64_t>(begun.at.metrics.size()) == begun.at.best_epoch + 2);
}

TEST_CASE("A training whose numbers stop being finite says where, ends, and keeps the last epoch's state") {
  Begun begun(small_recipe());
  Training training = begun.training();
  for (int step = 0; step < 5; ++step) training.step(one_after_another);
  const TrainerState last = begun.at.state;
  TrainerState broken = last;
  broken.parameters[0] = std::numeric_limits<float>::quiet_NaN();
  REQUIRE(begun.trainer.restore(broken));
  const TrainingEvent event = training.step(one_after_another);
  CHECK(event.kind == Kind::diverged);
  CHECK_THAT(event.reason, ContainsSubstring("batch 1: not finite any more"));
  CHECK_FALSE(training.goes_on());
  CHECK_FALSE(training.stopped_early());
  CHECK(begun.at.state == last);
  CHECK(begun.at.metrics.size() == 1);
}

TEST_CASE("A checkpoint within an epoch, as bytes and back, goes on to the same bits") {
  Begun whole(small_recipe()), first(small_recipe()), second(small_recipe());
  Training uninterrupted = whole.training();
  while (uninterrupted.goes_on()) uninterrupted.step(one_after_another);

  Training begun = first.training();
  for (int step = 0; step < 8; ++step) begun.step(one_after_another);
  const auto bytes = checkpoint_to_bytes(begun.checkpoint());
  auto read = checkpoint_from_bytes(bytes);
  REQUIRE(read);
  CHECK(read->metrics == first.at.metrics);
  second.at = std::move(*read);
  REQUIRE(second.trainer.restore(second.at.state));
  Training resumed = second.training();
  CHECK(resumed.epoch() == 2);
  while (resumed.goes_on()) resumed.step(one_after_another);
  CHECK(second.at.state == whole.at.state);
  CHECK(second.at.best == whole.at.best);
  CHECK(second.at.metrics == whole.at.metrics);

  for (const size_t at : {size_t{3}, bytes.size() / 2, bytes.size() - 1}) {
    auto damaged = bytes;
    damaged[at] ^= 4;
    CHECK_FALSE(checkpoint_from_bytes(damaged));
  }
}
