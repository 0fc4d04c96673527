#include "trainer/optimise/schedule.h"

#include <cmath>
#include <numbers>

namespace inkling::trainer {
namespace {

// From one value (share 0) to the other (share 1).
double along_cosine(double from, double to, double share) {
  return to + (from - to) / 2 * (1 + std::cos(std::numbers::pi * share));
}

double one_cycle(double highest, int64_t step, int64_t steps) {
  const double first = highest / 25.0, last = first / 1e4;
  const double turn = 0.3 * static_cast<double>(steps) - 1, end = static_cast<double>(steps) - 1;
  const double at = static_cast<double>(step);
  if (at <= turn) return along_cosine(first, highest, at / turn);
  return along_cosine(highest, last, end > turn ? (at - turn) / (end - turn) : 1);
}

}  // namespace

void report_loss(Plateau& plateau, const Schedule& schedule, double loss) {
  if (loss < plateau.least_loss * (1 - 1e-4)) {
    plateau.least_loss = loss;
    plateau.epochs_since = 0;
  } else if (++plateau.epochs_since > schedule.epochs) {
    plateau.scale *= double{schedule.factor};
    plateau.epochs_since = 0;
  }
}

float scheduled_rate(const Schedule& schedule, float highest, const Position& at, const Plateau& plateau) {
  const double rate = highest;
  switch (schedule.kind) {
    case ScheduleKind::constant:
      break;
    case ScheduleKind::step: {
      const int64_t falls = at.step / at.steps_per_epoch / schedule.epochs;
      return static_cast<float>(rate * std::pow(double{schedule.factor}, static_cast<double>(falls)));
    }
    case ScheduleKind::cosine:
      return static_cast<float>(
          along_cosine(rate, 0, static_cast<double>(at.step) / static_cast<double>(at.steps)));
    case ScheduleKind::one_cycle:
      return static_cast<float>(one_cycle(rate, at.step, at.steps));
    case ScheduleKind::plateau:
      return static_cast<float>(rate * plateau.scale);
  }
  return highest;
}

}  // namespace inkling::trainer
