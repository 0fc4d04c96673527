#include "engine/network/winograd.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

#include "tests/engine/network/small_model.h"

using namespace inkling;
using namespace inkling::testing;

namespace {

Layer convolution(int channels, int kernel = 3, bool relu = false) {
  return {LayerType::convolution, "conv", channels, kernel, relu};
}

Model::Parameters random_parameters(const Layer& layer, const Shape& input) {
  const size_t count = static_cast<size_t>(layer.channels) * layer.kernel * layer.kernel * input.channels;
  return {random_values(count, 5, 0.3f), random_values(static_cast<size_t>(layer.channels), 6, 0.5f)};
}

}  // namespace

TEST_CASE("a Winograd convolution agrees with the plain sum in double precision") {
  const auto [input, channels] = GENERATE(table<Shape, int>(
      {{{28, 28, 4}, 8}, {{14, 14, 16}, 32}, {{7, 7, 40}, 36}, {{5, 9, 8}, 12}, {{13, 6, 12}, 4}}));
  const Layer layer = convolution(channels, 3, GENERATE(true, false));
  const size_t batch = 2;
  REQUIRE(WinogradConvolution::fits(layer, input));
  const Model::Parameters parameters = random_parameters(layer, input);
  WinogradConvolution made(layer, input, parameters);
  const std::vector<float> x = random_values(batch * input.size(), 7, 1.0f);
  const size_t outputs = output_shape(layer, input)->size();
  std::vector<float> y(batch * outputs, -99.0f), scratch(made.scratch_size(), -99.0f);
  for (int again = 0; again < 2; ++again) made.run(batch, x.data(), y.data(), scratch.data());
  for (size_t image = 0; image < batch; ++image) {
    const auto from = x.begin() + static_cast<long>(image * input.size());
    const auto expected = plain_layer(layer, input, parameters, {from, from + input.size()}, {});
    double largest = 0, difference = 0;
    for (size_t i = 0; i < outputs; ++i) {
      largest = std::max(largest, std::abs(expected[i]));
      difference = std::max(difference, std::abs(expected[i] - y[image * outputs + i]));
    }
    INFO(input.height << " x " << input.width << " x " << input.channels << " -> " << channels);
    CHECK(largest > 0.1);
    CHECK(difference < 1e-5 * largest);
  }
}

TEST_CASE("only 3x3 convolutions with channels in fours on at least four tiles fit Winograd's method") {
  CHECK(WinogradConvolution::fits(convolution(4), {5, 5, 4}));
  CHECK_FALSE(WinogradConvolution::fits(convolution(4, 5), {28, 28, 4}));
  CHECK_FALSE(WinogradConvolution::fits(convolution(4, 1), {28, 28, 4}));
  CHECK_FALSE(WinogradConvolution::fits(convolution(6), {28, 28, 4}));
  CHECK_FALSE(WinogradConvolution::fits(convolution(4), {28, 28, 1}));
  CHECK_FALSE(WinogradConvolution::fits(convolution(4), {4, 8, 4}));
  CHECK_FALSE(WinogradConvolution::fits({LayerType::depthwise, "dw", 4, 3, false}, {28, 28, 4}));
}
