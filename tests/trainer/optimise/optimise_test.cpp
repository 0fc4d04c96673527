#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include "trainer/optimise/adam.h"
#include "trainer/optimise/one_cycle.h"

using namespace inkling::trainer;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("Adam takes the steps of the published algorithm") {
  // Algorithm 1 of Kingma and Ba, line by line, for three parameters and five gradients.
  const double gradients[5][3] = {
      {0.1, -2, 0}, {0.3, 1, 0}, {-0.2, 0.5, 1e-3}, {0.05, -3, 0}, {1, 0.1, -1e-3}};
  double theta[3] = {1, -1, 0.5}, m[3] = {}, v[3] = {};
  AlignedVector<double> parameters(theta, theta + 3);
  AdamMoments<double> moments(3);
  for (int t = 1; t <= 5; ++t) {
    const float rate = 0.01f * static_cast<float>(t);
    adam_update<double>(moments, t - 1, rate, gradients[t - 1], parameters);
    for (int at = 0; at < 3; ++at) {
      const double g = gradients[t - 1][at];
      m[at] = 0.9 * m[at] + 0.1 * g;
      v[at] = 0.999 * v[at] + 0.001 * g * g;
      const double m_hat = m[at] / (1 - std::pow(0.9, t)), v_hat = v[at] / (1 - std::pow(0.999, t));
      theta[at] -= rate * m_hat / (std::sqrt(v_hat) + 1e-8);
      CHECK_THAT(parameters[at], WithinAbs(theta[at], 1e-6));
    }
  }
}

TEST_CASE("The one-cycle rate starts, peaks and ends where PyTorch's OneCycleLR does") {
  // OneCycleLR(max_lr=0.1, total_steps=100): initial 0.1/25, peak at step 0.3 * 100 - 1, final 0.1/25/1e4.
  CHECK_THAT(one_cycle(0.1f, 0, 100), WithinRel(0.004f, 1e-6f));
  CHECK_THAT(one_cycle(0.1f, 29, 100), WithinRel(0.1f, 1e-6f));
  CHECK_THAT(one_cycle(0.1f, 64, 100), WithinRel((0.1f + 4e-7f) / 2, 1e-5f));
  CHECK_THAT(one_cycle(0.1f, 99, 100), WithinRel(4e-7f, 1e-4f));
  for (int step = 1; step < 100; ++step) {
    CHECK((one_cycle(0.1f, step, 100) > one_cycle(0.1f, step - 1, 100)) == (step <= 29));
  }
  for (const int steps : {1, 2, 3, 5}) {
    for (int step = 0; step < steps; ++step) {
      CHECK(one_cycle(0.1f, step, steps) > 0);
      CHECK(one_cycle(0.1f, step, steps) <= 0.1f);
    }
  }
}
