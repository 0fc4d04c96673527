// Depthwise convolution and average pools of every copy of the kernels that this machine can run, against
// plain loops in double precision.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <cmath>
#include <vector>

#include "trainer/kernels/kernels.h"
#include "trainer/random.h"

using namespace inkling::trainer;

namespace {

using Values = std::vector<float>;

Values random_values(int count, uint32_t item) {
  Random random(9, Purpose::weights, 0, item);
  Values values(static_cast<size_t>(count));
  for (float& value : values) value = random.normal();
  return values;
}

// The largest difference, as a share of the largest magnitude that is expected.
double difference(const Values& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  double largest = 0, apart = 0;
  for (size_t at = 0; at < found.size(); ++at) {
    largest = std::max(largest, std::abs(expected[at]));
    apart = std::max(apart, std::abs(found[at] - expected[at]));
  }
  return apart / largest;
}

}  // namespace

TEST_CASE("Depthwise convolution of every instruction set and its gradients equal plain loops") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const DepthwiseShape s =
        GENERATE(DepthwiseShape{14, 14, 16, 3}, DepthwiseShape{7, 9, 33, 5}, DepthwiseShape{3, 2, 5, 1},
                 DepthwiseShape{2, 3, 7, 7}, DepthwiseShape{1, 1, 1, 3});
    CAPTURE(kernels->name, s.height, s.width, s.channels, s.kernel);
    const int size = s.height * s.width * s.channels, taps = s.kernel * s.kernel;
    const Values x = random_values(size, 1), dy = random_values(size, 2),
                 weight = random_values(taps * s.channels, 3);
    std::vector<double> y(x.size()), dx(x.size()), gradient(weight.begin(), weight.end());
    for (int out = 0; out < size; ++out) {
      const int c = out % s.channels, column = out / s.channels % s.width, row = out / s.channels / s.width;
      for (int tap = 0; tap < taps; ++tap) {
        const int from_row = row + tap / s.kernel - s.kernel / 2,
                  from_column = column + tap % s.kernel - s.kernel / 2;
        if (from_row < 0 || from_row >= s.height || from_column < 0 || from_column >= s.width) continue;
        const int in = (from_row * s.width + from_column) * s.channels + c, w = tap * s.channels + c;
        y[out] += double{weight[w]} * x[in];
        dx[in] += double{weight[w]} * dy[out];
        gradient[w] += double{x[in]} * dy[out];
      }
    }
    Values turned(weight.size());
    for (int at = 0; at < taps * s.channels; ++at)
      turned[at] = weight[(taps - 1 - at / s.channels) * s.channels + at % s.channels];

    Values scratch(s.scratch()), found(x.size(), 99), found_gradient = weight;
    kernels->depthwise(s, x.data(), weight.data(), found.data(), scratch.data());
    CHECK(difference(found, y) < 2e-6);
    kernels->depthwise(s, dy.data(), turned.data(), found.data(), scratch.data());
    CHECK(difference(found, dx) < 2e-6);
    kernels->depthwise_weight_gradient(s, x.data(), dy.data(), found_gradient.data(), scratch.data());
    CHECK(difference(found_gradient, gradient) < 2e-6);
  }
}

TEST_CASE("Average pool of every instruction set and its gradient equal plain loops") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const AveragePoolShape s = GENERATE(AveragePoolShape{28, 28, 16, 2, 2}, AveragePoolShape{7, 8, 33, 3, 3},
                                        AveragePoolShape{3, 5, 6, 3, 5}, AveragePoolShape{5, 4, 1, 2, 1});
    CAPTURE(kernels->name, s.height, s.width, s.channels, s.window_height, s.window_width);
    const int rows = s.height / s.window_height, columns = s.width / s.window_width;
    const Values x = random_values(s.height * s.width * s.channels, 1),
                 dy = random_values(rows * columns * s.channels, 2);
    std::vector<double> y(dy.size()), dx(x.size());
    for (int row = 0; row < rows * s.window_height; ++row) {
      for (int column = 0; column < columns * s.window_width; ++column) {
        for (int c = 0; c < s.channels; ++c) {
          const int in = (row * s.width + column) * s.channels + c;
          const int out = (row / s.window_height * columns + column / s.window_width) * s.channels + c;
          y[out] += double{x[in]} / (s.window_height * s.window_width);
          dx[in] = double{dy[out]} / (s.window_height * s.window_width);
        }
      }
    }
    Values found_y(dy.size(), 99), found_dx(x.size(), 99);
    kernels->average_pool(s, x.data(), found_y.data());
    CHECK(difference(found_y, y) < 2e-6);
    kernels->average_pool_gradient(s, dy.data(), found_dx.data());
    CHECK(difference(found_dx, dx) < 2e-6);
  }
}
