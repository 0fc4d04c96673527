// Every copy of the kernels that this machine can run, against plain loops in double precision.
#include "trainer/kernels/kernels.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <cmath>
#include <vector>

#include "trainer/random.h"

using namespace inkling::trainer;

namespace {

using Values = std::vector<float>;

Values random_values(size_t count, uint32_t item) {
  Random random(9, Purpose::weights, 0, item);
  Values values(count);
  for (float& value : values) value = random.normal();
  return values;
}

// Within `tolerance` of the largest magnitude that is expected.
bool close(const Values& found, const std::vector<double>& expected, double tolerance = 2e-6) {
  REQUIRE(found.size() == expected.size());
  double largest = 0, difference = 0;
  for (size_t at = 0; at < found.size(); ++at) {
    largest = std::max(largest, std::abs(expected[at]));
    difference = std::max(difference, std::abs(found[at] - expected[at]));
  }
  INFO("largest difference " << difference << " of " << largest);
  CHECK(difference <= tolerance * largest);
  return difference <= tolerance * largest;
}

// Calls visit(weight index, x index, y index) for every product of a convolution.
template <class Visit>
void each_product(const ConvolutionShape& s, Visit visit) {
  for (int y = 0; y < s.height; ++y)
    for (int x = 0; x < s.width; ++x)
      for (int ky = 0; ky < s.kernel; ++ky)
        for (int kx = 0; kx < s.kernel; ++kx) {
          const int from_y = y + ky - s.kernel / 2, from_x = x + kx - s.kernel / 2;
          if (from_y < 0 || from_x < 0 || from_y >= s.height || from_x >= s.width) continue;
          for (int in = 0; in < s.inputs; ++in)
            for (int out = 0; out < s.outputs; ++out)
              visit(((ky * s.kernel + kx) * s.inputs + in) * s.outputs + out,
                    (from_y * s.width + from_x) * s.inputs + in, (y * s.width + x) * s.outputs + out);
        }
}

}  // namespace

TEST_CASE("Convolutions of every instruction set equal plain loops, forth and back") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const auto shape = GENERATE(ConvolutionShape{28, 28, 1, 16, 3}, ConvolutionShape{14, 14, 16, 32, 3},
                                ConvolutionShape{7, 7, 32, 48, 3}, ConvolutionShape{9, 5, 3, 7, 5},
                                ConvolutionShape{3, 4, 5, 1, 1}, ConvolutionShape{2, 3, 2, 21, 7},
                                ConvolutionShape{1, 1, 1, 1, 3}, ConvolutionShape{28, 28, 16, 16, 3},
                                ConvolutionShape{5, 9, 8, 21, 3}, ConvolutionShape{1, 2, 13, 8, 3});
    CAPTURE(kernels->name, shape.height, shape.width, shape.inputs, shape.outputs, shape.kernel);
    const size_t pixels = static_cast<size_t>(shape.height) * shape.width;
    const Values x = random_values(pixels * shape.inputs, 1), dy = random_values(pixels * shape.outputs, 2);
    const Values weight =
        random_values(static_cast<size_t>(shape.kernel) * shape.kernel * shape.inputs * shape.outputs, 3);
    ConvolutionShape back = shape;
    std::swap(back.inputs, back.outputs);
    Values scratch(std::max(shape.scratch(), back.scratch()));

    std::vector<double> y(dy.size()), dx(x.size()), gradient(weight.begin(), weight.end());
    each_product(shape, [&](int w, int in, int out) {
      y[out] += double{weight[w]} * x[in];
      dx[in] += double{weight[w]} * dy[out];
      gradient[w] += double{x[in]} * dy[out];
    });

    Values found_y(dy.size(), 99), found_dx(x.size(), 99), found_gradient = weight, turned(weight.size());
    Values prepared(shape.prepared_weights());
    kernels->prepare_weights(shape, weight.data(), prepared.data());
    kernels->convolve(shape, x.data(), prepared.data(), found_y.data(), scratch.data());
    kernels->convolve_weight_gradient(shape, x.data(), dy.data(), found_gradient.data(), scratch.data());
    kernels->turn_weights(shape, weight.data(), turned.data());
    prepared.resize(back.prepared_weights());
    kernels->prepare_weights(back, turned.data(), prepared.data());
    kernels->convolve(back, dy.data(), prepared.data(), found_dx.data(), scratch.data());
    close(found_y, y);
    close(found_gradient, gradient);
    close(found_dx, dx);
  }
}

TEST_CASE("Batch norm's passes of every instruction set equal plain loops") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const int channels = GENERATE(1, 5, 16, 27, 64), pixels = GENERATE(1, 6, 49);
    const bool relu = GENERATE(false, true);
    CAPTURE(kernels->name, channels, pixels, relu);
    const size_t size = static_cast<size_t>(channels) * pixels;
    const Values x = random_values(size, 1), dy = random_values(size, 2), scale = random_values(channels, 3),
                 shift = random_values(channels, 4), mean = random_values(channels, 5),
                 slope = random_values(channels, 6), offset = random_values(channels, 7);
    std::vector<double> sum(channels), squares(channels), y(size), passed(channels), product(channels),
        dx(size);
    for (size_t at = 0; at < size; ++at) {
      const size_t c = at % channels;
      sum[c] += x[at];
      squares[c] += double{x[at]} * x[at];
      y[at] = double{x[at]} * scale[c] + shift[c];
      const double gradient = relu && y[at] <= 0 ? 0 : dy[at];
      if (relu) y[at] = std::max(y[at], 0.0);
      passed[c] += gradient;
      product[c] += gradient * (double{x[at]} - mean[c]);
      dx[at] = gradient * scale[c] + double{slope[c]} * x[at] + offset[c];
    }
    const auto as_floats = [](const std::vector<double>& values) {
      return Values(values.begin(), values.end());
    };
    std::vector<double> found_sum(channels), found_squares(channels);
    kernels->moments(pixels, channels, x.data(), found_sum.data(), found_squares.data());
    close(as_floats(found_sum), sum);
    close(as_floats(found_squares), squares);
    Values found(size);
    kernels->scale_shift(pixels, channels, relu, x.data(), scale.data(), shift.data(), found.data());
    close(found, y);
    std::vector<double> found_passed(channels), found_product(channels);
    kernels->norm_moments(pixels, channels, relu, x.data(), dy.data(), scale.data(), shift.data(),
                          mean.data(), found_passed.data(), found_product.data());
    close(as_floats(found_passed), passed);
    close(as_floats(found_product), product);
    found = x;
    kernels->norm_gradient(pixels, channels, relu, found.data(), dy.data(), scale.data(), shift.data(),
                           slope.data(), offset.data(), found.data());
    close(found, dx);
  }
}

TEST_CASE("Max-pool of every instruction set takes the largest and sends the gradient to the first of them") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const auto shape = GENERATE(PoolShape{28, 28, 16, 2}, PoolShape{7, 7, 33, 2}, PoolShape{5, 8, 3, 3});
    CAPTURE(kernels->name, shape.height, shape.width, shape.channels, shape.size);
    Values x = random_values(static_cast<size_t>(shape.height) * shape.width * shape.channels, 1);
    for (float& value : x) value = std::round(value);  // so that there are ties
    const int rows = shape.height / shape.size, columns = shape.width / shape.size;
    const Values dy = random_values(static_cast<size_t>(rows) * columns * shape.channels, 2);
    std::vector<double> y(dy.size()), dx(x.size());
    for (size_t out = 0; out < dy.size(); ++out) {
      const int c = static_cast<int>(out) % shape.channels,
                column = static_cast<int>(out) / shape.channels % columns,
                row = static_cast<int>(out) / shape.channels / columns;
      size_t best = 0;
      for (int at = 0; at < shape.size * shape.size; ++at) {
        const int py = row * shape.size + at / shape.size, px = column * shape.size + at % shape.size;
        const auto here = static_cast<size_t>((py * shape.width + px) * shape.channels + c);
        if (at == 0 || x[here] > x[best]) best = here;
      }
      y[out] = x[best];
      dx[best] = dy[out];
    }
    Values found(dy.size());
    kernels->max_pool(shape, x.data(), found.data());
    close(found, y, 0);
    kernels->max_pool_gradient(shape, x.data(), dy.data(), x.data());
    close(x, dx, 0);
  }
}

TEST_CASE("Dense layers and ReLU of every instruction set equal plain loops") {
  for (const Kernels<float>* kernels : kernels_of_this_machine()) {
    const int inputs = GENERATE(1, 17, 288, 1568), outputs = GENERATE(1, 10, 33);
    CAPTURE(kernels->name, inputs, outputs);
    const Values x = random_values(inputs, 1), dy = random_values(outputs, 2),
                 bias = random_values(outputs, 3),
                 weight = random_values(static_cast<size_t>(inputs) * outputs, 4);
    std::vector<double> y(bias.begin(), bias.end()), dx(inputs), gradient(weight.size(), 1),
        bias_gradient(outputs, 1);
    std::vector<double> positive(inputs), passed(inputs);
    for (int out = 0; out < outputs; ++out) {
      for (int in = 0; in < inputs; ++in) {
        const size_t w = static_cast<size_t>(out) * inputs + in;
        y[out] += double{weight[w]} * x[in];
        dx[in] += double{weight[w]} * dy[out];
        gradient[w] += double{x[in]} * dy[out];
      }
      bias_gradient[out] += dy[out];
    }
    for (int in = 0; in < inputs; ++in) {
      positive[in] = std::max(x[in], 0.f);
      passed[in] = x[in] > 0 ? weight[in] : 0;
    }
    Values found(outputs);
    kernels->dense(inputs, outputs, x.data(), weight.data(), bias.data(), found.data());
    close(found, y);
    Values found_gradient(weight.size(), 1), found_bias(outputs, 1), found_dx = x;
    kernels->dense_gradient(inputs, outputs, found_dx.data(), weight.data(), dy.data(), found_gradient.data(),
                            found_bias.data(), found_dx.data());
    close(found_gradient, gradient);
    close(found_bias, bias_gradient);
    close(found_dx, dx);
    Values found_positive(inputs), found_passed = x;
    kernels->relu(inputs, x.data(), found_positive.data());
    kernels->relu_gradient(inputs, found_passed.data(), weight.data(), found_passed.data());
    close(found_positive, positive, 0);
    close(found_passed, passed, 0);
  }
}
