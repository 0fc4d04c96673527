// The losses against PyTorch (tests/trainer/pytorch).
#include "trainer/fit/loss.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/trainer/pytorch/figures.h"

using namespace inkling::trainer;
using namespace inkling::trainer::testing;

TEST_CASE("Cross-entropy and label smoothing are PyTorch's, and so are their gradients") {
  const auto labels = figures("loss.labels");
  for (const auto& [smoothing, name] :
       {std::pair{0.0, "loss.smoothing.0.0"}, std::pair{0.1, "loss.smoothing.0.1"}}) {
    auto logits = figures("loss.logits");
    std::vector<double> losses;
    for (size_t sample = 0; sample < labels.size(); ++sample) {
      const auto row = std::span(logits).subspan(5 * sample, 5);
      losses.push_back(cross_entropy_gradient(row, static_cast<size_t>(labels[sample]), 1.0, smoothing));
    }
    check_figures(name, losses, 1e-12);
    check_figures(std::string(name) + ".gradient", logits, 1e-12);
  }
}

TEST_CASE("Distillation is PyTorch's mix of cross-entropy and divergence, and so is its gradient") {
  auto student = figures("distillation.student"), teacher = figures("distillation.teacher");
  const auto labels = figures("distillation.labels");
  std::vector<double> losses;
  for (size_t sample = 0; sample < labels.size(); ++sample) {
    losses.push_back(distillation_gradient<double>(std::span(student).subspan(5 * sample, 5),
                                                   static_cast<size_t>(labels[sample]), 1.0, 0.1, {0.75f, 3},
                                                   std::span(teacher).subspan(5 * sample, 5)));
  }
  check_figures("distillation", losses, 1e-12);
  check_figures("distillation.gradient", student, 1e-12);
}

TEST_CASE("A student that says what its teacher says has nothing to learn from it") {
  std::vector<double> logits = {3, -1, 200, 0}, teacher = {4, 0, 201, 1};
  CHECK(std::abs(distillation_gradient<double>(logits, 1, 1, 0, {1, 2}, teacher)) < 1e-12);
  for (const double slope : logits) CHECK(std::abs(slope) < 1e-12);
}
