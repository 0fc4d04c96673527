// Optimisers, schedules and averages against PyTorch (tests/trainer/pytorch).
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>

#include "tests/trainer/pytorch/figures.h"
#include "trainer/optimise/average.h"
#include "trainer/optimise/optimiser.h"
#include "trainer/optimise/schedule.h"

using namespace inkling::trainer;
using namespace inkling::trainer::testing;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

namespace {

// The parameters after each of the recorded gradients.
template <class Scalar>
std::vector<double> taken_steps(const Optimiser& optimiser) {
  const auto start = figures("optimiser.start"), gradients = figures("optimiser.gradients");
  AlignedVector<Scalar> parameters(start.begin(), start.end());
  Moments<Scalar> moments = no_moments<Scalar>(optimiser, parameters.size());
  std::vector<double> seen;
  for (size_t step = 0; step < gradients.size() / start.size(); ++step) {
    const auto from = gradients.begin() + static_cast<ptrdiff_t>(step * start.size());
    AlignedVector<Scalar> gradient(from, from + static_cast<ptrdiff_t>(start.size()));
    if (optimiser.clip > 0) clip_by_norm<Scalar>(optimiser.clip, gradient);
    if (optimiser.weight_decay > 0) decay_weights<Scalar>(optimiser, 0.05f, gradient, parameters);
    update<Scalar>(optimiser, 0.05f, static_cast<int64_t>(step), moments, gradient, parameters);
    seen.insert(seen.end(), parameters.begin(), parameters.end());
  }
  return seen;
}

void check_steps(const char* name, const Optimiser& optimiser) {
  check_figures(name, taken_steps<double>(optimiser), 2e-7);
  check_figures(name, taken_steps<float>(optimiser), 2e-6);
}

std::vector<double> rates(const Schedule& schedule, int64_t steps, int64_t steps_per_epoch) {
  std::vector<double> rates;
  for (int64_t step = 0; step < steps; ++step)
    rates.push_back(scheduled_rate(schedule, 0.1f, {step, steps, steps_per_epoch}, {}));
  return rates;
}

}  // namespace

TEST_CASE("SGD with Nesterov's momentum takes PyTorch's steps, with decay and clipping too") {
  check_steps("optimiser.sgd", {OptimiserKind::sgd, 0.9f, 0, 0});
  check_steps("optimiser.sgd.decay", {OptimiserKind::sgd, 0.8f, 0.1f, 0});
  check_steps("optimiser.sgd.plain", {OptimiserKind::sgd, 0, 0, 0});
  check_steps("optimiser.sgd.clip", {OptimiserKind::sgd, 0.9f, 0, 2});
}

TEST_CASE("Adam and AdamW take PyTorch's steps") {
  check_steps("optimiser.adam", {OptimiserKind::adam, 0.9f, 0, 0});
  check_steps("optimiser.adam.decay", {OptimiserKind::adam, 0.8f, 0.1f, 0});
  check_steps("optimiser.adamw.decay", {OptimiserKind::adamw, 0.9f, 0.1f, 0});
}

TEST_CASE("Clipping scales a long gradient to the norm and leaves a short one as it is") {
  std::vector<double> gradient = {3, -4};
  CHECK_THAT(clip_by_norm<double>(2, gradient), WithinAbs(5, 1e-12));
  CHECK_THAT(gradient[0], WithinAbs(1.2, 1e-6));
  CHECK_THAT(gradient[1], WithinAbs(-1.6, 1e-6));
  const auto before = gradient;
  clip_by_norm<double>(3, gradient);
  CHECK(gradient == before);
}

TEST_CASE("Schedules give PyTorch's rates") {
  std::vector<double> of_epochs;
  const auto of_steps = rates({ScheduleKind::step, 2, 0.3f}, 21, 3);
  for (size_t step = 0; step < of_steps.size(); ++step) {
    if (step % 3 == 0) of_epochs.push_back(of_steps[step]);
    CHECK(of_steps[step] == of_epochs.back());  // the same throughout an epoch
  }
  check_figures("schedule.step", of_epochs);
  check_figures("schedule.cosine", rates({ScheduleKind::cosine, 5, 0.1f}, 20, 4));
  check_figures("schedule.one_cycle", rates({ScheduleKind::one_cycle, 5, 0.1f}, 20, 4));
  for (const double rate : rates({ScheduleKind::constant, 5, 0.1f}, 20, 4)) CHECK(rate == 0.1f);

  const Schedule schedule{ScheduleKind::plateau, 1, 0.3f};
  Plateau plateau;
  std::vector<double> seen;
  for (const double loss : figures("schedule.plateau.losses")) {
    seen.push_back(scheduled_rate(schedule, 0.1f, {}, plateau));
    report_loss(plateau, schedule, loss);
  }
  check_figures("schedule.plateau", seen);
}

TEST_CASE("A one-cycle of few steps stays within its bounds") {
  for (const int steps : {1, 2, 3, 5}) {
    for (const double rate : rates({ScheduleKind::one_cycle, 5, 0.1f}, steps, 1)) {
      CHECK(rate > 0);
      CHECK(rate <= 0.1f);
    }
  }
}

TEST_CASE("A validation loss that is not a number counts as no progress") {
  const Schedule schedule{ScheduleKind::plateau, 1, 0.5f};
  Plateau plateau;
  report_loss(plateau, schedule, 1);
  report_loss(plateau, schedule, NAN);
  report_loss(plateau, schedule, NAN);
  CHECK(plateau.least_loss == 1);
  CHECK(plateau.scale == 0.5);
}

TEST_CASE("The moving average is PyTorch's, and forgets the random start") {
  const auto values = figures("average.values");
  std::vector<double> average(4, 1e6), seen;
  for (size_t step = 0; step < values.size() / 4; ++step) {
    update_average<double>(0.7f, static_cast<int64_t>(step), std::span(values).subspan(4 * step, 4), average);
    seen.insert(seen.end(), average.begin(), average.end());
  }
  check_figures("average", seen);
}
